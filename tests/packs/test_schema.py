"""The schemas and the page on packs are what the types are now, and agree with what loads."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import jsonschema
import pytest
import yaml

import simulator
from simulator.domain import story as story_types
from simulator.domain.principle import Principle
from simulator.domain.rubric import Rubric
from simulator.packs import resource_folder
from simulator.packs.schema import schemas, with_tables, write

DOCS = Path(simulator.__file__).parent.parent / "docs"
PAGE = DOCS / "packs.md"
PACK = resource_folder("prompts") / "stories" / "webhook-drop-rate.yaml"
REMAKE = "run: python -m simulator.packs.schema"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_schema_files_are_what_the_types_make(name: str) -> None:
    assert json.loads((DOCS / "schemas" / name).read_text(encoding="utf-8")) == schemas()[name], REMAKE


@pytest.mark.parametrize("name", sorted(schemas()))
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_tables_on_the_page_are_what_the_types_make() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page, REMAKE


def test_every_field_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    here = vars(story_types).values()
    kinds = [kind for kind in here if is_dataclass(kind) and kind.__module__ == story_types.__name__]
    assert len(kinds) > 10
    names = {field.name for kind in [*kinds, Principle, Rubric] for field in fields(kind)}
    assert [name for name in sorted(names) if f"| `{name}` |" not in page] == []


def test_every_field_of_a_story_is_described_for_editors() -> None:
    schema = schemas()["story.schema.json"]
    parts = [schema, *schema["$defs"].values()]
    fields_ = [(part["title"], *item) for part in parts for item in part.get("properties", {}).items()]
    assert [f"{part}.{name}" for part, name, field in fields_ if "description" not in field] == []


def test_shipped_story_points_editors_at_its_schema_and_fits_it() -> None:
    first = PACK.read_text(encoding="utf-8").splitlines()[0]
    target = PACK.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert target.resolve() == (DOCS / "schemas" / "story.schema.json").resolve()
    jsonschema.validate(yaml.safe_load(PACK.read_text(encoding="utf-8")), schemas()["story.schema.json"])


def test_writing_mends_schemas_and_page(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    page = PAGE.read_text(encoding="utf-8")
    stale = page.replace("| `target_s` |", "| `goal_s` |", 1)
    assert stale != page
    (tmp_path / "packs.md").write_text(stale, encoding="utf-8")
    write(tmp_path)
    assert (tmp_path / "packs.md").read_text(encoding="utf-8") == with_tables(page)
    assert (
        json.loads((tmp_path / "schemas" / "story.schema.json").read_text(encoding="utf-8"))["title"]
        == "Story"
    )
