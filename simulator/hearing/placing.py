"""Puts a recogniser's words where speech was: in order, without overlap, never in silence.

Recognisers stretch words over pauses and may put one seconds early; the detector knows better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from simulator.domain.speech import Word

TimeSpan = tuple[float, float]


def place(
    words: Iterable[Word], *, offset_s: float, spans: Sequence[TimeSpan], not_before_s: float
) -> tuple[Word, ...]:
    """Words of one stretch, moved by `offset_s` into the answer's time and clamped to detected speech.

    Args:
        words: in order, with times from the start of the stretch.
        spans: detected speech in the answer's time, in order, at least one.
        not_before_s: the end of the last word settled before.

    Returns:
        The same words in the same order; one that has no room left keeps its place with no length.
    """
    placed = []
    for word in words:
        start_s, end_s = word.start_s + offset_s, word.end_s + offset_s
        low, high = _home(start_s, end_s, spans)
        start_s = max(min(max(start_s, low), high), not_before_s)
        end_s = max(min(max(end_s, low), high), start_s)
        placed.append(replace(word, start_s=start_s, end_s=end_s))
        not_before_s = end_s
    return tuple(placed)


def _home(start_s: float, end_s: float, spans: Sequence[TimeSpan]) -> TimeSpan:
    """The span that shares most with the word; the nearest where none does."""
    return max(spans, key=lambda span: min(end_s, span[1]) - max(start_s, span[0]))
