"""Patterns with one part taken out, and tables of sentences with slots.

A part is an alternative of a group, or a group that may be absent. What is left after it has gone is a
pattern that hears less (or, behind a 'not', more): some sentence must show the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from support.rules import table

_SLOT = re.compile(r"\{([^{}]*)\}")
_OPENING = re.compile(r"\((?:\?(?:[:=!]|<[=!]))?")
_MAY_BE_ABSENT = re.compile(r"\?|\*|\{0?,\d*\}\??")
Mutant = tuple[str, str]
"""The part, and the pattern without it."""


def worded(path: Path) -> list[tuple[bool, str, str]]:
    """Lines of `+ or - | id | sentence with {slots/like/these}`, one sentence for each filling.

    One slot is varied at a time; the others keep their first filling.
    """
    return [(wanted, name, said) for wanted, name, text in table(path) for said in fillings(text)]


def fillings(text: str) -> Iterator[str]:
    """The sentence with the first filling of each slot, then with every other filling of each."""
    slots = [found[1].split("/") for found in _SLOT.finditer(text)]
    first = [slot[0] for slot in slots]
    yield _filled(text, first)
    for at, slot in enumerate(slots):
        for other in slot[1:]:
            yield _filled(text, [*first[:at], other, *first[at + 1 :]])


def _filled(text: str, chosen: list[str]) -> str:
    rest = iter(chosen)
    return " ".join(_SLOT.sub(lambda _: next(rest), text).split())


def without_each_part(pattern: str) -> Iterator[Mutant]:
    """The pattern without each of its alternatives, and without each group that may be absent."""
    yield from _inside(pattern, 0, len(pattern))


def _inside(text: str, start: int, end: int) -> Iterator[Mutant]:
    branches = list(_branches(text, start, end))
    if len(branches) > 1:
        for at, (left, right) in enumerate(branches):
            last = at + 1 == len(branches)
            yield text[left:right], text[: left - last] + text[right + (not last) :]
    for left, right in branches:
        for at, behind in _groups(text, left, right):
            absent = _MAY_BE_ABSENT.match(text, behind)
            if absent:
                yield text[at : absent.end()], text[:at] + text[absent.end() :]
            opening = _OPENING.match(text, at)
            assert opening
            yield from _inside(text, opening.end(), behind - 1)


def _branches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = at = start
    while at < end:
        if text[at] == "|":
            yield left, at
            left = at + 1
        at = _behind(text, at)
    yield left, end


def _groups(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        behind = _behind(text, at)
        if text[at] == "(":
            yield at, behind
        at = behind


def _behind(text: str, at: int) -> int:
    """The index behind the sign, character class or group that begins at `at`."""
    if text[at] == "\\":
        return at + 2
    if text[at] == "[":
        return text.index("]", at + 1) + 1
    if text[at] != "(":
        return at + 1
    at += 1
    while text[at] != ")":
        at = _behind(text, at)
    return at + 1
