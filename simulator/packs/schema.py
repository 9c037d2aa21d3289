"""What a pack may hold, for editors and for people: the JSON Schemas and the tables of `docs/packs.md`.

`python -m simulator.packs.schema` writes both into `docs/`. They say what the types say; the rules between
fields are told by `hotseat stories check`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.domain.rubric import Rubric
from simulator.domain.spacing import Spacing
from simulator.domain.story import Story
from simulator.packs.library import adapter
from simulator.packs.shape import Schema, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: dict[str, type[Any]] = {"story": Story, "rubric": Rubric, "spacing": Spacing}
_TABLES = "<!-- {kind}: made by python -m simulator.packs.schema -->\n{tables}<!-- end -->"


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file."""
    return {
        f"{kind}.schema.json": {"$schema": DIALECT, **adapter(made).json_schema()}
        for kind, made in _KINDS.items()
    }


def with_tables(page: str) -> str:
    """The page, with the tables of fields between its marks as the types are now."""
    for kind, made in _KINDS.items():
        tables = "\n".join(_tables(adapter(made).json_schema()))
        marked = _TABLES.format(kind=kind, tables=tables)
        pattern = re.escape(_TABLES.format(kind=kind, tables="@")).replace("@", ".*?")
        page = re.sub(pattern, lambda _, new=marked: new, page, flags=re.DOTALL)  # type: ignore[misc]
    return page


def _tables(schema: Schema) -> Iterator[str]:
    parts = schema.get("$defs", {})
    for part in (schema, *parts.values()):
        if "properties" in part:
            yield f"**{part['title']}.** {_flat(part.get('description', ''))}\n"
            yield from _rows(part, Shape({**part, "$defs": parts}))
            yield ""


def _rows(part: Schema, shape: Shape) -> Iterator[str]:
    yield "| field | value | meaning |\n| --- | --- | --- |"
    needed = part.get("required", [])
    for name, field in part["properties"].items():
        value = _value(field, shape.wanted((name,)))
        optional = "" if name in needed else " (may be left out)"
        yield f"| `{name}` | {value}{optional} | {_flat(field.get('description', ''))} |"


def _value(field: Schema, wanted: str) -> str:
    part = re.search(r"#/\$defs/(\w+)", json.dumps(field))
    if not part or "choose" in wanted:
        return re.sub(r"^(give|write|choose) (an? )?", "", wanted)
    return {"array": "list of ", "object": "mapping to "}.get(field.get("type", ""), "") + part[1]


def _flat(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def write(docs: Path) -> None:
    """Writes the schemas into `docs/schemas` and the tables into `docs/packs.md`; both must exist."""
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (docs / "schemas" / name).write_text(text, encoding="utf-8")
    page = docs / "packs.md"
    page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
