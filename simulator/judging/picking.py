"""Which of a few options was meant by what was said: by its number, or by words that only it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.domain.lesson import OptionWords

SHORT = 2
"""Up to so many words 'to' may stand for 'two', and 'a' for an option. Source: judgement."""
LEAST_LETTERS = 4
"""Shorter words tell no option from another. Source: judgement; articles, pronouns, 'with'."""
LEAST_AHEAD = 2
"""So many more of its own words than of any other's must be said. Source: judgement; one may be chance."""


def picked(said: Sequence[str], options: Sequence[str], words: OptionWords) -> int | None:
    """The option's place from 0; None where it cannot be told.

    'the second one' is the second: an ordinal goes before a number, and both before the option's text.
    """
    heard = [_bare(word) for word in said if _bare(word)]
    tables: list[Sequence[Sequence[str]]] = [[[name] for name in words.ordinals]]
    tables.append([[name] for name in words.numbers])
    if len(heard) <= SHORT:
        tables += [[[name] for name in words.letters], words.sound_alike]
    for table in tables:
        found = {place for place, names in enumerate(table[: len(options)]) if set(names) & set(heard)}
        if len(found) == 1:
            return found.pop()
    return _by_text(heard, options)


def _by_text(heard: Sequence[str], options: Sequence[str]) -> int | None:
    spoken = {word for word in heard if len(word) >= LEAST_LETTERS}
    shared = [len(spoken & {_bare(word) for word in option.split()}) for option in options]
    best, *others = sorted(shared, reverse=True)
    return shared.index(best) if best - max(others, default=0) >= LEAST_AHEAD else None


def _bare(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower())
