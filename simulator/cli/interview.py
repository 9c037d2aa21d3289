"""`hotseat interview` and `hotseat demo`: the live loop, with a microphone or with recorded answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.remembering import remember
from simulator.cli.review import LevelOption, Model, Principle, RubricOption
from simulator.errors import HotseatError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import Archive, AudioSource, Keyboard
    from simulator.session.parts import Candidate

Json = Annotated[bool, typer.Option("--json", help="Print the session's trace, one JSON object an event.")]
Probes = Annotated[int | None, typer.Option("--probes", min=0, max=6, help="The most follow-ups to ask.")]
Ephemeral = Annotated[
    bool | None,
    typer.Option("--ephemeral/--keep", help="Write nothing at all to the disk; by default it is kept."),
]
Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of the live screen.")]
Opened = Annotated[
    bool | None,
    typer.Option("--open/--no-open", help="Show the report in the browser; on a terminal the default."),
]
Silent = Annotated[bool, typer.Option("--silent", help="Show the questions instead of speaking them.")]
DEMO_STORY = "webhook-drop-rate"
DEMO_PROBES = 2


def interview(
    *,
    story: Annotated[str, typer.Argument(help="A story's id or file; `own`: your own.")] = "own",
    principle: Principle = None,
    question: Annotated[
        str | None, typer.Option("--question", help="Which of the principle's questions: 1, 2 … or `random`.")
    ] = None,
    level: LevelOption = None,
    rubric: RubricOption = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="Recordings that answer in your place, in order."),
    ] = None,
    typed: Annotated[bool, typer.Option("--type", help="Type your answers: an empty line ends one.")] = False,
    probes: Probes = None,
    model: Model = None,
    microphone: Annotated[str | None, typer.Option(help="Part of the microphone's name.")] = None,
    loudspeaker: Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")] = None,
    silent: Silent = False,
    tough: Annotated[bool, typer.Option("--tough", help="The interviewer cuts in, as some do.")] = False,
    coach: Annotated[
        bool, typer.Option("--coach", help="Show at once what costs the hire, not only at the end.")
    ] = False,
    plain: Plain = False,
    opened: Opened = None,
    ephemeral: Ephemeral = None,
    loop: Annotated[
        bool, typer.Option("--loop", help="A whole loop: several principles, a debrief.")
    ] = False,
    principles: Annotated[
        str | None, typer.Option("--principles", help="What the loop asks about: a,b,c.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=1, max=60, help="Time for each question of the loop.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Holds an interview: the question aloud, your answer, the follow-ups, the verdict."""
    from simulator.cli.wiring import OWN, Desk

    if not loop and (principles or minutes):
        raise UsageError("--principles and --minutes are for --loop; add it.", code="loop-missing")
    if loop and (story != OWN or principle):
        raise UsageError(
            "In a loop you choose what to tell: leave the story out, and name principles with --principles.",
            code="loop-story",
        )
    if typed and answers:
        raise UsageError(
            "Either type your answers or name recordings of them, not both.", code="typed-answers"
        )
    changes = {
        "microphone": microphone,
        "loudspeaker": loudspeaker,
        "probes": probes,
        "ephemeral": ephemeral,
        "rubric": rubric,
    }
    desk = Desk(story, principle=principle, question=question, level=level, model=model, **changes)
    manner = Manner(
        "interview",
        recorded=bool(answers),
        silent=silent,
        tough=tough,
        typed=typed,
        coach=coach,
        plain=plain,
        opened=opened,
    )
    candidate = None if typed else recorded(answers) if answers else desk.live_candidate()
    if loop:
        from simulator.cli.loop import agenda, hold_loop

        plan = agenda(desk, principles, minutes)
        speaker = each_time(candidate) if candidate and answers else candidate
        hold_loop(desk, speaker, manner, plan, as_json=as_json)
    else:
        _hold(desk, candidate, manner, as_json=as_json)


def demo(
    *,
    level: LevelOption = None,
    model: Model = None,
    silent: Silent = False,
    plain: Plain = False,
    opened: Opened = None,
    ephemeral: Ephemeral = None,
    as_json: Json = False,
) -> None:
    """Shows a whole interview with recorded answers: no microphone, no download, under three minutes."""
    from simulator.cli.wiring import Desk

    desk = Desk(DEMO_STORY, level=level, model=model, probes=DEMO_PROBES, ephemeral=ephemeral)
    manner = Manner("demo", recorded=True, silent=silent, plain=plain, opened=opened)
    _hold(desk, _demo_candidate(), manner, as_json=as_json)


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


def _hold(desk: Desk, candidate: Candidate | None, manner: Manner, *, as_json: bool) -> None:
    """Holds the interview, on the screen or in lines, and leaves with status 3 when nothing was heard.

    `candidate` None: one who types.
    """
    from simulator.cli.on_screen import usable
    from simulator.cli.resume import offer

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


def session_name(desk: Desk) -> str:
    """The id of a session that begins now."""
    from simulator.cli.kept import sessions_folder

    kept = [path.name for path in sessions_folder().glob("*")]
    return f"{moment(datetime.now(), kept):%Y-%m-%d_%H-%M-%S}_{desk.story_id}"


def moment(now: datetime, sessions: Iterable[str]) -> datetime:
    """When a session begins: now, or just after the latest, so that sessions are in order by their ids.

    That is for a clock that was set back, as each autumn. One that was wrong by more than a day is not
    followed: it would give wrong days for ever.
    """
    began = [when for name in sessions if (when := _began(name)) and when < now + timedelta(days=1)]
    return max([now.replace(microsecond=0), *(when + timedelta(seconds=1) for when in began)])


def _began(session: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(session[:19], "%Y-%m-%d_%H-%M-%S")
    return None


def keeper(archive: Archive) -> Callable[[Event], None]:
    """Who keeps what is told in the session's trace."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object

    def keep(event: Event) -> None:
        if not isinstance(event, Passing):
            archive.append(json_line(trace_object(event)))

    return keep


@contextmanager
def session_archive(name: str, *, sound: bool = True, kept: bool = True) -> Iterator[tuple[Archive, str]]:
    """The session's folder and its id; it goes again where nothing came to be kept in it.

    The id is `name`, or `name-2` and so on where another session began in the same second. `kept` false: no
    folder, and the history is not told.
    """
    from simulator.adapters.archive import NullArchive, new_folder
    from simulator.cli.kept import sessions_folder

    if not kept:
        yield NullArchive(), name
        return
    folder = new_folder(sessions_folder(), name)
    try:
        with kept_in(folder, sound=sound) as archive:
            yield archive, folder.name
    finally:
        with suppress(OSError):  # not empty: something is kept
            folder.rmdir()
        remember(folder)


@contextmanager
def kept_in(folder: Path, *, sound: bool = True) -> Iterator[Archive]:
    """A folder as a session's archive, held as long as the session goes on.

    Raises:
        UsageError: another program holds it.
    """
    from simulator.adapters.archive import FolderArchive, TraceArchive
    from simulator.adapters.holding import held
    from simulator.adapters.keeping import SafeArchive

    with held(folder) as mine:
        if not mine:
            raise UsageError(
                f"The session '{folder.name}' is going on in another window; end it there first.",
                code="session-under-way",
            )
        safe = SafeArchive(FolderArchive(folder))
        try:
            yield safe if sound else TraceArchive(safe)
        finally:
            if not safe.end():
                typer.echo(
                    f"What was only in memory could not be written anywhere; make room in {folder.parent}.",
                    err=True,
                )


@contextmanager
def shown(as_json: bool, *, keys_there: bool, typed: bool) -> Iterator[Callable[[Event], None]]:
    """Who shows the interview: the trace as JSON lines, or lines to read, given back whatever happens."""
    if as_json:
        yield tell_json
        return
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.terminal import TerminalScreen, terminal_console

    with TerminalScreen(terminal_console(), InterviewPages(), keys=keys_there, typed=typed) as screen:
        yield screen


def tell_json(event: Event) -> None:
    """The trace as JSON lines on standard output."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object

    if not isinstance(event, Passing):
        typer.echo(json_line(trace_object(event)))


def typing_candidate(keyboard: Keyboard | None = None) -> Candidate:
    """A candidate who types, and has no more to say when the keyboard is over."""
    import numpy as np

    from simulator.adapters.scripted import ScriptedSource

    nothing = ScriptedSource(np.zeros(0, np.float32), name="the keyboard")
    return lambda _turn, _probe: None if keyboard and keyboard.over else nothing


def recorded(answers: list[Path]) -> Candidate:
    """A candidate who speaks from files, one an answer; all are looked at before the first question.

    Raises:
        AudioFileError: one of them cannot be used.
    """
    from simulator.adapters.files import FileSource

    sources = [FileSource(path) for path in answers]
    for source in sources:
        source.check()
    return lambda turn, _: sources[turn] if turn < len(sources) else None


def each_time(candidate: Candidate) -> Candidate:
    """Recordings in order, one each time that an answer is wanted."""
    turns = iter(range(10**6))
    return lambda _turn, probe: candidate(next(turns), probe)


def _demo_candidate() -> Candidate:
    """A candidate who answers the first probe badly and every later one well."""
    from simulator.adapters.files import FileSource
    from simulator.packs import resource_folder

    folder = resource_folder("audio_fixtures")

    def answer(turn: int, probe: str) -> AudioSource:
        grade = "weak" if turn == 1 else "strong"
        return FileSource(folder / (f"probe-{probe}-{grade}.flac" if turn else "demo-opening.flac"))

    return answer
