"""One interview, joined: held on the screen or in lines, and its report page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.cli.archives import keeper, session_archive, session_name
from simulator.errors import HotseatError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.session.parts import Candidate
    from simulator.ui.terminal import TerminalScreen


@dataclass(frozen=True, slots=True)
class Manner:
    """How an interview is held and shown. `opened`: whether the report is shown in the browser; None: on a
    terminal."""

    mode: str
    recorded: bool
    silent: bool
    tough: bool = False
    typed: bool = False
    coach: bool = False
    plain: bool = False
    opened: bool | None = None


def hold_interview(desk: Desk, candidate: Candidate | None, manner: Manner, *, as_json: bool) -> None:
    """Holds the interview, on the screen or in lines, and leaves with status 3 when nothing was heard.

    `candidate` None: one who types.
    """
    from simulator.cli.on_screen import usable
    from simulator.cli.unfinished import offer

    offer(desk)
    if not as_json and not manner.plain and usable():
        from simulator.cli.live import LiveInterview

        reason = LiveInterview(desk, candidate, manner).run()
    else:
        reason = _in_lines(desk, candidate, manner, as_json=as_json)
    if reason == "nothing_heard":
        raise typer.Exit(3)


def _in_lines(desk: Desk, candidate: Candidate | None, manner: Manner, *, as_json: bool) -> str:
    """The interview line by line; why it ended."""
    from simulator.cli.candidates import typing_candidate
    from simulator.session.loop import Interview
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    reasons: list[str] = []
    keyboard = None if candidate else LineKeyboard()
    with (
        session_archive(session_name(desk), sound=keyboard is None, kept=desk.kept) as (archive, name),
        nullcontext(keyboard) if keyboard else keys() as controls,
        shown(as_json, keys_there=getattr(controls, "available", False), typed=keyboard is not None) as show,
    ):
        observers = (keeper(archive), lambda event: reasons.append(getattr(event, "reason", "")), show)
        parts = desk.parts(
            candidate or typing_candidate(keyboard),
            controls,
            archive,
            observers,
            recorded=manner.recorded,
            silent=manner.silent,
            keyboard=keyboard,
        )
        Interview(desk.brief(name, manner.mode, tough=manner.tough), parts).run()
    report_of(archive.folder, desk, manner, as_json=as_json)
    return reasons[-1]


def report_of(folder: Path | None, desk: Desk, manner: Manner, *, as_json: bool) -> None:
    """Writes the page of a session and, where wanted, shows it; a failure does not undo the interview."""
    from simulator.cli.kept import TRACE
    from simulator.cli.live import opened_apart
    from simulator.cli.report import write_page

    if folder is None or not (folder / TRACE).is_file():
        return
    try:
        path = write_page(folder, story=desk.story, rubric=desk.rubric)
    except HotseatError as error:
        typer.echo(str(error), err=True)
        return
    if not as_json:
        typer.echo(f"  {path}")
    if sys.stdout.isatty() if manner.opened is None else manner.opened:
        opened_apart(path)


@contextmanager
def shown(
    as_json: bool,
    *,
    keys_there: bool,
    typed: bool = False,
    lines: Callable[[], type[TerminalScreen]] | None = None,
) -> Iterator[Callable[[Event], None]]:
    """Who shows a session: the trace as JSON lines, or lines to read, given back whatever happens.

    `lines`: imports the screen of lines; None: an interview's.
    """
    if as_json:
        yield tell_json
        return
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.terminal import TerminalScreen, terminal_console

    kind = lines() if lines else TerminalScreen
    with kind(terminal_console(), InterviewPages(), keys=keys_there, typed=typed) as screen:
        yield screen


def tell_json(event: Event) -> None:
    """The trace as JSON lines on standard output."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object

    if not isinstance(event, Passing):
        typer.echo(json_line(trace_object(event)))
