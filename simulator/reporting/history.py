"""The history on the terminal and as JSON: the list of all sessions, and one of them whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.record import Due, Glance, SessionRecord, TurnRecord, mode_of
from simulator.domain.review import RATINGS, Rating
from simulator.domain.wording import (
    GRADE_NAMES,
    LEVEL_NAMES,
    SECTION_NAMES,
    STATUS_NAMES,
    clock,
    counted,
    day,
    rating_name,
    readable,
)
from simulator.reporting.contract import plain
from simulator.reporting.ink import BAD, CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn, print_page
from simulator.reporting.text import NAME_COLUMN, ReviewPage, verdict_line

GLANCE_SCHEMA = "hotseat.glance/1"
RECORD_SCHEMA = "hotseat.record/1"
DUE_SCHEMA = "hotseat.due/1"


def glance_json(glance: Glance) -> dict[str, Any]:
    """A session by its figures, by `hotseat.glance/1`."""
    return {"schema": GLANCE_SCHEMA, **plain(glance)}


def record_json(record: SessionRecord) -> dict[str, Any]:
    """A session whole, by `hotseat.record/1`."""
    return {"schema": RECORD_SCHEMA, **plain(record)}


def due_json(due: Due) -> dict[str, Any]:
    """Something to practise, by `hotseat.due/1`."""
    return {"schema": DUE_SCHEMA, **plain(due)}


def print_glances(glances: Sequence[Glance]) -> None:
    """The list of sessions, the latest last, where the eye is."""
    print_page(GlancesPage(glances))


def print_record(record: SessionRecord) -> None:
    """One session."""
    print_page(RecordPage(record))


def print_due(due: Sequence[Due], now: str) -> None:
    """What to practise, what is most due first."""
    print_page(DuePage(due, now))


@dataclass(frozen=True, slots=True)
class GlancesPage:
    glances: Sequence[Glance]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        rows = ink.rows(16, None, 16, 5)
        for one in self.glances:
            how = ink.joined(one.mode, readable(one.principle), LEVEL_NAMES[one.level])
            length = ink.say(clock(one.length_s).rjust(5))
            rows.add_row(ink.say(day(one.started)), ink.say(one.story), _rated(one.mode, one.rating), length)
            rows.add_row("", ink.say(how, QUIET))
        yield rows
        how_many = counted(len(self.glances), "session")
        yield ink.say(f"{how_many}. To see one: hotseat history {self.glances[-1].session}", QUIET)


@dataclass(frozen=True, slots=True)
class RecordPage:
    record: SessionRecord

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        record = self.record
        yield from drawn(self._head(Ink.of(options)), console, options)
        if record.opening:
            yield ReviewPage(record.opening, {}, why=False, source="")
        yield from drawn(self._rest(Ink.of(options)), console, options)

    def _head(self, ink: Ink) -> Iterator[Part]:
        record = self.record
        yield ink.say(record.session, STRONG)
        told = (record.mode, record.story, readable(record.principle), LEVEL_NAMES[record.level])
        yield ink.say(ink.joined(day(record.started), *told, clock(record.length_s)), QUIET)
        if record.question:
            yield ink.say(record.question)
        if mode_of(record.mode).rated:
            yield Heading("Final verdict")
            yield verdict_line(record.rating, ink) if record.opening else ink.say("It came to no verdict.")

    def _rest(self, ink: Ink) -> Iterator[Part]:
        record = self.record
        if record.grades:
            yield Heading("Follow-ups")
            rows = ink.rows(NAME_COLUMN, 6, None)
            for grade in record.grades:
                style = GOOD if grade.grade == "strong" else CAUTION
                name = ink.say(readable(grade.probe))
                rows.add_row(name, Text(GRADE_NAMES[grade.grade], style), ink.say(grade.why))
            yield rows
        if record.exercises:
            yield Heading("Attempts")
            rows = ink.rows(10, 12, 12, None)
            for one in record.exercises:
                status = Text(STATUS_NAMES[one.status], GOOD if one.good else CAUTION)
                time = ink.say(f"{one.spoken_s:.0f} of {one.target_s:.0f} s")
                rows.add_row(ink.say(SECTION_NAMES[one.section]), time, status, ink.say(one.advice))
            yield rows
        if unheard := [turn for turn in record.turns if _unheard(turn)]:
            yield ink.say(f"Left unanswered: {len(unheard)}.", QUIET)


@dataclass(frozen=True, slots=True)
class DuePage:
    due: Sequence[Due]
    now: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        yield Heading("Practise next")
        rows = ink.rows(None, 13)
        for one in self.due:
            now = one.due <= self.now
            when = "now" if now else f"on {day(one.due)[:10]}"
            rows.add_row(ink.say(f"{named(one)}, {one.story}"), ink.say(when, "" if now else QUIET))
            rows.add_row(ink.say(f"last: {_outcome(one.last)}", QUIET))
        yield rows


def named(one: Due) -> str:
    """What is to be practised, for people."""
    if one.kind == "section":
        return f"The section {SECTION_NAMES.get(one.name, one.name)}"  # type: ignore[call-overload]
    return f"The follow-up {readable(one.name).lower()}" if one.kind == "probe" else "The whole story"


def _rated(mode: str, rating: Rating | None) -> Text:
    if not mode_of(mode).rated:
        return Text("")
    if rating is None:
        return Text("none", QUIET)
    return Text(rating_name(rating), GOOD if RATINGS.index(rating) >= len(RATINGS) / 2 else BAD)


def _outcome(outcome: str) -> str:
    drilled = {"drilled_well": "good", "drilled_in_time": "in time", "drilled_off": "off time"}
    return drilled.get(outcome) or readable(outcome).lower()


def _unheard(turn: TurnRecord) -> bool:
    return not turn.words
