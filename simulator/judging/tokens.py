"""A word as spoken or recognised -> the tokens that are matched.

Capitals, punctuation and hyphens go; a contraction stays one token. Recognisers differ in all of these,
so cues pass through the same gate as speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_DROPPED = re.compile(r"[^a-z0-9'$£€%.]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_TENS_AND_ONES = re.compile(
    r"(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(one|two|three|four|five|six|seven|eight|nine)"
)
_ALIKE = {
    "'cause": "because",
    "cos": "because",
    "cuz": "because",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "don't know",
    "kinda": "",
    "sorta": "",
    "y'know": "",
    "cannot": "can't",
    "organisation": "organization",
    "organisational": "organizational",
    "ok": "okay",
}


class Token(NamedTuple):
    """A word in the form that is matched, and the index of the spoken word it comes from."""

    text: str
    word: int


@lru_cache(maxsize=16384)
def forms(word: str) -> tuple[str, ...]:
    """The tokens of one spoken word; none for punctuation alone."""
    low = _THOUSANDS.sub("", word.lower().replace("’", "'").replace("–", "-").replace("—", "-"))
    low = low.strip('-"“”()[]?!,;:…. ')
    if low.startswith("'") and low not in _ALIKE:
        low = low.lstrip("'")
    low = low.rstrip("'") if not low.endswith("s'") else low
    parts = re.split(r"[/\s-]+", low)
    kept = (_DROPPED.sub("", part).strip(".") for part in parts)
    return tuple(token for part in kept for token in _ALIKE.get(part, apart(part)).split())


def apart(word: str) -> str:
    """'twentyfive', as some recognisers write what is spelled with a hyphen, in its two words."""
    found = _TENS_AND_ONES.fullmatch(word)
    return " ".join(found.groups()) if found else word


def tokens_of(words: Sequence[str]) -> list[Token]:
    """All words' tokens in order."""
    return [Token(form, at) for at, word in enumerate(words) for form in forms(word)]


def plain(tokens: Iterable[Token]) -> str:
    return " ".join([text for text, _ in tokens])


def plain_text(text: str) -> str:
    """A phrase of a pack in the form that is matched."""
    return plain(tokens_of(text.split()))
