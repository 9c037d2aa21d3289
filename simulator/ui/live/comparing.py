"""Two answers to the same question: what got better, what got worse. Says nothing about why."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.review import RATINGS, Hit, Review, SectionTime
from simulator.domain.wording import SECTION_NAMES, rating_name, readable

SAME_S = 3.0
"""Sections that came this much nearer to their target, or less, are told as unchanged. Source: judgement."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`better` and `worse`: a line each, in order of weight."""

    first: Review
    second: Review
    better: tuple[str, ...]
    worse: tuple[str, ...]


def compare(first: Review, second: Review) -> Comparison:
    """The second answer beside the first."""
    better: list[str] = []
    worse: list[str] = []
    _ratings(first, second, better, worse)
    better += [f"Earned: {readable(name)}" for name in _new(second.signals, first.signals)]
    worse += [f"Lost: {readable(name)}" for name in _new(first.signals, second.signals)]
    better += [f"Gone: {readable(name)}" for name in _new(first.disqualifiers, second.disqualifiers)]
    worse += [f"New cost: {readable(name)}" for name in _new(second.disqualifiers, first.disqualifiers)]
    for before, after in zip(first.sections, second.sections, strict=True):
        _clock(before, after, better, worse)
    return Comparison(first, second, tuple(better), tuple(worse))


def heard_in_either(first: tuple[Hit, ...], second: tuple[Hit, ...]) -> list[tuple[str, bool, bool]]:
    """Each id, in order of time, and whether each of the two answers has it."""
    names = dict.fromkeys(hit.id for hit in (*first, *second))
    return [(name, *(any(hit.id == name for hit in hits) for hits in (first, second))) for name in names]  # type: ignore[misc]


def _ratings(first: Review, second: Review, better: list[str], worse: list[str]) -> None:
    before, after = first.verdict.rating, second.verdict.rating
    if before and after and before != after:
        line = f"{rating_name(before)} became {rating_name(after)}"
        (better if RATINGS.index(after) > RATINGS.index(before) else worse).append(line)


def _clock(before: SectionTime, after: SectionTime, better: list[str], worse: list[str]) -> None:
    name = SECTION_NAMES[before.name]
    if before.status == "missing" != after.status:
        better.append(f"{name} is there now")
    elif after.status == "missing" != before.status:
        worse.append(f"{name} is missing now")
    else:
        was_s, is_s = (abs(one.spoken_s - one.target_s) for one in (before, after))
        if was_s - is_s > SAME_S:
            better.append(f"{name} is {was_s - is_s:.0f} s nearer to its target")
        elif is_s - was_s > SAME_S:
            worse.append(f"{name} is {is_s - was_s:.0f} s further from its target")


def _new(hits: tuple[Hit, ...], beside: tuple[Hit, ...]) -> list[str]:
    """Ids that are in the one and not in the other, in order of time."""
    known = {hit.id for hit in beside}
    return [name for name in dict.fromkeys(hit.id for hit in hits) if name not in known]
