"""What the learned judge looks at in a unit of speech: named features of its normal form.

Words, patterns of word classes, pairs of classes, letters (which bear mis-hearings), place in the
answer, and what the neighbours show. The module weighs nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.judging.lexicon import word_classes, words_of

REACH = 4
"""Tokens over which a pair of word classes is one thought. Source: 2-6 compared on the labelled answers."""
STATIONS = 10
"""Stations along an answer between which a unit's place is shared out."""


def _stems(word: str) -> Iterator[str]:
    yield word
    for tail, back in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("es", ""),
        ("s", ""),
        ("'s", ""),
    ):
        if word.endswith(tail) and len(word) - len(tail) >= 2:
            stem = word[: -len(tail)] + back
            yield stem
            if not back and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=16384)
def classes_of(word: str) -> tuple[str, ...]:
    """The names of the classes that a word, or its stem, belongs to."""
    if word.startswith("<"):
        return (word,)
    for stem in _stems(word):
        if stem in word_classes():
            return word_classes()[stem]
    return ()


_KEEP = words_of("grammar")


@lru_cache(maxsize=16384)
def pattern_of(word: str) -> str:
    """The word itself if grammatical, else its class, else the shape of its ending."""
    if word in _KEEP or word.startswith("<"):
        return word
    names = classes_of(word)
    tense = "+ed" if word.endswith("ed") else "+ing" if word.endswith("ing") else ""
    if names:
        return names[0] + tense
    return tense or ("+ly" if word.endswith("ly") else "*")


@lru_cache(maxsize=16384)
def letters_of(word: str) -> tuple[str, ...]:
    """Letter n-grams of 3 to 5 within a word, with its edges."""
    edged = f"#{word}#"
    return tuple({edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)})


class Located(NamedTuple):
    """A feature of a unit, the block it counts in, and the tokens (first, last) that it stands on."""

    block: str
    name: str
    first: int
    last: int


def _runs(items: Sequence[str], lengths: Sequence[int], block: str) -> Iterator[Located]:
    """Runs of neighbouring items; the edges of the unit count as items and belong to the outer tokens."""
    edged = ["^", *items, "$"]
    last = len(items) - 1
    for n in lengths:
        for i in range(len(edged) - n + 1):
            first, end = min(max(i - 1, 0), last), max(min(i + n - 2, last), 0)
            yield Located(block, f"{block}:" + " ".join(edged[i : i + n]), first, end)


def _pairs(classes: Sequence[tuple[str, ...]]) -> Iterator[Located]:
    """Ordered pairs of word classes at most REACH tokens apart: who did what, over what stands between."""
    for i, left in enumerate(classes):
        for j in range(i + 1, min(i + REACH + 1, len(classes))):
            for a in left[:2]:
                for b in classes[j][:2]:
                    yield Located("x", f"x:{a}>{b}", i, j)


def own_features(texts: Sequence[str]) -> Iterator[Located]:
    """Everything that the judge looks at inside one unit, given its tokens in normal form."""
    if not texts:
        return
    classes = [classes_of(text) for text in texts]
    yield from _runs(texts, (1, 2, 3), "w")
    yield from _runs([pattern_of(text) for text in texts], (2, 3, 4), "k")
    yield from _pairs(classes)
    for at, text in enumerate(texts):
        for letters in letters_of(text):
            yield Located("c", f"c:{letters}", at, at)
        for name in classes[at]:
            yield Located("u", f"u:{name}", at, at)


def context_features(texts: Sequence[str]) -> set[str]:
    """What a unit shows to its neighbours: its words and their classes."""
    return {f"w{text}" for text in texts} | {f"u{name}" for text in texts for name in classes_of(text)}


def place_features(index: int, count: int, length: int) -> dict[str, float]:
    """Where in the answer a unit of `length` tokens stands, as weights of overlapping stations."""
    along = index / max(count - 1, 1) * (STATIONS - 1)
    found = {f"@{k}": 1 - abs(along - k) for k in range(STATIONS) if abs(along - k) < 1}
    edge = "@first" if index == 0 else "@last" if index == count - 1 else "@mid"
    return found | {edge: 1.0, f"@len{min((length + 1).bit_length() - 1, 5)}": 1.0}


def grade_features(texts: Sequence[str], probe: str, own: bool) -> tuple[set[str], set[str]]:
    """Beside the words of an answer to a probe: what was asked and how long it took (block `g`), and
    the words and classes as answers to just this probe (block `gx`)."""
    length = min((len(texts) + 1).bit_length() - 1, 6)
    asked = {f"g:{probe}", f"g:{'own' if own else 'prepared'}", f"g:len{length}"}
    return asked, {f"{probe}|{found.name}" for found in own_features(texts) if found.block in ("w", "u")}
