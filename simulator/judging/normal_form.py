"""One normal form of speech for the learned judge.

Speech with capitals and commas and the bare text of a recogniser come to the same tokens, so that a
model trained on the one holds for the other. Nothing is weighed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.judging.lexicon import words_of
from simulator.judging.tokens import apart


class Token(NamedTuple):
    """A word in normal form and the index of the spoken word that it stands for."""

    text: str
    source: int


_FILLERS = words_of("fillers")
_NUMBERS = words_of("numbers") | {"<num>"}
_IN_NUMBERS = frozenset(["point", "and", "one", "oh", "a"])
_SCALES = frozenset(["hundred", "thousand", "million", "dozen", "point"])
_MONEY = re.compile(r"[$£€]")
_NUMBER = re.compile(r"\d")
_TAILS = (
    ("n't", "not"),
    ("'ll", "will"),
    ("'ve", "have"),
    ("'re", "are"),
    ("'m", "am"),
    ("'d", "'d"),
    ("'s", "'s"),
)
_WHOLE = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "'cause": ("because",)}
_WHOLE |= {"gonna": ("going", "to"), "wanna": ("want", "to"), "ain't": ("is", "not")}


@lru_cache(maxsize=16384)
def _pieces(word: str) -> tuple[str, ...]:
    """A spoken word as the tokens of the normal form; none for punctuation and fillers."""
    low = word.lower().replace("’", "'")
    bare = re.sub(r"[^a-z0-9'$£€%.]+", " ", re.sub(r"(?<=\d),(?=\d)", "", low))
    return tuple(piece for part in bare.split() for piece in _split(part.strip(".")))


def _split(part: str) -> tuple[str, ...]:
    if part in _WHOLE:
        return _WHOLE[part]
    part = part.strip("'")
    if not part or part in _FILLERS:
        return ()
    if _MONEY.search(part):
        return ("<money>",)
    if _NUMBER.search(part) or part in ("percent", "%"):
        return ("<num>",) * bool(_NUMBER.search(part)) + ("<pct>",) * ("%" in part or part == "percent")
    for tail, token in _TAILS:
        if part.endswith(tail) and len(part) > len(tail):
            return (part[: -len(tail)], token)
    return tuple(apart(part.replace(".", " ").replace("'", "").replace("%", "")).split())


def normalise(words: Sequence[str]) -> list[Token]:
    """The normal form of spoken words: lower case, contractions opened, numbers as `<num>`."""
    raw = [Token(piece, at) for at, word in enumerate(words) for piece in _pieces(word)]
    if any(token.text == "per" for token in raw):
        raw = list(_merge_percent(raw))
    return list(_merge_numbers(raw))


def _merge_percent(raw: list[Token]) -> Iterator[Token]:
    for at, token in enumerate(raw):
        before = raw[at - 1].text if at else ""
        after = raw[at + 1].text if at + 1 < len(raw) else ""
        if token.text == "cent" and before == "per":
            yield Token("<pct>", token.source)
        elif (token.text, after) != ("per", "cent"):
            yield token


def _merge_numbers(raw: list[Token]) -> Iterator[Token]:
    texts = [token.text for token in raw]
    at = 0
    while at < len(raw):
        end = _number_end(texts, at)
        if end > at:
            spelled = "zero" if end == at + 1 and texts[at] in ("zero", "nought") else "<num>"
            yield Token(spelled, raw[at].source)
            at = end
        else:
            yield raw[at]
            at += 1


def _number_end(texts: Sequence[str], at: int) -> int:
    """The index behind the number that begins at `at`; `at` itself where none begins."""
    if texts[at] not in _NUMBERS and not (texts[at] in ("one", "a") and _at(texts, at + 1) in _SCALES):
        return at
    end = at + 1
    while end < len(texts) and (texts[end] in _NUMBERS or _links(texts, end)):
        end += 1
    return end


def _links(texts: Sequence[str], at: int) -> bool:
    """Whether a small word joins two parts of one number."""
    return texts[at] in _IN_NUMBERS and texts[at] != "a" and _at(texts, at + 1) in _NUMBERS


def _at(texts: Sequence[str], at: int) -> str:
    return texts[at] if at < len(texts) else ""
