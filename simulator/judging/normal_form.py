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
_NUMBER_WORDS = words_of("numbers")
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
    return list(_merge_numbers(list(_merge_percent(raw))))


def _merge_percent(raw: list[Token]) -> Iterator[Token]:
    for at, token in enumerate(raw):
        before = raw[at - 1].text if at else ""
        after = raw[at + 1].text if at + 1 < len(raw) else ""
        if token.text == "cent" and before == "per":
            yield Token("<pct>", token.source)
        elif (token.text, after) != ("per", "cent"):
            yield token


def _merge_numbers(raw: list[Token]) -> Iterator[Token]:
    at = 0
    while at < len(raw):
        token = raw[at]
        end = _number_end(raw, at)
        if end > at:
            yield Token(
                "zero" if end == at + 1 and token.text in ("zero", "nought") else "<num>", token.source
            )
            at = end
        else:
            yield token
            at += 1


def _number_end(raw: list[Token], at: int) -> int:
    """The index behind the number that begins at `at`; `at` itself where none begins."""
    number = _NUMBER_WORDS | {"<num>"}
    following = raw[at + 1].text if at + 1 < len(raw) else ""
    if raw[at].text not in number and not (raw[at].text in ("one", "a") and following in _SCALES):
        return at
    end = at + 1
    while end < len(raw) and (
        raw[end].text in number
        or (
            raw[end].text in _IN_NUMBERS
            and end + 1 < len(raw)
            and raw[end + 1].text in number
            and raw[end].text != "a"
        )
    ):
        end += 1
    return end
