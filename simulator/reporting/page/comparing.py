"""Attempts at one story, side by side: verdict, clocks and hits of each, in rows that can be read across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.domain.review import SECTIONS, Hit, Review, SectionName, SectionTime
from simulator.domain.wording import SECTION_NAMES, readable
from simulator.reporting.page.view import AttemptView


@dataclass(frozen=True, slots=True)
class ClockRow:
    title: str
    cells: tuple[SectionTime | None, ...]


@dataclass(frozen=True, slots=True)
class HitRow:
    """When a signal or a disqualifier was first heard in each attempt; None where it was not."""

    title: str
    cells: tuple[Hit | None, ...]


@dataclass(frozen=True, slots=True)
class GradeRow:
    """How each attempt answered a follow-up; empty where it was not asked or not answered."""

    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    attempts: tuple[AttemptView, ...]
    clocks: tuple[ClockRow, ...]
    signals: tuple[HitRow, ...]
    costs: tuple[HitRow, ...]
    grades: tuple[GradeRow, ...]


def compared(attempts: Sequence[AttemptView]) -> Comparison | None:
    """None where there is only one attempt."""
    if len(attempts) < 2:
        return None
    reviews = [attempt.review for attempt in attempts]
    return Comparison(
        tuple(attempts),
        tuple(
            ClockRow(SECTION_NAMES[name], tuple(_clock(review, name) for review in reviews))
            for name in SECTIONS
        ),
        _hits(reviews, lambda review: review.signals),
        _hits(reviews, lambda review: review.disqualifiers),
        _grades(attempts),
    )


def _clock(review: Review | None, name: SectionName) -> SectionTime | None:
    return next((section for section in review.sections if section.name == name), None) if review else None


def _hits(reviews: Sequence[Review | None], of: Callable[[Review], tuple[Hit, ...]]) -> tuple[HitRow, ...]:
    heard = [of(review) if review else () for review in reviews]
    names = dict.fromkeys(hit.id for hits in heard for hit in hits)
    return tuple(
        HitRow(readable(name), tuple(next((hit for hit in hits if hit.id == name), None) for hits in heard))
        for name in names
    )


def _grades(attempts: Sequence[AttemptView]) -> tuple[GradeRow, ...]:
    answered = [
        {
            follow_up.subject: follow_up.answer.turn.grade.grade
            for follow_up in attempt.follow_ups
            if follow_up.answer.turn.grade
        }
        for attempt in attempts
    ]
    subjects = dict.fromkeys(subject for grades in answered for subject in grades)
    return tuple(
        GradeRow(subject, tuple(grades.get(subject, "") for grades in answered)) for subject in subjects
    )
