"""Real output held to the schema that it names, as it stands in `docs/schemas`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


def held(value: dict[str, Any]) -> dict[str, Any]:
    """The value, which is what its own `schema` says: `hotseat.due/1` is `due.schema.json`."""
    validator(value["schema"].removeprefix("hotseat.").removesuffix("/1")).validate(value)
    return value
