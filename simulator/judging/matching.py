"""Phrases of the packs, looked for in what was said: spelling first, sound as a second vote.

Windows of whole words are compared without their spaces and endings, so that 'web hook', 'webhooks' and
'webhook' are one. Words that turn a meaning round ('not', 'we') must be the same on both sides; a match
says only that the words are there, not that they are meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, groupby
from operator import add, itemgetter, or_
from typing import NamedTuple, TypeVar

import numpy as np
from jellyfish import metaphone
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from simulator.judging.numbers import Piece, merge
from simulator.judging.tokens import tokens_of

EXACT_LETTERS = 4
"""Up to so many letters only the same letters match. Source: 'led' and 'let' differ in one letter."""
CUT_OFFS = ((7, 0.93), (11, 0.89), (17, 0.86), (26, 0.83), (999, 0.8))
"""(longest, least likeness) by letters of the cue. Source: 'we shipped' and 'we whipped' are 0.89 alike
at 9 letters; one lost letter in 17 leaves 0.97, one lost word of four letters 0.87."""
PHONETIC_SLACK = 0.2
"""How much less alike in spelling a window may be that sounds the same. Source: judgement."""
UNSURE = 0.8
"""A word of less confidence may have been misheard in any letter, if it sounds the same.
Source: judgement."""
UNSURE_CUT_OFF = 0.5
_ROUNDING = 1e-6
"""Likeness is told in single precision."""
_TURNING = frozenset(
    "i we i'm i'd i've we'd we've they he she not no never nobody none nothing without no-one nor "
    "noone".split()
)
_MISHEARD_PAIRS = {"know": "no", "he": "we"}
_STRANGE = 1
"""The mark of a word that turns a meaning and stands in no phrase."""
_WALL = Piece("0\n", 0, -1)
"""Stands behind a unit, and is as strange as a number that no phrase has: no match reaches over it."""
_Candidate = tuple[int, int, float, int]
"""Unit, row of the phrase, unlikeness, window: the best of a phrase sorts first."""
Run = TypeVar("Run", str, int)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase made ready: `owner` is whatever it stands for."""

    owner: str
    text: str
    size: int
    squashed: str
    sound: str
    turning: frozenset[str]
    prepared: bool = False
    """One of a prepared story's own phrases."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase heard in the unit's words `first`-`last` (both included). `likeness` runs from 0 to 1."""

    phrase: Phrase
    first: int
    last: int
    likeness: float


class Said(NamedTuple):
    """One unit's pieces, and which of its words the recogniser doubts."""

    pieces: Sequence[Piece]
    unsure: frozenset[int] = frozenset()


class PhraseTable:
    """Phrases to be looked for together, grouped by their number of words and by what turns their meaning."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = sorted(phrases, key=lambda phrase: phrase.size)
        self._longest = max((phrase.size for phrase in self._phrases), default=0) + 1
        turning = sorted({word for phrase in self._phrases for word in phrase.turning})
        self._bits = {word: _STRANGE << at for at, word in enumerate(turning, start=1)}
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        rows: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row, phrase in enumerate(self._phrases):
            self._by_letters[phrase.squashed].append(row)
            rows[phrase.size, sum(self._bits[word] for word in phrase.turning)].append(row)
        self._groups = [_Group(*key, tuple(group), self._phrases) for key, group in rows.items()]

    def find(self, units: Sequence[Said]) -> list[list[Match]]:
        """The best match of each phrase in each unit."""
        speech = _Speech(units, self._bits, self._longest)
        unsure = any(unit.unsure for unit in units)
        candidates = [one for group in self._groups for one in group.find(speech, unsure=unsure)]
        candidates += self._to_the_letter(speech)
        found: list[list[Match]] = [[] for _ in units]
        for (unit, row), same in groupby(sorted(candidates), itemgetter(0, 1)):
            for _, _, unlikeness, window in same:
                if _accepts(self._phrases[row], speech, window, -unlikeness):
                    found[unit].append(Match(self._phrases[row], *speech.words(window), -unlikeness))
                    break
        return found

    def _to_the_letter(self, speech: _Speech) -> Iterator[_Candidate]:
        """Windows of a phrase's very letters: they count even where their words are others."""
        known = self._by_letters
        for window in [at for at, letters in enumerate(speech.windows) if letters in known]:
            for row in known[speech.windows[window]]:
                if abs(self._phrases[row].size - speech.size(window)) <= 1:
                    yield speech.unit(window), row, -1.0, window


def phrase_of(owner: str, text: str, *, prepared: bool = False) -> Phrase:
    """A pack's phrase made ready to be looked for."""
    pieces = merge(tokens_of(text.split()))
    squashed = _squash(pieces)
    return Phrase(owner, text, len(pieces), squashed, _sound(squashed), _turning(pieces), prepared)


class _Speech:
    """Units' pieces in a row, a wall behind each, and all windows of up to `longest` pieces, the shortest
    first; a window is known by its place among them all."""

    def __init__(self, units: Sequence[Said], bits: Mapping[str, int], longest: int) -> None:
        self._units = units
        self._pieces = [piece for unit in units for piece in (*unit.pieces, _WALL)]
        self._unit_of = [at for at, unit in enumerate(units) for _ in (*unit.pieces, _WALL)]
        turns = [_turn_of(piece.text) for piece in self._pieces]
        marks = _runs([bits.get(turn, _STRANGE) if turn else 0 for turn in turns], longest, or_)
        windows = _runs([stem(piece.text) for piece in self._pieces], longest, add)
        self.windows = [window for same in windows for window in same]
        self._begins = [0, *accumulate(map(len, windows))]
        self._turned_by: list[dict[int, list[int]]] = [defaultdict(list) for _ in marks]
        for begin, same, places in zip(self._begins, marks, self._turned_by, strict=False):
            for at, mark in enumerate(same, start=begin):
                places[mark].append(at)
        self._told: dict[tuple[int, int], tuple[list[int], list[str]]] = {}

    def turned_by(self, mark: int, size: int) -> tuple[list[int], list[str]]:
        """The windows of the size whose meaning is turned by the same words, and their letters; a bit of
        `mark` is a word."""
        if (mark, size) not in self._told:
            places = self._turned_by[size].get(mark, [])
            self._told[mark, size] = places, [self.windows[at] for at in places]
        return self._told[mark, size]

    def size(self, window: int) -> int:
        return bisect_right(self._begins, window) - 1

    def unit(self, window: int) -> int:
        return self._unit_of[window - self._begins[self.size(window)]]

    def words(self, window: int) -> tuple[int, int]:
        """The unit's words, first and last, that the window comes from."""
        size = self.size(window)
        start = window - self._begins[size]
        return self._pieces[start].first, self._pieces[start + size - 1].last

    def is_unsure(self, window: int) -> bool:
        """Whether the recogniser doubts any word of the window."""
        first, last = self.words(window)
        return not self._units[self.unit(window)].unsure.isdisjoint(range(first, last + 1))


class _Group:
    """Phrases of `size` words that the same words turn; a window may be a word shorter or longer."""

    def __init__(self, size: int, mark: int, rows: Sequence[int], phrases: Sequence[Phrase]) -> None:
        self._sizes, self._mark, self._rows = (size - 1, size, size + 1), mark, rows
        self._squashed = [phrases[row].squashed for row in rows]
        least = [cut_off(len(letters)) for letters in self._squashed]
        least = [share - _ROUNDING - PHONETIC_SLACK * (share < 1) for share in least]
        self._least, self._lowest = np.array(least, np.float32)[:, None], min(least)
        """The least likeness of each phrase that sounds the same, and of any of them."""

    def find(self, speech: _Speech, *, unsure: bool) -> Iterator[_Candidate]:
        told = [speech.turned_by(self._mark, size) for size in self._sizes]
        windows = [*chain.from_iterable(same for same, _ in told)]
        if not windows:
            return
        table = cdist(
            self._squashed,
            [*chain.from_iterable(letters for _, letters in told)],
            scorer=Indel.normalized_similarity,
            score_cutoff=UNSURE_CUT_OFF if unsure else self._lowest,
            dtype=np.float32,
        )
        near = np.flatnonzero(table if unsure else table >= self._least)
        for place, likeness in zip(near.tolist(), table.ravel()[near].tolist(), strict=True):
            row, column = divmod(place, len(windows))
            yield speech.unit(windows[column]), self._rows[row], -likeness, windows[column]


def _runs(ones: Sequence[Run], longest: int, join: Callable[[Run, Run], Run]) -> list[list[Run]]:
    """Neighbours joined, by their number and the first of them; none of number 0."""
    runs: list[list[Run]] = [[], list(ones)]
    for number in range(2, longest + 1):
        runs.append(list(map(join, runs[-1], ones[number - 1 :])))
    return runs


@lru_cache(maxsize=128)
def cut_off(letters: int) -> float:
    """The least likeness for a phrase of so many letters."""
    if letters <= EXACT_LETTERS:
        return 1.0
    return next(least for longest, least in CUT_OFFS if letters <= longest)


def _accepts(phrase: Phrase, speech: _Speech, window: int, likeness: float) -> bool:
    """Whether a window that is turned by the same words is near enough."""
    least = cut_off(len(phrase.squashed))
    if likeness >= least or least == 1:
        return likeness >= least
    near = likeness >= least - PHONETIC_SLACK or speech.is_unsure(window)
    return near and phrase.sound == _sound(speech.windows[window])


@lru_cache(maxsize=16384)
def _turn_of(word: str) -> str:
    """The word if another in its place would turn the meaning round: a number too; else nothing."""
    if any(letter.isdigit() for letter in word):
        return word
    word = _MISHEARD_PAIRS.get(word, word)
    if word.endswith("n't"):
        return "n't"
    return word if word in _TURNING else ""


def _turning(run: Sequence[Piece]) -> frozenset[str]:
    return frozenset(turn for piece in run if (turn := _turn_of(piece.text)))


def _squash(run: Sequence[Piece]) -> str:
    return "".join(stem(piece.text) for piece in run)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without the ending that tense and number put on it."""
    word = word.replace("'", "")
    for ending, least in (("ing", 6), ("ed", 5), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            return word[: -len(ending)].rstrip("e") if ending != "s" else word[:-1].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


@lru_cache(maxsize=65536)
def _sound(squashed: str) -> str:
    return str(metaphone(squashed))
