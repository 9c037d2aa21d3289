"""What the learned judge looks at in a unit of speech: named features of its normal form.

Words, patterns of word classes, pairs of classes, letters (which bear mis-hearings), place in the
answer, and what the neighbours show. The module weighs nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from simulator.judging.lexicon import word_classes, words_of

REACH = 4
"""Tokens over which a pair of word classes is one thought. Source: judgement."""
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


Place = tuple[int, int]
"""The tokens, first and last, that a feature stands on."""


def _runs(items: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """Runs of neighbouring items; the edges of the unit count as items."""
    edged = ["^", *items, "$"]
    return [name for n in lengths for name in map(" ".join, zip(*(edged[k:] for k in range(n))))]


def _places_of_runs(count: int, lengths: Sequence[int]) -> Iterator[Place]:
    """Where the runs of `count` items stand; the edges belong to the outer tokens."""
    last = count - 1
    starts = (0, *range(count), last)
    for n in lengths:
        ends = (*range(min(n - 2, last), last), last, last) if n > 1 else starts
        yield from zip(starts[: count + 3 - n], ends)


@lru_cache(maxsize=65536)
def _pair(left: str, right: str) -> tuple[str, ...]:
    return tuple(f"{a}>{b}" for a in classes_of(left)[:2] for b in classes_of(right)[:2])


def _pairs(texts: Sequence[str]) -> Iterator[Place]:
    """Pairs of words with classes, at most REACH tokens apart: who did what, over what stands between."""
    classed = [at for at, text in enumerate(texts) if classes_of(text)]
    for at, left in enumerate(classed):
        for right in classed[at + 1 : at + 1 + REACH]:
            if right - left <= REACH:
                yield left, right


_WORDS, _PATTERNS = (1, 2, 3), (2, 3, 4)


def word_features(texts: Sequence[str]) -> dict[str, list[str]]:
    """What the judge looks at in whole words, by block: every name as often as it comes."""
    return {
        "w": _runs(texts, _WORDS),
        "k": _runs([*map(pattern_of, texts)], _PATTERNS),
        "x": [name for left, right in _pairs(texts) for name in _pair(texts[left], texts[right])],
        "u": [name for text in texts for name in classes_of(text)],
    }


def word_places(texts: Sequence[str]) -> dict[str, list[Place]]:
    """Where they stand, in step with `word_features`."""
    return {
        "w": [*_places_of_runs(len(texts), _WORDS)],
        "k": [*_places_of_runs(len(texts), _PATTERNS)],
        "x": [place for place in _pairs(texts) for _ in _pair(*(texts[at] for at in place))],
        "u": [(at, at) for at, text in enumerate(texts) for _ in classes_of(text)],
    }


def own_features(texts: Sequence[str]) -> dict[str, list[str]]:
    """Everything that the judge looks at inside one unit, by block, given its tokens in normal form."""
    if not texts:
        return {}
    return word_features(texts) | {"c": [name for text in texts for name in letters_of(text)]}


def context_features(texts: Sequence[str]) -> set[str]:
    """What a unit shows to its neighbours: its words and their classes."""
    return set().union(*map(shown_by, texts))


@lru_cache(maxsize=16384)
def shown_by(word: str) -> tuple[str, ...]:
    """What one word shows to the neighbours of its unit."""
    return (f"w{word}", *(f"u{name}" for name in classes_of(word)))


def place_features(index: int, count: int, length: int) -> dict[str, float]:
    """Where in the answer a unit of `length` tokens stands, as weights of overlapping stations."""
    along = index / max(count - 1, 1) * (STATIONS - 1)
    found = {f"{k}": 1 - abs(along - k) for k in range(STATIONS) if abs(along - k) < 1}
    edge = "first" if index == 0 else "last" if index == count - 1 else "mid"
    return found | {edge: 1.0, f"length{min((length + 1).bit_length() - 1, 5)}": 1.0}


def grade_features(texts: Sequence[str], probe: str, own: bool) -> dict[str, set[str]]:
    """Beside the words of an answer to a probe: what was asked and how long it took (block `g`), and
    the words and classes as answers to just this probe (block `gx`)."""
    length = min((len(texts) + 1).bit_length() - 1, 6)
    found = own_features(texts)
    told = {f"{probe}|{block}:{name}" for block in ("w", "u") for name in found.get(block, ())}
    return {"g": {probe, "own" if own else "prepared", f"length{length}"}, "gx": told}
