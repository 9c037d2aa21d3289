"""`hotseat interview --loop`: several principles one after another, no story twice, and a debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.domain.committee import Debrief
    from simulator.events import Event
    from simulator.judging import Subject
    from simulator.session.parts import Brief, Candidate, Observer, Parts


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the loop asks about, and for how long each."""

    principles: tuple[str, ...]
    minutes: float


def agenda(desk: Desk, principles: str | None, minutes: float | None) -> Agenda:
    """The loop's questions, from the flags or the rubric.

    Raises:
        UsageError: a principle is unknown or named twice.
        PackError: one of the candidate's own is wrong.
    """
    from simulator.cli.wiring import principles_folder

    rules = desk.rubric.loop
    named = tuple(name.strip() for name in principles.split(",") if name.strip()) if principles else ()
    usual = tuple(name for name in rules.principles if name in desk.rubric.principles)
    asked = tuple(map(desk.known_principle, named or usual or desk.rubric.principles))
    if twice := next((name for name in asked if asked.count(name) > 1), None):
        raise UsageError(
            f"--principles names {twice} twice; each interviewer of a loop asks about something else.",
            code="principle-twice",
        )
    own = {file.stem for file in principles_folder().glob("*.y*ml")}
    for name in own.intersection(asked):
        desk.asking(name)  # it may be wrong, and that is told before the first question
    return Agenda(asked, minutes or rules.minutes)


def hold_loop(
    desk: Desk, candidate: Candidate | None, manner: Manner, plan: Agenda, *, as_json: bool
) -> None:
    """Holds the loop on the screen or in lines, and leaves with status 3 when no question was answered.

    `candidate` None: one who types.
    """
    from simulator.cli.on_screen import usable
    from simulator.cli.unfinished import offer

    offer(desk)
    if not as_json and not manner.plain and usable():
        from simulator.cli.loop_live import LiveLoop

        heard = LiveLoop(desk, candidate, manner, plan).run()
    else:
        heard = _in_lines(desk, candidate, manner, plan, as_json=as_json)
    if not heard:
        raise typer.Exit(3)


def _in_lines(
    desk: Desk, candidate: Candidate | None, manner: Manner, plan: Agenda, *, as_json: bool
) -> bool:
    """The loop line by line; whether anything was heard."""
    from simulator.adapters.archive import NullArchive
    from simulator.cli.candidates import typing_candidate
    from simulator.cli.debriefing import keep, tell
    from simulator.cli.holding import report_of, shown
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    keyboard = None if candidate else LineKeyboard()
    with nullcontext(keyboard) if keyboard else keys() as controls:
        made = partial(
            desk.parts,
            candidate or typing_candidate(keyboard),
            controls,
            NullArchive(),
            (),
            recorded=manner.recorded,
            silent=manner.silent,
            keyboard=keyboard,
        )
        keys_there = getattr(controls, "available", False)
        rounds = Rounds(
            desk,
            parts=cache(made),
            showing=partial(shown, as_json, keys_there=keys_there, typed=keyboard is not None),
            over=lambda folder: report_of(folder, desk, replace(manner, opened=False), as_json=as_json),
        )
        return conduct(
            desk, manner, plan, rounds.hold, lambda told: tell(keep(told, desk), desk, as_json=as_json)
        )


def conduct(
    desk: Desk,
    manner: Manner,
    plan: Agenda,
    hold: Callable[[Brief], Sequence[Event]],
    tell: Callable[[Debrief], None],
) -> bool:
    """Holds every question, then tells the debrief, also of a loop that was broken off.

    Returns:
        Whether anything was heard.
    """
    from simulator.asking import debrief
    from simulator.cli.archives import named_now
    from simulator.cli.bank import known_subjects
    from simulator.cli.library import readable_stories
    from simulator.session.looping import Loop

    name = named_now("loop")

    @cache
    def known() -> dict[str, Subject]:
        return known_subjects([story for story, _ in readable_stories()[0]], desk.rubric)

    loop = Loop(_briefs(desk, manner, plan), known, hold)
    try:
        loop.run()
    finally:
        if loop.rounds:
            tell(debrief(name, loop.rounds, desk.rubric))
    return any(one.heard for one in loop.rounds)


def _briefs(desk: Desk, manner: Manner, plan: Agenda) -> Iterator[Brief]:
    """What each interview is held by; its principle is read when its turn comes."""
    first = desk.brief("", manner.mode, tough=manner.tough)
    for number, principle in enumerate(plan.principles, start=1):
        rubric = desk.asking(principle)
        yield replace(
            first,
            session=f"loop-{number}-{principle}",
            principle=principle,
            rubric=rubric,
            question=rubric.principles[principle].question,
            time_s=plan.minutes * 60,
        )


@dataclass
class Rounds:
    """Holds one interview after another with the same parts, which are loaded once.

    Args:
        parts: the same each time; made when first needed.
        showing: who shows an interview, for as long as it lasts.
        over: told the folder of each interview that is over.
    """

    desk: Desk
    parts: Callable[[], Parts]
    showing: Callable[[], AbstractContextManager[Observer]]
    over: Callable[[Path | None], None]
    _noticed: bool = False

    def hold(self, brief: Brief) -> Sequence[Event]:
        """Holds one as a session of its own, with a clock of its own, named by when it begins."""
        from simulator.adapters.clock import MonotonicClock
        from simulator.cli.archives import keeper, named_now, session_archive
        from simulator.session.loop import Interview

        events: list[Event] = []
        made = self.parts()
        sound = made.keyboard is None
        with (
            session_archive(named_now(brief.session), sound=sound, kept=self.desk.kept) as (archive, name),
            self.showing() as show,
        ):
            observers = (keeper(archive), events.append, show)
            timed = made.within(brief.time_s)
            parts = replace(timed, archive=archive, observers=observers, clock=MonotonicClock())
            Interview(replace(brief, session=name, notices=self._notices()), parts).run()
        self.over(archive.folder)
        return events

    def _notices(self) -> tuple[tuple[str, str], ...]:
        """Told before the first question, and not again."""
        told, self._noticed = self._noticed, True
        return () if told else tuple(self.desk.notices)
