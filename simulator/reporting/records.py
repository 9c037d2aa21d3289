"""A session's events -> its record for the history. Nothing is judged again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from simulator.domain.record import SessionRecord, TurnRecord
from simulator.errors import InputError
from simulator.events import Event, Practised
from simulator.reporting.turns import Turn, session_of


def began(name: str) -> datetime | None:
    """The local time that a session's id begins with; None where it begins with something else."""
    try:
        return datetime.strptime(name[:19], "%Y-%m-%d_%H-%M-%S")
    except ValueError:
        return None


def record_of(folder: str, events: Sequence[Event]) -> SessionRecord:
    """What is to be remembered of a session.

    Args:
        folder: the name of the session's folder.
        events: its whole trace, or what there is of it.

    Raises:
        InputError: the trace does not say what session this is, or when it was held.
    """
    session = session_of(events)
    started = session.started
    if started is None:
        raise InputError(
            f"{folder}: the trace does not begin with its session; it was changed afterwards.",
            code="trace-beginning",
        )
    at = began(folder) or began(started.session)
    if at is None:
        raise InputError(
            f"{folder}: neither folder nor trace begins with a time; name the folder 2026-01-05_10-00-00_….",
            code="session-time",
        )
    return SessionRecord(
        session=folder,
        started=at.isoformat(timespec="seconds"),
        mode=started.mode,
        story=started.story,
        principle=started.principle,
        level=started.level,
        question=session.turns[0].question if session.turns else "",
        rating=session.rating,
        length_s=events[-1].at_s,
        opening=session.review,
        turns=tuple(_turn(turn) for turn in session.turns),
        grades=tuple(turn.grade for turn in session.turns if turn.grade),
        exercises=tuple(event.exercise for event in events if isinstance(event, Practised)),
        ended=session.ended.reason if session.ended else "",
    )


def _turn(turn: Turn) -> TurnRecord:
    heard = turn.transcript
    probe = turn.probe.id if turn.probe else ""
    length_s, words = (heard.duration_s, len(heard.words)) if heard else (0.0, 0)
    return TurnRecord(turn.number, turn.question, probe, length_s, words)
