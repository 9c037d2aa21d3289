"""Sessions' records as the program makes them from real events, as many as are wanted, a day apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from simulator.domain.practice import Exercise
from simulator.domain.record import SessionRecord
from simulator.history import SqliteHistory
from simulator.packs import load_spacing
from simulator.reporting.records import record_of
from support.sessions import STRONG, WEAK, strong_interview, weak_interview

BEGAN = datetime(2026, 1, 5, 10, 0)


@cache
def held(strong: bool) -> SessionRecord:
    name, events = (STRONG, strong_interview()) if strong else (WEAK, weak_interview())
    return record_of(name, events)


def interview_record(number: int, *, strong: bool = True, **changes: object) -> SessionRecord:
    """An interview on the day `number`, counted from 5 January 2026."""
    at = BEGAN + timedelta(days=number)
    when = {"session": f"{at:%Y-%m-%d_%H-%M-%S}_told", "started": at.isoformat(timespec="seconds")}
    return replace(held(strong), **{**when, **changes})  # type: ignore[arg-type]


def drill_record(number: int, *goods: bool) -> SessionRecord:
    """A drill of Action on that day, good or too short."""
    exercises = tuple(
        Exercise("action", 80.0 if good else 9.0, 90.0, "on_target" if good else "short", (), (), "On.", good)
        for good in goods
    )
    bare = interview_record(number, mode="drill", opening=None, rating=None, grades=(), turns=())
    return replace(bare, session=f"{bare.session}-drill", exercises=exercises)


def opened(folder: Path, busy_s: float = 0.05) -> SqliteHistory:
    return SqliteHistory(folder / "history" / "history.db", load_spacing, busy_s)
