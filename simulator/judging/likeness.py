"""How alike two tellings are in what they are about: the words that carry meaning, rare ones above all.

Two tellings of one story share names, things and figures; two stories share only what any interview has.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from simulator.domain.rubric import Rubric
from simulator.judging.lexicon import word_classes
from simulator.judging.matching import stem
from simulator.judging.tokens import forms

COMMON_WORDS = "common_words.txt"
LEAST_LETTERS = 3
"""Shorter words tell no story from another. Source: judgement; pronouns, articles, "ok"."""
Subject = Mapping[str, int]
"""What a telling is about: stems of the words that carry meaning, counted."""


def content_words(texts: Iterable[str], rubric: Rubric) -> list[str]:
    """The words that carry meaning, in order, in the form that is matched.

    Left out is what any interview has: words of function, and those that the judge knows by class, such as
    'team' and 'noticed'.
    """
    light = {*rubric.trust.english, *rubric.quoting.dangling, *rubric.quoting.dangling_inside}
    light |= {*rubric.quoting.leading, *rubric.quoting.fillers}
    said = (form for text in texts for form in forms(text))
    return [word for word in said if len(word) >= LEAST_LETTERS and word not in light and not _everyday(word)]


def subject(texts: Iterable[str], rubric: Rubric) -> Subject:
    """What these words are about."""
    return Counter(map(stem, content_words(texts, rubric)))


def likeness(one: Subject, other: Subject) -> float:
    """0-1: the cosine of the two. A word weighs more, the fewer stories have it; its count adds little."""
    a, b = _weights(one), _weights(other)
    length = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
    return sum(a[word] * b[word] for word in a.keys() & b.keys()) / length if length else 0.0


def _weights(counted: Subject) -> dict[str, float]:
    common = _common()
    stories = common["stories"]
    return {
        word: math.log((stories + 1) / (common.get(word, 0) + 1)) * (1 + math.log(count))
        for word, count in counted.items()
    }


def _everyday(word: str) -> bool:
    return word in word_classes() or stem(word) in word_classes()


@lru_cache(maxsize=1)
def _common() -> dict[str, int]:
    """In how many labelled stories each stem stands, and how many there are."""
    text = files("simulator.judging").joinpath(COMMON_WORDS).read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in lines}
