"""Where a second hearing of the same answer changes a judgement, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.domain.review import Grade, Hit, Review
from simulator.domain.rubric import Rubric
from simulator.domain.wording import rating_name

NEAR_S = 3.0
"""Hits of one id no further apart are the same one. Source: judgement; a clause is about so long."""


def changed_review(before: Review, after: Review, rubric: Rubric) -> tuple[str, ...]:
    """What differs in rating, signals and disqualifiers; empty where nothing does."""
    wording = rubric.wording
    changes = []
    first, second = before.verdict.rating, after.verdict.rating
    if first != second and second:
        was = rating_name(first) if first else wording.again_no_rating
        changes.append(wording.again_rating.replace("{before}", was).replace("{after}", rating_name(second)))
    for hits, others in ((before.signals, after.signals), (before.disqualifiers, after.disqualifiers)):
        changes += [wording.again_gone.replace("{quote}", hit.quote) for hit in _only(hits, others)]
        changes += [wording.again_new.replace("{quote}", hit.quote) for hit in _only(others, hits)]
    return tuple(changes)


def changed_grade(before: Grade, after: Grade, rubric: Rubric) -> tuple[str, ...]:
    """What differs in a follow-up's grade; empty where it is the same."""
    if before.grade == after.grade:
        return ()
    subject = rubric.wording.subjects.get(after.probe, after.probe)
    text = rubric.wording.again_grade.replace("{subject}", subject)
    return (text.replace("{before}", before.grade).replace("{after}", after.grade),)


def _only(hits: tuple[Hit, ...], others: tuple[Hit, ...]) -> Iterator[Hit]:
    for hit in hits:
        if not any(other.id == hit.id and abs(other.start_s - hit.start_s) <= NEAR_S for other in others):
            yield hit
