"""Words a minute: of the whole answer, over time, and by section.

A pace counts speech alone: a rest between words makes nobody slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from simulator.domain.delivery import DeliveryRules, PaceRules
from simulator.domain.review import SECTIONS, DeliveryNote, PaceSpan, SectionName, SectionPace
from simulator.domain.speech import Word
from simulator.domain.wording import SECTION_NAMES
from simulator.judging.delivery.remarks import BEFORE, remark, whole
from simulator.judging.evidence import SaidIn

LEAST_OF_WINDOW = 0.5
"""The part of a window that must be speech for it to have a pace. Source: judgement."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`speech_s` is without rests."""

    speech_s: float
    words_per_minute: float
    windows: tuple[PaceSpan, ...]
    sections: tuple[SectionPace, ...]


def speech_seconds(words: Sequence[Word], rest_s: float) -> float:
    """How long the words took, with the short gaps between them."""
    took_s = [word.end_s - word.start_s for word in words]
    gaps_s = [right.start_s - left.end_s for left, right in pairwise(words)]
    return sum([word_s for word_s in took_s if word_s > 0], 0.0) + sum(
        [gap_s for gap_s in gaps_s if 0 < gap_s <= rest_s], 0.0
    )


def measure(words: Sequence[Word], said: SaidIn, rules: PaceRules) -> Pace:
    speech_s = speech_seconds(words, rules.rest_s)
    return Pace(
        speech_s,
        60 * len(words) / speech_s if speech_s else 0.0,
        tuple(_windows(words, rules)),
        tuple(_sections(said, rules)),
    )


def _windows(words: Sequence[Word], rules: PaceRules) -> Iterator[PaceSpan]:
    """Windows follow the clock from the first word on; a word belongs to the one that it begins in."""
    begin_s = words[0].start_s if words else 0.0
    for at, group in groupby(words, lambda word: int((word.start_s - begin_s) // rules.window_s)):
        said = tuple(group)
        took_s = speech_seconds(said, rules.rest_s)
        if took_s >= LEAST_OF_WINDOW * rules.window_s:
            start_s = begin_s + at * rules.window_s
            yield PaceSpan(start_s, start_s + rules.window_s, 60 * len(said) / took_s)


def _sections(said: SaidIn, rules: PaceRules) -> Iterator[SectionPace]:
    for name in SECTIONS:
        took_s = speech_seconds(said[name], rules.rest_s)
        if took_s >= rules.least_s:
            yield SectionPace(name, 60 * len(said[name]) / took_s)


def notes(
    measured: Pace, words: Sequence[Word], said: SaidIn, rules: DeliveryRules
) -> Iterator[DeliveryNote]:
    """At most one remark that it is slow and one that it is fast: on the answer, a section, or a stretch."""
    bounds: tuple[tuple[str, Callable[[float], float]], ...] = (
        ("slow", lambda wpm: rules.pace.slowest_wpm / wpm),
        ("fast", lambda wpm: wpm / rules.pace.fastest_wpm),
    )
    margin = rules.pace.section_margin
    for name, beyond in bounds:
        if measured.speech_s >= rules.pace.least_s and beyond(measured.words_per_minute) > 1:
            yield from remark(rules, name, value=whole(measured.words_per_minute))
        elif off := [part for part in measured.sections if beyond(part.words_per_minute) > margin]:
            worst = max(off, key=lambda part: beyond(part.words_per_minute))
            yield from _on_section(worst, name, said[worst.name], rules)
        elif run := _sustained(measured.windows, beyond, rules.pace):
            mean = sum(span.words_per_minute for span in run) / len(run)
            stretch = [word for word in words if word.start_s >= run[0].start_s]
            yield from remark(rules, f"{name}-stretch", stretch[: 2 * BEFORE], value=whole(mean))


def _on_section(
    part: SectionPace, name: str, said: Sequence[Word], rules: DeliveryRules
) -> Iterator[DeliveryNote]:
    section: SectionName = part.name
    yield from remark(
        rules,
        f"{name}-section",
        said[: 2 * BEFORE],
        value=whole(part.words_per_minute),
        section=SECTION_NAMES[section],
    )


def _sustained(
    windows: Sequence[PaceSpan], beyond: Callable[[float], float], rules: PaceRules
) -> Sequence[PaceSpan]:
    """The first run of enough windows, one after the other, that are all out of bounds."""
    run: list[PaceSpan] = []
    for span in windows:
        follows = run and abs(span.start_s - run[-1].end_s) < rules.window_s / 2
        out = beyond(span.words_per_minute) > 1
        if len(run) >= rules.sustained and not (out and follows):
            return run
        run = [*run, span] if out and follows else [span] if out else []
    return run if len(run) >= rules.sustained else []
