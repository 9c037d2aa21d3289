"""Which words a pattern cannot do without, and which it begins with, so that most patterns need not be
tried on most units, and the rest in few places.

It reads a pattern's spelling and errs on one side only: a pattern that it cannot read through is always
tried. It finds nothing itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

_PLAIN = re.compile(r"[a-z0-9'-]+")
_OPEN = re.compile(r"(?:[a-z0-9'$£€%-]\??|\\[$Sd][*+]?)+")
"""One word that can be spelled in several ways, such as 'seemed?' and '\\S*\\d\\S*'."""
_ANY = frozenset([r"\S", r"\S*", r"\S+"])
_QUANTIFIER = re.compile(r"[?*]\??|\{0?,\d*\}\??")
_UNREADABLE = "\0"
Bits = int
"""A set of branches of patterns, by number."""


class Shortlist:
    """Patterns, by number, that could be found in a text, from the words in it.

    Each pattern's outer alternatives are its branches, of which each has words of its own that it needs.
    """

    def __init__(self, spelled: Sequence[str]) -> None:
        branches = [(at, branch) for at, text in enumerate(spelled) for branch in _branches(text)]
        self.pattern_of = [at for at, _ in branches]
        """The number of each branch's pattern."""
        self._needless = self.anywhere = 0
        """Branches of which no needed word is known; those of which no first word is."""
        indices: list[dict[str, Bits]] = [defaultdict(int) for _ in range(3)]
        for at, (_, branch) in enumerate(branches):
            sets, firsts = sorted(needed(branch), key=len), starts(branch)
            self._needless |= (not sets) << at
            self.anywhere |= (not firsts) << at
            sets = sets or [frozenset()]
            for index, words in zip(indices, (sets[0], sets[-1], firsts), strict=True):
                for word in words:
                    index[word] |= 1 << at
        self._indices = indices
        open_words = {word for index in indices for word in index if not _PLAIN.fullmatch(word)}
        self._open = [(word, re.compile(word)) for word in sorted(open_words)]
        self._known = lru_cache(maxsize=16384)(self._lookup)

    def _lookup(self, word: str) -> tuple[Bits, Bits, Bits]:
        spellings = [word, *(name for name, pattern in self._open if pattern.fullmatch(word))]
        first, second, begins = (_union(index.get(name, 0) for name in spellings) for index in self._indices)
        return first, second, begins

    def of(self, words: Sequence[str]) -> tuple[Bits, list[Bits]]:
        """The branches to try, and of these at each word those that may begin there."""
        known = [self._known(word) for word in words]
        live = _union(first for first, _, _ in known) & _union(second for _, second, _ in known)
        live |= self._needless
        return live, [begins & live for _, _, begins in known]

    def patterns(self, branches: Bits) -> Iterator[int]:
        """The numbers of the branches' patterns, in order."""
        last = -1
        while branches:
            lowest = branches & -branches
            at = self.pattern_of[lowest.bit_length() - 1]
            if at != last:
                yield at
            last, branches = at, branches ^ lowest


def _union(sets: Iterable[Bits]) -> Bits:
    return reduce(or_, sets, 0)


def starts(spelled: str) -> frozenset[str]:
    """The words of which one begins whatever the pattern matches; nothing where that cannot be told."""
    if "[" in spelled or " ?" in spelled:
        return frozenset()
    found = [_starts_of_branch(branch) for branch in _split(spelled, "|")]
    return frozenset().union(*found) if all(found) else frozenset()


def _starts_of_branch(branch: str) -> frozenset[str]:
    if branch.startswith("(?:"):
        end = _group_end(branch, 0)
        inside, quantifier = branch[3 : end - 1], _QUANTIFIER.match(branch, end)
        if quantifier is None and _is_word_end(branch, end):
            return starts(inside)
        parts = list(_split(inside, "|"))
        if quantifier is None or not all(part.endswith(" ") for part in parts):
            return frozenset()
        found = [*(starts(part.rstrip()) for part in parts), _starts_of_branch(branch[quantifier.end() :])]
        return frozenset().union(*found) if all(found) else frozenset()
    ends = (at for at in range(1, len(branch) + 1) if branch[at : at + 1] in ("", " ", "("))
    end = next(ends, 0)
    return _word_set(branch[:end]) if _is_word_end(branch, end) else frozenset()


def _is_word_end(branch: str, at: int) -> bool:
    """Whether a space comes at `at`, or the end, whichever optional groups are there."""
    if branch[at : at + 1] in ("", " "):
        return True
    end = _group_end(branch, at)
    if not branch.startswith("(?: ", at) or not _one_branch(branch[at + 3 : end - 1]):
        return False
    quantifier = _QUANTIFIER.match(branch, end)
    return _is_word_end(branch, quantifier.end() if quantifier else end)


def needed(spelled: str) -> tuple[frozenset[str], ...]:
    """Sets of whole words: of each set at least one word stands in whatever the pattern matches."""
    if "[" in spelled or " ?" in spelled:
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
    """The words that one term between spaces can be; nothing where it is no list of words."""
    if _OPEN.fullmatch(term) and term not in _ANY and not re.fullmatch(term, ""):
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
