"""A remark about the way of speaking, with the words at the place where it is clearest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from simulator.domain.delivery import DeliveryRules
from simulator.domain.review import DeliveryNote
from simulator.domain.speech import Word
from simulator.judging.texts import fill

BEFORE, AFTER = 4, 3
"""Words quoted on each side of a place, so that it can be found again. Source: judgement."""


def remark(
    rules: DeliveryRules, identifier: str, at: Sequence[Word] = (), **marks: str
) -> Iterator[DeliveryNote]:
    """The rubric's message with its marks filled in; nothing where the rubric has no message for it."""
    if identifier in rules.messages:
        quote = " ".join(word.text for word in at).strip(" ,;:")
        yield DeliveryNote(
            identifier, fill(rules.messages[identifier], **marks), quote, at[0].start_s if at else 0.0
        )


def around(words: Sequence[Word], first: int, last: int) -> Sequence[Word]:
    """The words `first`-`last`, both included, and a few on each side."""
    return words[max(0, first - BEFORE) : last + 1 + AFTER]


def whole(value: float) -> str:
    return f"{value:.0f}"


def seconds(value: float) -> str:
    """To a tenth, as it is said: '4', '2.5'."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The word without capitals and punctuation; empty for punctuation alone."""
    return re.sub(r"[^\w']", "", text.lower().replace("’", "'"))
