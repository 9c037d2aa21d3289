"""`hotseat resume`: sessions that broke off are judged by what was recorded, or gone on with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import kept
from simulator.cli.interview import Json, Manner, Opened, Probes, Silent
from simulator.cli.review import Model
from simulator.errors import AudioFileError, InputError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.speech import Transcript
    from simulator.events import Event
    from simulator.ports import Controls, Keyboard
    from simulator.session.parts import Candidate
    from simulator.session.resuming import Left, UnderWay

TAIL_BYTES = 4096
"""How much of a trace's end is looked at for how it ended. Source: its last line has under 1000 bytes."""
HEADER_BYTES, BYTES_PER_S = 44, 32_000
"""Of a recording: 16-bit mono at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that broke off: its folder, and how many seconds of answers are in it."""

    folder: Path
    kept_s: float

    @property
    def sentence(self) -> str:
        from simulator.domain.wording import clock

        kept = f"with {clock(self.kept_s)} of answers recorded" if self.kept_s else "with typed answers"
        return f"Your session {self.folder.name} broke off, {kept}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A session to take up: its folder, what its trace tells, and where that breaks off."""

    folder: Path
    events: tuple[Event, ...]
    left: Left


def resume(
    *,
    session: Annotated[
        str | None, typer.Argument(help="A session by id or folder. None: the latest that broke off.")
    ] = None,
    judge: Annotated[bool, typer.Option("--judge", help="Judge what is there, and close it.")] = False,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Judge what is there, and go on at the next question.")
    ] = False,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="Recordings that answer in your place, in order, where it goes on."),
    ] = None,
    story: Annotated[
        str | None, typer.Option("--story", help="The story's file, where it is not among your stories.")
    ] = None,
    probes: Probes = None,
    model: Model = None,
    microphone: Annotated[str | None, typer.Option(help="Part of the microphone's name.")] = None,
    loudspeaker: Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")] = None,
    silent: Silent = False,
    opened: Opened = None,
    as_json: Json = False,
) -> None:
    """Takes up a session that broke off: hears its recordings, judges them, closes it or goes on."""
    from simulator.cli.wiring import Desk
    from simulator.reporting.traces import read_trace
    from simulator.session.resuming import left_off

    if judge and go_on:
        raise UsageError("Either judge what is there or go on, not both.", code="resume-both")
    folder = _chosen(session)
    events = read_trace(folder / kept.TRACE)
    left = left_off(events)
    started = left.started
    if started is None or left.under_way is None or started.mode == "walkthrough":
        raise UsageError(
            f"In the session '{folder.name}' nothing was answered yet; begin a new one.", code="session-empty"
        )
    if left.ended and left.ended.reason != "interrupted":
        raise UsageError(
            f"The session '{folder.name}' came to its end; 'hotseat report {folder.name}' shows it.",
            code="session-complete",
        )
    changes: dict[str, Any] = {"microphone": microphone, "loudspeaker": loudspeaker, "probes": probes}
    desk = Desk(
        story or started.story, principle=started.principle, level=started.level, model=model, **changes
    )
    on = started.mode != "drill" and (go_on or (not judge and _wants_to_go_on(folder)))
    if go_on and not on:
        raise UsageError(
            f"A drill is begun anew: hotseat drill {started.story}; '--judge' closes this one.",
            code="resume-drill",
        )
    manner = Manner(started.mode, recorded=bool(answers) or not on, silent=silent or not on, opened=opened)
    desk.notices.append(("session-resumed", "This session broke off; what was said until then is judged."))
    broken = Broken(folder, events, left)
    _take_up(desk, broken, manner, answers or [], on=on, as_json=as_json)


def offer(desk: Desk) -> None:
    """Has the session that begins now tell of the latest that broke off, if there is one.

    Folders of sessions that were killed before anything happened in them go on this occasion.
    """
    from simulator.adapters.holding import clear_away

    clear_away(path for path in kept.sessions_folder().glob("*") if path.is_dir())
    found = unfinished()
    if found:
        more = f" (and {len(found) - 1} before it)" if len(found) > 1 else ""
        desk.notices.append(
            ("session-unfinished", f"{found[-1].sentence}{more}; 'hotseat resume' judges it or goes on.")
        )


def unfinished() -> list[Unfinished]:
    """The sessions that broke off with something to judge in them, in the order of their names."""
    found = []
    for trace in (folder / kept.TRACE for folder in kept.sessions()):
        with suppress(OSError):
            if one := _broken_off(trace):
                found.append(one)
    return found


def _broken_off(trace: Path) -> Unfinished | None:
    from simulator.adapters.holding import is_held

    with trace.open("rb") as file:
        file.seek(max(0, trace.stat().st_size - TAIL_BYTES))
        tail = file.read()
    if b'"event": "session_ended"' in tail or is_held(trace.parent):
        return None
    sounds = [path.stat().st_size - HEADER_BYTES for path in trace.parent.glob("*.wav")]
    kept_s = sum(size for size in sounds if size > 0) / BYTES_PER_S
    lines = trace.read_bytes()
    typed = any(b'"event": "%b"' % told in lines for told in (b"answer_ended", b"words_typed"))
    if b'"mode": "walkthrough"' in lines or not (kept_s or typed):
        return None
    return Unfinished(trace.parent, kept_s)


def _chosen(session: str | None) -> Path:
    if session:
        return kept.find(session)
    found = unfinished()
    if not found:
        raise UsageError("No session has broken off; there is nothing to take up.", code="session-none")
    return found[-1].folder


def _wants_to_go_on(folder: Path) -> bool:
    """Asks, where there is somebody to ask."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(
        f"{folder.name}: go on with the interview at the next question? No: it is judged as it is",
        default=False,
        err=True,
    )


def _take_up(
    desk: Desk, broken: Broken, manner: Manner, answers: list[Path], *, on: bool, as_json: bool
) -> None:
    from simulator.adapters.archive import whole_lines
    from simulator.adapters.clock import MonotonicClock
    from simulator.adapters.scripted import NobodyListens, ScriptedControls
    from simulator.cli.interview import keeper, kept_in, report_of
    from simulator.session.drilling import Drill
    from simulator.session.loop import Interview
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    folder, left = broken.folder, broken.left
    typed = left.started is not None and left.started.recogniser == NobodyListens.name
    keyboard = LineKeyboard() if typed and on else None
    with (
        kept_in(folder, sound=not typed) as archive,
        nullcontext(keyboard) if keyboard else keys() if on else nullcontext(ScriptedControls()) as controls,
        _screen(broken.events, manner, controls, as_json=as_json) as show,
    ):
        whole_lines(folder / kept.TRACE)
        heard = replace(_heard(desk, folder, left.unjudged), typed=typed) if left.unjudged else None
        parts = desk.parts(
            _candidate(desk, answers, keyboard, on=on),
            controls,
            archive,
            (keeper(archive), show),
            recorded=manner.recorded,
            silent=manner.silent,
            keyboard=keyboard,
        )
        parts = replace(parts, clock=MonotonicClock(left.at_s))
        brief = desk.brief(folder.name, manner.mode)
        if manner.mode == "drill":
            Drill(brief, parts, ()).take_up(left, heard)
        else:
            Interview(brief, parts).take_up(left, heard, go_on=on)
    if manner.mode != "drill":
        report_of(folder, desk, manner, as_json=as_json)


def _candidate(desk: Desk, answers: list[Path], keyboard: Keyboard | None, *, on: bool) -> Candidate:
    """Who answers what is still to be asked."""
    from simulator.cli.interview import recorded, typing_candidate

    if keyboard:
        return typing_candidate(keyboard)
    if on and not answers:
        return desk.live_candidate()
    files, turns = recorded(answers), count()
    return lambda _turn, probe: files(next(turns), probe)


@contextmanager
def _screen(
    events: tuple[Event, ...], manner: Manner, controls: Controls, *, as_json: bool
) -> Iterator[Callable[[Event], None]]:
    """Who shows what comes, with what had been told before counted in."""
    from simulator.cli import interview, practice
    from simulator.ui.terminal import TerminalScreen

    keys_there = getattr(controls, "available", False)
    with (
        practice.shown(as_json, keys_there=keys_there)
        if manner.mode == "drill"
        else interview.shown(as_json, keys_there=keys_there, typed=manner.typed)
    ) as show:
        if isinstance(show, TerminalScreen):
            show.recall(events)
        yield show


def _heard(desk: Desk, folder: Path, under_way: UnderWay) -> Transcript:
    """The answer that was under way: as it had ended, else by its recording, else what had settled."""
    from simulator.domain.speech import Transcript

    if under_way.transcript:
        return under_way.transcript
    # The trace is a file that may have been changed: a name in it leads nowhere but into this folder.
    recording = folder / Path(under_way.recording).name
    settled = Transcript(under_way.words, under_way.words[-1].end_s if under_way.words else 0.0)
    if not under_way.recording or not recording.is_file():
        return settled
    try:
        return desk.heard(recording)
    except (AudioFileError, InputError):  # killed before its first sound
        return settled
