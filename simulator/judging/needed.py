"""Which words a pattern cannot do without, so that most patterns need not be tried on most units.

It reads a pattern's spelling and errs on one side only: a pattern that it cannot read through is always
tried. It finds nothing itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

_PLAIN = re.compile(r"[a-z0-9'-]+")
_QUANTIFIER = re.compile(r"[?*]\??|\{0?,\d*\}\??")
_UNREADABLE = "\0"


class Shortlist:
    """Patterns, by number, that could be found in a text, from the words in it."""

    def __init__(self, spelled: Sequence[str]) -> None:
        branches = [(at, branch) for at, text in enumerate(spelled) for branch in _branches(text)]
        self._pattern_of = [at for at, _ in branches]
        self._any = 0
        self._first: dict[str, int] = defaultdict(int)
        self._second: dict[str, int] = defaultdict(int)
        for at, (_, branch) in enumerate(branches):
            sets = sorted(needed(branch), key=len)
            if not sets:
                self._any |= 1 << at
            for index, words in zip((self._first, self._second), (sets[:1], sets[-1:]), strict=True):
                for word in words[0] if words else ():
                    index[word] |= 1 << at

    def of(self, words: Iterable[str]) -> Iterator[int]:
        """The numbers of the patterns to try, in order."""
        first = second = 0
        for word in set(words):
            first |= self._first.get(word, 0)
            second |= self._second.get(word, 0)
        left, last = (first & second) | self._any, -1
        while left:
            lowest = left & -left
            at = self._pattern_of[lowest.bit_length() - 1]
            if at != last:
                yield at
            last, left = at, left ^ lowest


def needed(spelled: str) -> tuple[frozenset[str], ...]:
    """Sets of whole words: of each set at least one word stands in whatever the pattern matches."""
    if "[" in spelled:
        return ()
    branches = list(_split(spelled, "|"))
    if len(branches) > 1:
        best = [_smallest(needed(branch)) for branch in branches]
        return (frozenset().union(*best),) if all(best) else ()
    found = (_word_set(term) for term in _split(_without_options(spelled), " "))
    return tuple(words for words in found if words)


def _branches(spelled: str) -> Iterator[str]:
    """The pattern's alternatives, of which each needs its own words."""
    parts = [spelled] if "[" in spelled else list(_split(spelled, "|"))
    if len(parts) == 1 and spelled.startswith("(?:") and _group_end(spelled, 0) == len(spelled):
        yield from _branches(spelled[3:-1])
    else:
        yield from parts


def _smallest(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return min(sets, key=len, default=frozenset())


def _word_set(term: str) -> frozenset[str]:
    """The words that one term between spaces can be; nothing where it is no list of plain words."""
    if _PLAIN.fullmatch(term):
        return frozenset([term])
    if term.startswith("(?:") and _group_end(term, 0) == len(term):
        return _smallest(needed(term[3:-1]))
    return frozenset()


def _without_options(spelled: str) -> str:
    """The pattern without its optional groups; one that is not set off by spaces leaves a mark."""
    kept, at = "", 0
    while at < len(spelled):
        end = _group_end(spelled, at) if spelled[at] == "(" else at + 1 + (spelled[at] == "\\")
        quantifier = _QUANTIFIER.match(spelled, end) if spelled[at] == "(" else None
        if quantifier is None:
            kept += spelled[at:end]
        else:
            inside, end = spelled[at + 3 : end - 1], quantifier.end()
            led = inside.endswith(" ") and kept[-1:] in ("", " ")
            trailed = inside.startswith(" ") and spelled[end : end + 1] in ("", " ")
            kept += "" if _one_branch(inside) and (led or trailed) else _UNREADABLE
        at = end
    return kept


def _one_branch(inside: str) -> bool:
    """Whether a group has no alternatives of its own, so that its edges are those of its spelling."""
    return len(list(_split(inside, "|"))) == 1


def _split(spelled: str, mark: str) -> Iterator[str]:
    """The pattern's parts between the marks that stand outside every group and character class."""
    start = at = 0
    while at < len(spelled):
        if spelled[at] == "(":
            at = _group_end(spelled, at)
        elif spelled[at] == mark:
            yield spelled[start:at]
            at = start = at + 1
        else:
            at += 1 + (spelled[at] == "\\")
    yield spelled[start:]


def _group_end(spelled: str, start: int) -> int:
    """The index behind the group that begins at `start`."""
    depth, at = 0, start
    while at < len(spelled):
        if spelled[at] == "\\":
            at += 1
        else:
            depth += (spelled[at] == "(") - (spelled[at] == ")")
        at += 1
        if not depth:
            break
    return at
