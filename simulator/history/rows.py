"""A session's record -> the rows of the tables, and what of it counts as an attempt at something."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.domain.practice import Exercise
from simulator.domain.record import PractiseKind, SessionRecord, mode_of

Row = tuple[object, ...]
Attempt = tuple[PractiseKind, str, str]
"""Kind, name, outcome (a field of `Marks`)."""


def rows(record: SessionRecord) -> Iterator[tuple[str, Row]]:
    """Each row with its table, `sessions` and `records` apart."""
    name, opening = record.session, record.opening
    said = opening.delivery if opening else None
    pace = (said.words_per_minute, said.i_to_we) if said else (None, None)
    yield "verdicts", (name, record.rating, *pace)
    for place, turn in enumerate(record.turns):
        yield "turns", (name, place, turn.question, turn.probe, turn.length_s, turn.words)
    for place, (kind, thing, outcome) in enumerate(attempts(record)):
        yield "attempts", (name, place, kind, record.story, thing, record.started, outcome)
    if not opening:
        return
    for place, part in enumerate(opening.sections):
        times = (part.spoken_s, part.target_s, part.status, part.confidence)
        yield "sections", (name, place, part.name, *times)
    credit = [(True, hit) for hit in opening.signals] + [(False, hit) for hit in opening.disqualifiers]
    for place, (earns, hit) in enumerate(credit):
        yield "hits", (name, place, earns, hit.id, hit.section, hit.quote, hit.start_s)


def attempts(record: SessionRecord) -> Iterator[Attempt]:
    """What was tried in a session and how it went; nothing where the words could not be trusted."""
    if not mode_of(record.mode).practised:
        return
    opening = record.opening
    if opening and opening.trust.level == "high":
        yield from (("section", part.name, part.status) for part in opening.sections)
        if record.rating:
            yield "story", record.story, record.rating
    yield from (("section", one.section, _drilled(one)) for one in record.exercises)
    yield from (("probe", grade.probe, grade.grade) for grade in record.grades)


def _drilled(exercise: Exercise) -> str:
    if exercise.good:
        return "drilled_well"
    return "drilled_in_time" if exercise.status == "on_target" else "drilled_off"
