"""Numbers in words and in digits, made alike.

'Zero point three percent', 'point three per cent' and '0.3%' all become '0.3%'; 'eight grand', '$8,000'
and 'eight thousand dollars' become '$8000'. It reads numbers; it does not compare or add them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from text_to_num import alpha2digit

from simulator.judging.tokens import Token


class Piece(NamedTuple):
    """A word, or a whole number, in the form that is matched, and the words `first`-`last` it comes from."""

    text: str
    first: int
    last: int


_COUNTS = frozenset(
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion".split()
)
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_LOOSE = frozenset(
    "nought nil hundreds thousands millions dozen dozens half third thirds quarter twice".split()
)
_SCALES = frozenset("hundred thousand million billion".split())
_UNITS = frozenset(
    "% percent percentage second seconds minute minutes hour hours day days week weeks month months year "
    "years dollar "
    "dollars pound pounds euro euros grand k quid bucks cents pence people customers users merchants "
    "patients "
    "students tickets calls orders times ms milliseconds gigabytes megabytes points pct complaints "
    "errors incidents "
    "cases shifts pages".split()
)
_CURRENCY = frozenset("dollar dollars bucks pound pounds quid euro euros".split())
_THOUSANDS = frozenset("k grand".split())
_PERCENT = frozenset("percent % percentage pct".split())
_TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_DIGITS = re.compile(r"([$£€]?)(\d[\d.]*)(k|m)?(%?)$")


def has_number(words: Sequence[str]) -> bool:
    """Whether words hold a number, spelled or in digits ('one' alone is a pronoun)."""
    return any(map(_tells_number, words))


@lru_cache(maxsize=16384)
def _tells_number(word: str) -> bool:
    return word in _COUNTS or word in _LOOSE or any(letter.isdigit() for letter in word)


def has_unit(words: Sequence[str]) -> bool:
    """Whether a number comes with what it counts."""
    return has_number(words) and any(w in _UNITS or w[:1] in "$£€" or w[-1:] == "%" for w in words if w)


def merge(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The tokens with each number as one piece."""
    texts = [token.text for token in tokens]
    pieces: list[Piece] = []
    at = 0
    while at < len(texts):
        end = _number_end(texts, at) if _may_begin(texts[at]) else at
        text, end = _number(texts, at, end) if end > at else (texts[at], at + 1)
        pieces.append(Piece(text, tokens[at].word, tokens[end - 1].word))
        at = end
    return tuple(pieces)


@lru_cache(maxsize=16384)
def _may_begin(text: str) -> bool:
    """Whether a number can begin with this word."""
    return text in _COUNTS or text in ("nought", "one", "a", "point") or _is_digits(text)


def _is_digits(text: str) -> bool:
    return _DIGITS.match(text) is not None


def _number_end(texts: Sequence[str], at: int) -> int:
    """The index behind the number that begins at `at`; `at` where none begins."""
    ahead = texts[at + 1] if at + 1 < len(texts) else ""
    if _is_digits(texts[at]):
        return at + 1 + (ahead in _SCALES)
    begins = texts[at] in _COUNTS or texts[at] == "nought"
    if not (begins or (texts[at] in ("one", "a") and ahead in _SCALES | {"point"}) or _bare_point(texts, at)):
        return at
    end = at + 1
    while end < len(texts) and (texts[end] in _COUNTS or _is_link(texts, end)):
        end += 1
    return end


def _bare_point(texts: Sequence[str], at: int) -> bool:
    return texts[at] == "point" and at + 1 < len(texts) and texts[at + 1] in _COUNTS | {"one", "oh"}


def _is_link(texts: Sequence[str], at: int) -> bool:
    ahead = texts[at + 1] if at + 1 < len(texts) else ""
    if texts[at] == "and":
        return ahead in _COUNTS | {"one"} and texts[at - 1] in _SCALES
    if texts[at] == "one":
        return texts[at - 1] in ("point", "and") or texts[at - 1] in _TENS or ahead in _SCALES
    return texts[at] in ("point", "oh") and ahead in _COUNTS | {"one", "oh"}


def _number(texts: Sequence[str], at: int, end: int) -> tuple[str, int]:
    """The number `at`-`end` in digits with its sign, and the index behind both."""
    digits, sign = _digits(" ".join(texts[at:end]))
    ahead = texts[end : end + 2]
    if ahead and ahead[0] in _THOUSANDS:
        return f"${_plain(digits, 1000)}", end + 1 + (len(ahead) > 1 and ahead[1] in _CURRENCY)
    if ahead and ahead[0] in _CURRENCY:
        return f"${digits}", end + 1
    if ahead and ahead[0] in _PERCENT:
        return f"{digits}%", end + 1
    if ahead == ["per", "cent"]:
        return f"{digits}%", end + 2
    return (f"{digits}%" if sign == "%" else f"{sign}{digits}"), end


@lru_cache(maxsize=4096)
def _digits(text: str) -> tuple[str, str]:
    """Digits and sign ('', '$' or '%') of one number."""
    head, *rest = text.split()
    found = _DIGITS.match(head)
    if found:
        times = {"k": 1e3, "m": 1e6}.get(found[3] or "", 1.0)
        times *= _TIMES.get(rest[0] if rest else "", 1.0)
        return _plain(found[2], times), "$" if found[1] else found[4]
    spoken = text.replace("nought", "zero").replace(" oh ", " zero ")
    spoken = f"zero {spoken}" if spoken.startswith("point ") else spoken
    spoken = f"one {spoken[2:]}" if spoken.startswith("a ") else spoken
    scale = spoken.split()[-1] if "point" in spoken else ""
    if scale in _TIMES:
        return _plain(alpha2digit(spoken.rsplit(" ", 1)[0], "en", threshold=0), _TIMES[scale]), ""
    return alpha2digit(spoken, "en", threshold=0).replace(" ", ""), ""


def _plain(digits: str, times: float) -> str:
    try:
        value = float(digits.rstrip(".")) * times
    except ValueError:
        return digits
    return f"{value:.10g}"
