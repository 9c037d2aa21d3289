"""Phrases of the packs, looked for in what was said: spelling first, sound as a second vote.

Windows of whole words are compared without their spaces and endings, so that 'web hook', 'webhooks' and
'webhook' are one. Words that turn a meaning round ('not', 'we') must be the same on both sides; a match
says only that the words are there, not that they are meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby

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


class _Speech:
    """One unit's pieces, with what its windows are made of worked out once."""

    def __init__(self, pieces: Sequence[Piece], unsure: frozenset[int]) -> None:
        self.pieces = pieces
        self._stems = [stem(piece.text) for piece in pieces]
        self._turning = [_turn_of(piece.text) for piece in pieces]
        self.unsure = unsure
        self._windows: dict[int, list[str]] = {}

    def windows(self, size: int) -> list[str]:
        """The squashed windows of `size` pieces, by their start; none for a size below 1."""
        if size not in self._windows:
            starts = range(len(self._stems) - size + 1 if size > 0 else 0)
            self._windows[size] = ["".join(self._stems[at : at + size]) for at in starts]
        return self._windows[size]

    def turning(self, start: int, size: int) -> frozenset[str]:
        return frozenset(word for word in self._turning[start : start + size] if word)

    def is_unsure(self, start: int, size: int) -> bool:
        """Whether the recogniser doubts any word of the window."""
        run = self.pieces[start : start + size]
        return not self.unsure.isdisjoint(range(run[0].first, run[-1].last + 1))


class PhraseTable:
    """Phrases grouped by their number of words, to be looked for together."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        ordered = sorted(phrases, key=lambda phrase: phrase.size)
        self._groups = [_Group(size, tuple(group)) for size, group in groupby(ordered, key=lambda p: p.size)]

    def find(self, pieces: Sequence[Piece], unsure: frozenset[int]) -> list[Match]:
        """The best match of each phrase in one unit. `unsure`: words of low confidence."""
        speech = _Speech(pieces, unsure)
        return [match for group in self._groups for match in group.find(speech)]


def phrase_of(owner: str, text: str, *, prepared: bool = False) -> Phrase:
    """A pack's phrase made ready to be looked for."""
    pieces = merge(tokens_of(text.split()))
    squashed = _squash(pieces)
    return Phrase(owner, text, len(pieces), squashed, _sound(squashed), _turning(pieces), prepared)


class _Group:
    """Phrases of `size` words each; a window of speech may be a word shorter or longer."""

    def __init__(self, size: int, phrases: Sequence[Phrase]) -> None:
        self._sizes = (size - 1, size, size + 1)
        self._phrases = phrases
        self._squashed = [phrase.squashed for phrase in phrases]
        lengths = [len(squashed) for squashed in self._squashed]
        self._least = min(map(cut_off, lengths)) - PHONETIC_SLACK - _ROUNDING

    def find(self, speech: _Speech) -> Iterator[Match]:
        """The best match of each phrase."""
        windows = [speech.windows(n) for n in self._sizes]
        if not any(windows):
            return
        table = cdist(
            self._squashed,
            [*chain.from_iterable(windows)],
            scorer=Indel.normalized_similarity,
            score_cutoff=UNSURE_CUT_OFF if speech.unsure else self._least,
            dtype=np.float32,
        )
        near = np.flatnonzero(table > 0)
        rows, columns = np.divmod(near, table.shape[1])
        likest = sorted(zip(rows.tolist(), (-table.ravel()[near]).tolist(), columns.tolist(), strict=True))
        for row, candidates in groupby(likest, key=lambda one: one[0]):
            phrase = self._phrases[row]
            for _, unlikeness, column in candidates:
                at, n = self._place(column, windows)
                if _accepts(phrase, speech, at, n, -unlikeness):
                    yield Match(phrase, speech.pieces[at].first, speech.pieces[at + n - 1].last, -unlikeness)
                    break

    def _place(self, column: int, windows: Sequence[Sequence[str]]) -> tuple[int, int]:
        """Start and size of a window, by its place among all of them."""
        for size, same in zip(self._sizes, windows, strict=True):
            if column < len(same):
                return column, size
            column -= len(same)
        raise IndexError(column)


@lru_cache(maxsize=128)
def cut_off(letters: int) -> float:
    """The least likeness for a phrase of so many letters."""
    if letters <= EXACT_LETTERS:
        return 1.0
    return next(least for longest, least in CUT_OFFS if letters <= longest)


def _accepts(phrase: Phrase, speech: _Speech, at: int, size: int, likeness: float) -> bool:
    if likeness >= 1:
        return True
    least = cut_off(len(phrase.squashed))
    if likeness < least:
        if least == 1:
            return False
        near = likeness >= least - PHONETIC_SLACK or speech.is_unsure(at, size)
        if not near or phrase.sound != _sound(speech.windows(size)[at]):
            return False
    return phrase.turning == speech.turning(at, size)


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
