"""One rubric laid over another: `extends: general`, and only what is different.

Mappings are laid into one another field by field; a text, a number or a list stands in place of the one
below it, and `null` drops what is below. What comes of it is checked like any rubric.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.packs.faults import FieldPath
from simulator.packs.vocabulary import Break

EXTENDS = "extends"


def laid_over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The fields of `base` with those of `own` laid over them; neither is changed."""
    merged = dict(base)
    for name, value in own.items():
        below = merged.get(name)
        if value is None:
            merged.pop(name, None)
        elif isinstance(below, dict) and isinstance(value, dict):
            merged[name] = laid_over(below, value)
        else:
            merged[name] = value
    return merged


def idle_nulls(base: dict[str, Any], own: dict[str, Any], path: FieldPath = ()) -> Iterator[Break]:
    """Every `null` that drops nothing: most likely a slip of the pen."""
    for name, value in own.items():
        below = base.get(name)
        if value is None and name not in base:
            yield (*path, name), "is null and drops nothing", "check its name, or leave it out"
        elif isinstance(below, dict) and isinstance(value, dict):
            yield from idle_nulls(below, value, (*path, name))
