"""What the type check found, as faults that say how to mend them.

pydantic says where a value does not fit; what would fit comes from the pack's `Shape`. No sentence of
pydantic's own reaches the user.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.packs.faults import Fault, FieldPath, described, field_name, listed
from simulator.packs.shape import ID_MEND, Shape, choice, nearest
from simulator.packs.tree import Tree

_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_COUNTS = frozenset({"too_short", "too_long"})
_KEY = "[key]"


def type_faults(errors: Sequence[Any], tree: Tree, shape: Shape, file: str) -> Iterator[Fault]:
    """One fault for each of pydantic's `errors` that says something of its own."""
    misspelt: set[FieldPath] = set()
    for error in errors:
        if error["type"] in _UNKNOWN:
            path, _ = inside(error["loc"], tree.data)
            known = shape.fields(path[:-1])
            meant = nearest(str(path[-1]), known)
            if meant:
                misspelt.add((*path[:-1], meant))
            mend = f"write {meant}" if meant else f"the fields here are {listed(known, 'and')}"
            yield Fault(file, tree.line(path), field_name(path), "is not a known field", mend)
    for error in errors:
        if error["type"] == "missing":
            path = (*inside(error["loc"][:-1], tree.data)[0], error["loc"][-1])
            if path not in misspelt:
                mend = shape.wanted(path).replace("give ", "add ", 1)
                yield Fault(file, tree.line(path), field_name(path), "is missing", mend)
        elif error["type"] not in _UNKNOWN:
            yield from _misfit(error, tree, shape, file)


def _misfit(error: Any, tree: Tree, shape: Shape, file: str) -> Iterator[Fault]:
    path, value = inside(error["loc"], tree.data)
    kind = error["type"]
    if kind == "too_short" and value and len(value) >= error["ctx"]["min_length"]:
        return  # counted after its items were refused, each of which has a fault of its own
    problem, mend = described(value), shape.wanted(path, value)
    if error["loc"][-1] == _KEY:
        keys = shape.keys(path[:-1])
        problem, mend = "is not a known name", choice(str(path[-1]), keys) if keys else ID_MEND
        problem = problem if keys else "is not an id"
    elif kind == "predicate_failed" and shape.is_text(path):
        mend = ID_MEND
    elif kind in _COUNTS and value:
        problem = f"has {len(value)} {'item' if len(value) == 1 else 'items'}"
    yield Fault(file, tree.line(path), field_name(path), problem, mend)


def inside(place: Sequence[str | int], data: Any) -> tuple[FieldPath, Any]:
    """The part of pydantic's place that exists in the file, and its value.

    A place also names the branches of unions and `[key]`, which nobody who writes a pack has seen.
    """
    path: FieldPath = ()
    for step in place:
        known = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
        if step in known:
            path, data = (*path, step), data[step]
    return path, data
