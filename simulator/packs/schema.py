"""The JSON Schemas by which an editor checks a pack while it is typed.

`python -m simulator.packs.schema` writes them into `docs/schemas`. They say what the types say; the rules
between fields are told by `hotseat stories check`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.packs.library import adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The text of every schema by the name of its file."""
    made: dict[str, dict[str, Any]] = {
        "story.schema.json": adapter(Story).json_schema(),
        "rubric.schema.json": adapter(Rubric).json_schema(),
    }
    return {
        name: json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def write(folder: Path) -> None:
    """Writes the schemas into `folder`, which must exist."""
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/schemas"))
