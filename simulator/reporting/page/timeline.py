"""The answer over time: its sound and its sections as spoken, over the sections as planned.

Places across are percent, heights pixels. Nothing is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.domain.review import Review, SectionTime
from simulator.domain.speech import Word
from simulator.reporting.page.attempt import Clip
from simulator.reporting.page.axis import Band, Scale, Tick

WAVE_BARS, LEAST_WAVE_BARS = 260, 60
"""Strokes that a waveform is drawn with over the whole width, and over however little of it."""
QUIETEST_BAR, WAVE_HALF = 1.0, 48.0
LOUDNESS_CURVE = 0.7
"""Below 1, so that quiet speech can be seen beside loud. Source: judgement."""
SPEECH_BAR = 0.35
"""Height of a stroke where words are known and no sound is."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The answer's sections as spoken, over the sections as planned, on one axis."""

    spoken: tuple[Band, ...]
    planned: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    wave: str
    """An SVG path inside `0 0 bars 100`, which covers `width` percent."""
    bars: int
    width: float
    heard: bool
    """Whether the waveform is of the sound, or only says where words are."""
    total_s: float


def timeline(review: Review, words: Sequence[Word], clip: Clip | None) -> Timeline:
    duration_s = max(review.duration_s, clip.duration_s if clip else 0.0)
    scale = Scale(max(duration_s, sum(section.target_s for section in review.sections)))
    width = scale.at(duration_s)
    bars = max(round(WAVE_BARS * width / 100), LEAST_WAVE_BARS)
    outline = _sampled(clip, bars) if clip else _where_words_are(words, duration_s, bars)
    return Timeline(
        _spoken(review.sections, scale),
        _planned(review.sections, scale),
        scale.ticks,
        _path(outline),
        bars,
        width,
        clip is not None,
        scale.total_s,
    )


def _spoken(sections: Sequence[SectionTime], scale: Scale) -> tuple[Band, ...]:
    """Spans of one section that follow each other are one band, the breath between them included."""
    spans = sorted((start, end, section.name) for section in sections for start, end in section.spans)
    merged: list[tuple[float, float, str]] = []
    for start, end, name in spans:
        if merged and merged[-1][2] == name:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), name)
        else:
            merged.append((start, end, name))
    return tuple(scale.band(name, start, end) for start, end, name in merged)


def _planned(sections: Sequence[SectionTime], scale: Scale) -> tuple[Band, ...]:
    bands, at = [], 0.0
    for section in sections:
        bands.append(scale.band(section.name, at, at + section.target_s))
        at += section.target_s
    return tuple(bands)


def _sampled(clip: Clip, bars: int) -> list[float]:
    """The clip's outline in so many steps, the loudest at 1."""
    outline = clip.outline or (0.0,)
    edges = [round(bar * len(outline) / bars) for bar in range(bars + 1)]
    loudest = [max(outline[left : max(right, left + 1)], default=0.0) for left, right in pairwise(edges)]
    top = max(loudest) or 1.0
    return [(value / top) ** LOUDNESS_CURVE for value in loudest]


def _where_words_are(words: Sequence[Word], duration_s: float, bars: int) -> list[float]:
    heights = [0.0] * bars
    for word in words:
        first, last = int(bars * word.start_s / duration_s), int(bars * word.end_s / duration_s)
        for bar in range(first, min(last + 1, bars)):
            heights[bar] = SPEECH_BAR
    return heights


def _path(heights: Sequence[float]) -> str:
    halves = [max(QUIETEST_BAR, height * WAVE_HALF) for height in heights]
    return "".join(f"M{bar}.5 {50 - half:.0f}V{50 + half:.0f}" for bar, half in enumerate(halves))
