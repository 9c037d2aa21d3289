"""`hotseat interview --loop`: several principles one after another, no story twice, and a debrief."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from simulator.cli.interview import Manner
    from simulator.cli.wiring import Desk
    from simulator.domain.committee import Debrief
    from simulator.events import Event
    from simulator.judging import Subject
    from simulator.ports import Controls, Keyboard
    from simulator.session.parts import Brief, Candidate, Parts


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
    """Holds the loop line by line, and tells and keeps the debrief, also of a loop that was broken off."""
    from simulator.asking import debrief
    from simulator.cli.bank import known_subjects
    from simulator.cli.interview import typing_candidate
    from simulator.cli.library import readable_stories
    from simulator.session.looping import Loop
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    name = f"{datetime.now():%Y-%m-%d_%H-%M-%S}_loop"
    keyboard = None if candidate else LineKeyboard()

    @cache
    def known() -> dict[str, Subject]:
        return known_subjects([story for story, _ in readable_stories()[0]], desk.rubric)

    with nullcontext(keyboard) if keyboard else keys() as controls:
        speaker = candidate or typing_candidate(keyboard)
        holder = _Holder(desk, speaker, manner, controls, keyboard, as_json)
        loop = Loop(_briefs(desk, name, manner, plan), known, holder.hold)
        try:
            loop.run()
        finally:
            if loop.rounds:
                _tell(debrief(name, loop.rounds, desk.rubric), desk, as_json=as_json)
    if not any(one.heard for one in loop.rounds):
        raise typer.Exit(3)


def _briefs(desk: Desk, name: str, manner: Manner, plan: Agenda) -> Iterator[Brief]:
    """What each interview is held by; its principle is read when its turn comes."""
    first = desk.brief(name, manner.mode, tough=manner.tough)
    for number, principle in enumerate(plan.principles, start=1):
        rubric = desk.asking(principle)
        yield replace(
            first,
            session=f"{name}-{number}-{principle}",
            principle=principle,
            rubric=rubric,
            question=rubric.principles[principle].question,
            time_s=plan.minutes * 60,
            notices=first.notices if number == 1 else (),
        )


@dataclass
class _Holder:
    """Holds one interview after another with the same parts, which are loaded once."""

    desk: Desk
    candidate: Candidate
    manner: Manner
    controls: Controls
    keyboard: Keyboard | None
    as_json: bool
    _made: Parts | None = None

    def hold(self, brief: Brief) -> Sequence[Event]:
        from simulator.cli.interview import keeper, report_of, session_archive, shown
        from simulator.session.loop import Interview

        events: list[Event] = []
        keys_there = getattr(self.controls, "available", False)
        with (
            session_archive(brief.session, sound=self.keyboard is None, kept=self.desk.kept) as (
                archive,
                name,
            ),
            shown(self.as_json, keys_there=keys_there, typed=self.keyboard is not None) as show,
        ):
            observers = (keeper(archive), events.append, show)
            parts = replace(self._parts(), archive=archive, observers=observers)
            hearing = parts.hearing
            limit_s = min(hearing.answer_limit_s, brief.time_s or hearing.answer_limit_s)
            Interview(
                replace(brief, session=name), replace(parts, hearing=replace(hearing, answer_limit_s=limit_s))
            ).run()
        report_of(archive.folder, self.desk, replace(self.manner, opened=False), as_json=self.as_json)
        return events

    def _parts(self) -> Parts:
        from simulator.adapters.archive import NullArchive

        if self._made is None:
            self._made = self.desk.parts(
                self.candidate,
                self.controls,
                NullArchive(),
                (),
                recorded=self.manner.recorded,
                silent=self.manner.silent,
                keyboard=self.keyboard,
            )
        return self._made


def _tell(told: Debrief, desk: Desk, *, as_json: bool) -> None:
    """Shows the debrief and keeps it beside the sessions."""
    from simulator.reporting import json_line
    from simulator.reporting.debrief import DebriefPage, debrief_object
    from simulator.ui.terminal import terminal_console

    line = json_line(debrief_object(told))
    path = _keep(told.loop, line) if desk.kept else None
    if as_json:
        typer.echo(line)
        return
    console = terminal_console()
    console.print(DebriefPage(told, desk.rubric.loop))
    if path:
        console.print(f"  {path}", soft_wrap=True)


def _keep(loop: str, line: str) -> Path:
    from simulator.cli.kept import loops_folder

    path = loops_folder() / f"{loop}.json"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(line + "\n")
    except OSError as error:
        raise ArchiveError(
            f"{path}: the debrief cannot be written ({error.strerror}); check the folder's permissions.",
            code="archive-unwritable",
        ) from None
    return path
