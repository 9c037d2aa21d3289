"""How it was said, drawn: pace over time between the rubric's bounds, and the silences.

Places across are percent, heights pixels. Nothing is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.domain.delivery import DeliveryRules
from simulator.domain.review import Review
from simulator.domain.speech import Word
from simulator.reporting.page.axis import Band, Scale, Tick

PACE_HEIGHT, PACE_MARGIN_WPM = 96.0, 30.0
PAUSE_HEIGHT, LEAST_SCALE_S = 96.0, 2.0
SHOWN_PAUSE_S = 0.25
"""Shorter gaps are how words are spoken. Source: normal pauses within an answer last 0.25 to 0.6 s."""


@dataclass(frozen=True, slots=True)
class PaceBar:
    band: Band
    top: float
    height: float
    words_per_minute: float
    remark: str
    """`slow`, `fast`, or empty."""


@dataclass(frozen=True, slots=True)
class PaceChart:
    bars: tuple[PaceBar, ...]
    slowest: float
    """Where the slowest pace that needs no remark lies, in pixels from the top."""
    fastest: float
    slowest_wpm: float
    fastest_wpm: float
    ticks: tuple[Tick, ...]
    height: float = PACE_HEIGHT


def pace_chart(review: Review, rules: DeliveryRules) -> PaceChart | None:
    """Pace over time between the rubric's bounds; None where there was too little speech."""
    spans, bounds = review.delivery.pace, rules.pace
    if not spans:
        return None
    rates = [span.words_per_minute for span in spans]
    low = min(*rates, bounds.slowest_wpm) - PACE_MARGIN_WPM
    high = max(*rates, bounds.fastest_wpm) + PACE_MARGIN_WPM

    def down(rate: float) -> float:
        return PACE_HEIGHT * (high - rate) / (high - low)

    def remark(rate: float) -> str:
        return "slow" if rate < bounds.slowest_wpm else "fast" if rate > bounds.fastest_wpm else ""

    scale = Scale(max(review.duration_s, spans[-1].end_s))
    bars = tuple(
        PaceBar(
            scale.band("", span.start_s, span.end_s),
            down(span.words_per_minute),
            PACE_HEIGHT - down(span.words_per_minute),
            span.words_per_minute,
            remark(span.words_per_minute),
        )
        for span in spans
    )
    slowest, fastest = bounds.slowest_wpm, bounds.fastest_wpm
    return PaceChart(bars, down(slowest), down(fastest), slowest, fastest, scale.ticks)


@dataclass(frozen=True, slots=True)
class PauseBar:
    left: float
    height: float
    start_s: float
    length_s: float
    long: bool
    """Whether it hurts wherever it is."""


@dataclass(frozen=True, slots=True)
class PauseChart:
    bars: tuple[PauseBar, ...]
    longest: float
    """Where the pause lies that begins to hurt, in pixels from the top; below 0 where it is off the scale."""
    longest_s: float
    notable: tuple[PauseBar, ...]
    """The longest ones, in order of time."""
    ticks: tuple[Tick, ...]
    height: float = PAUSE_HEIGHT


NOTABLE_PAUSES = 5
LABEL_WIDTH = 9.0
"""Percent that the label of a pause takes on a narrow screen."""


def pause_chart(words: Sequence[Word], duration_s: float, rules: DeliveryRules) -> PauseChart | None:
    """The silences between words; None where there are none to speak of."""
    gaps = [(left, right.start_s - left.end_s) for left, right in pairwise(words)]
    shown = [(left, gap) for left, gap in gaps if gap >= SHOWN_PAUSE_S]
    if not shown:
        return None
    scale, limit = Scale(max(duration_s, words[-1].end_s)), rules.pauses.longest_s
    top_s = max(LEAST_SCALE_S, 1.1 * max(gap for _, gap in shown))
    bars = tuple(
        PauseBar(
            scale.at(left.end_s + gap / 2),
            PAUSE_HEIGHT * gap / top_s,
            left.end_s,
            gap,
            gap >= limit,
        )
        for left, gap in shown
    )
    return PauseChart(bars, PAUSE_HEIGHT * (1 - limit / top_s), limit, _notable(bars), scale.ticks)


def _notable(bars: Sequence[PauseBar]) -> tuple[PauseBar, ...]:
    """The longest, in order of time, none so near to a longer one that their labels would touch."""
    chosen: list[PauseBar] = []
    for bar in sorted(bars, key=lambda bar: -bar.length_s):
        if len(chosen) < NOTABLE_PAUSES and all(
            abs(bar.left - other.left) >= LABEL_WIDTH for other in chosen
        ):
            chosen.append(bar)
    return tuple(sorted(chosen, key=lambda bar: bar.start_s))
