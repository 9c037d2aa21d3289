"""Names in a pack that must be names of something: signals, disqualifiers, gaps, probes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.packs.faults import FieldPath, shown
from simulator.packs.shape import choice
from simulator.packs.vocabulary import Break

Named = Iterable[tuple[FieldPath, str]]
References = Iterator[tuple[Named, str, Iterable[str]]]
"""Fields with the names they hold, what kind of thing they name, and all there are of it."""


def items(path: FieldPath, names: Iterable[str]) -> Named:
    """The names of a list, each with its place."""
    return [((*path, place), name) for place, name in enumerate(names)]


def keys(path: FieldPath, names: Iterable[str]) -> Named:
    """The names of a mapping's fields."""
    return [((*path, name), name) for name in names]


def unknown(references: References) -> Iterator[Break]:
    """Every name that names nothing."""
    for named, kind, known in references:
        for path, name in named:
            if name not in known:
                problem = "is" if path[-1] == name else f"is '{shown(name)}', which is"
                yield path, f"{problem} no {kind}", choice(name, tuple(known))
