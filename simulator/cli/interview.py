"""`hotseat interview` and `hotseat demo`: the live loop, with a microphone or with recorded answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.review import LevelOption, Model, Principle

if TYPE_CHECKING:
    from simulator.adapters.archive import FolderArchive
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import AudioSource
    from simulator.session.parts import Candidate

Json = Annotated[bool, typer.Option("--json", help="Print the session's trace, one JSON object an event.")]
Probes = Annotated[int | None, typer.Option("--probes", min=0, max=6, help="The most follow-ups to ask.")]
Silent = Annotated[bool, typer.Option("--silent", help="Show the questions instead of speaking them.")]
DEMO_STORY = "webhook-drop-rate"
DEMO_PROBES = 2


def interview(
    *,
    story: Annotated[str, typer.Argument(help="A story's id or file; `own`: your own.")] = "own",
    principle: Principle = None,
    level: LevelOption = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="Recordings that answer in your place, in order."),
    ] = None,
    probes: Probes = None,
    model: Model = None,
    microphone: Annotated[str | None, typer.Option(help="Part of the microphone's name.")] = None,
    loudspeaker: Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")] = None,
    silent: Silent = False,
    tough: Annotated[bool, typer.Option("--tough", help="The interviewer cuts in, as some do.")] = False,
    as_json: Json = False,
) -> None:
    """Holds an interview: the question aloud, your answer, the follow-ups, the verdict."""
    from simulator.cli.wiring import Desk

    changes = {"microphone": microphone, "loudspeaker": loudspeaker, "probes": probes}
    desk = Desk(story, principle=principle, level=level, model=model, **changes)
    candidate = _recorded(answers) if answers else desk.live_candidate()
    manner = Manner("interview", recorded=bool(answers), silent=silent, tough=tough)
    _hold(desk, candidate, manner, as_json=as_json)


def demo(
    *, level: LevelOption = None, model: Model = None, silent: Silent = False, as_json: Json = False
) -> None:
    """Shows a whole interview with recorded answers: no microphone, no download, under three minutes."""
    from simulator.cli.wiring import Desk

    desk = Desk(DEMO_STORY, level=level, model=model, probes=DEMO_PROBES)
    _hold(desk, _demo_candidate(), Manner("demo", recorded=True, silent=silent), as_json=as_json)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an interview is held."""

    mode: str
    recorded: bool
    silent: bool
    tough: bool = False


def _hold(desk: Desk, candidate: Candidate, manner: Manner, *, as_json: bool) -> None:
    """Joins the parts, holds the interview, and leaves with status 3 when nothing was heard."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object
    from simulator.session.loop import Interview
    from simulator.ui.controls import keys

    name = f"{datetime.now():%Y-%m-%d_%H-%M-%S}_{desk.story_id}"
    reasons: list[str] = []

    with (
        _archive(name) as archive,
        keys() as controls,
        _shown(as_json, keys_there=controls.available) as show,
    ):

        def keep(event: Event) -> None:
            if not isinstance(event, Passing):
                archive.append(json_line(trace_object(event)))
            reasons.append(getattr(event, "reason", ""))

        observers = (keep, show)
        parts = desk.parts(
            candidate, controls, archive, observers, recorded=manner.recorded, silent=manner.silent
        )
        Interview(desk.brief(name, manner.mode, tough=manner.tough), parts).run()
    if reasons[-1] == "nothing_heard":
        raise typer.Exit(3)


@contextmanager
def _archive(name: str) -> Iterator[FolderArchive]:
    """The session's folder; it goes again where nothing came to be kept in it."""
    from simulator.adapters.archive import FolderArchive
    from simulator.settings import DATA_FOLDER

    folder = DATA_FOLDER / "sessions" / name
    try:
        yield FolderArchive(folder)
    finally:
        with suppress(OSError):  # not empty: something is kept
            folder.rmdir()


@contextmanager
def _shown(as_json: bool, *, keys_there: bool) -> Iterator[Callable[[Event], None]]:
    """Who shows the interview: the trace as JSON lines, or the screen, given back whatever happens."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object

    def tell(event: Event) -> None:
        if not isinstance(event, Passing):
            typer.echo(json_line(trace_object(event)))

    if as_json:
        yield tell
        return
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.terminal import TerminalScreen, terminal_console

    with TerminalScreen(terminal_console(), InterviewPages(), keys=keys_there) as screen:
        yield screen


def _recorded(answers: list[Path]) -> Candidate:
    """A candidate who speaks from files, one an answer; all are looked at before the first question.

    Raises:
        AudioFileError: one of them cannot be used.
    """
    from simulator.adapters.files import FileSource

    sources = [FileSource(path) for path in answers]
    for source in sources:
        source.check()
    return lambda turn, _: sources[turn] if turn < len(sources) else None


def _demo_candidate() -> Candidate:
    """A candidate who answers the first probe badly and every later one well."""
    from simulator.adapters.files import FileSource
    from simulator.packs import resource_folder

    folder = resource_folder("audio_fixtures")

    def answer(turn: int, probe: str) -> AudioSource:
        grade = "weak" if turn == 1 else "strong"
        return FileSource(folder / (f"probe-{probe}-{grade}.flac" if turn else "demo-opening.flac"))

    return answer
