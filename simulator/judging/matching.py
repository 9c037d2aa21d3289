"""Phrases of the packs, looked for in what was said: spelling first, sound as a second vote.

Windows of whole words are compared without their spaces and endings, so that 'web hook', 'webhooks' and
'webhook' are one. Words that turn a meaning round ('not', 'we') must be the same on both sides; a match
says only that the words are there, not that they are meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

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


@dataclass(frozen=True, slots=True)
class _Window:
    first: int
    last: int
    squashed: str
    turning: frozenset[str]
    unsure: bool


class PhraseTable:
    """Phrases grouped by their number of words, to be looked for together."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        ordered = sorted(phrases, key=lambda phrase: phrase.size)
        self._groups = [(size, tuple(group)) for size, group in groupby(ordered, key=lambda p: p.size)]

    def find(self, pieces: Sequence[Piece], unsure: frozenset[int]) -> list[Match]:
        """The best match of each phrase in one unit. `unsure`: words of low confidence."""
        found: list[Match] = []
        for size, phrases in self._groups:
            windows = [w for n in (size - 1, size, size + 1) for w in _windows(pieces, n, unsure)]
            if windows:
                found += _matches(phrases, windows)
        return found


def phrase_of(owner: str, text: str, *, prepared: bool = False) -> Phrase:
    """A pack's phrase made ready to be looked for."""
    pieces = merge(tokens_of(text.split()))
    squashed = _squash(pieces)
    return Phrase(owner, text, len(pieces), squashed, _sound(squashed), _turning(pieces), prepared)


def _matches(phrases: Sequence[Phrase], windows: Sequence[_Window]) -> list[Match]:
    table = cdist(
        [p.squashed for p in phrases],
        [w.squashed for w in windows],
        scorer=Indel.normalized_similarity,
        score_cutoff=UNSURE_CUT_OFF,
        dtype=np.float32,
    )
    found = []
    for row, phrase in enumerate(phrases):
        best: Match | None = None
        for column in np.flatnonzero(table[row] >= _loosest(phrase)):
            likeness, window = float(table[row, column]), windows[int(column)]
            if (best is None or likeness > best.likeness) and _accepts(phrase, window, likeness):
                best = Match(phrase, window.first, window.last, likeness)
        if best:
            found.append(best)
    return found


def _loosest(phrase: Phrase) -> float:
    return 1.0 if len(phrase.squashed) <= EXACT_LETTERS else UNSURE_CUT_OFF


def cut_off(letters: int) -> float:
    """The least likeness for a phrase of so many letters."""
    if letters <= EXACT_LETTERS:
        return 1.0
    return next(least for longest, least in CUT_OFFS if letters <= longest)


def _accepts(phrase: Phrase, window: _Window, likeness: float) -> bool:
    if likeness < 1 and phrase.turning != window.turning:
        return False
    least = cut_off(len(phrase.squashed))
    if likeness >= least:
        return True
    slack = UNSURE_CUT_OFF if window.unsure else least - PHONETIC_SLACK
    return likeness >= slack and phrase.sound == _sound(window.squashed)


def _windows(pieces: Sequence[Piece], size: int, unsure: frozenset[int]) -> Iterable[_Window]:
    for start in range(len(pieces) - size + 1 if size > 0 else 0):
        run = pieces[start : start + size]
        shaky = any(word in unsure for piece in run for word in range(piece.first, piece.last + 1))
        yield _Window(run[0].first, run[-1].last, _squash(run), _turning(run), shaky)


def _turning(run: Sequence[Piece]) -> frozenset[str]:
    words = (_MISHEARD_PAIRS.get(piece.text, piece.text) for piece in run)
    return frozenset(
        "n't" if word.endswith("n't") else word for word in words if word in _TURNING or word.endswith("n't")
    )


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
