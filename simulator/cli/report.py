"""`hotseat report`: the page of a session, or of several side by side, made again from what was kept.

Also what the other commands make their pages with: `write_page` for a session's folder, `ReviewedFiles` for
files judged outside a session.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.kept import TRACE, find, latest
from simulator.cli.output import write_output
from simulator.errors import AudioFileError, PackError, UsageError

if TYPE_CHECKING:
    from simulator.domain.review import Review
    from simulator.domain.rubric import Rubric
    from simulator.domain.speech import Transcript
    from simulator.domain.story import Story
    from simulator.reporting.page import Attempt, Clip
    from simulator.reporting.turns import Session

PAGE = "report.html"
SIDE_BY_SIDE = "side-by-side.html"


def report(
    *,
    sessions: Annotated[
        list[str] | None,
        typer.Argument(help="Sessions by id or folder; several: side by side. None: the latest."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to write the page, instead of the session's folder."),
    ] = None,
    opened: Annotated[
        bool | None,
        typer.Option("--open/--no-open", help="Show it in the browser; on a terminal that is the default."),
    ] = None,
) -> None:
    """Writes a session's page: the answer to hear and read, the verdict and its ledger, the follow-ups."""
    folders = [find(session) for session in sessions] if sessions else [latest()]
    path = _written(folders, output)
    typer.echo(path)
    if sys.stdout.isatty() if opened is None else opened:
        show(path)


def write_page(folder: Path, *, story: Story | None = None, rubric: Rubric | None = None) -> Path:
    """Writes the page of a session as `report.html` beside its trace; only its owner may read it.

    Args:
        folder: a session's folder, with its trace and recordings; a recording that is gone is left out.
        story: the story that was asked; None: the one that the trace names.
        rubric: the rubric in force; None: the one of the settings.

    Returns:
        The page's path.

    Raises:
        InputError: the trace is missing or wrong.
        ArchiveError: the page cannot be written.
        EngineError: this machine cannot compress sound.
    """
    return _written([folder], None, story, rubric)


def show(path: Path) -> None:
    """Opens the page in the browser; where there is none, says so."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        typer.echo(f"There is no browser to show it in; open {path} yourself.", err=True)


class ReviewedFiles:
    """The page of files that were judged outside any session, one attempt a file."""

    def __init__(self, question: str, story: Story | None, rubric: Rubric) -> None:
        self._question, self._story, self._rubric = question, story, rubric
        self._attempts: list[Attempt] = []

    def add(self, path: Path, transcript: Transcript, review: Review) -> None:
        """Raises EngineError when this machine cannot compress sound."""
        from simulator.reporting.page import reviewed_file

        clip = None if path.suffix.lower() == ".json" else _clip(path)
        self._attempts.append(reviewed_file(str(path), self._question, transcript, review, clip))

    def write(self, path: Path) -> None:
        """Writes nothing where no file could be judged. Raises ArchiveError when it cannot be written."""
        from simulator.reporting.page import page

        if self._attempts:
            write_output(path, [page(self._attempts, story=self._story, rubric=self._rubric)])


def _written(
    folders: Sequence[Path], output: Path | None, story: Story | None = None, rubric: Rubric | None = None
) -> Path:
    from simulator import settings
    from simulator.cli.wiring import principles_folder
    from simulator.packs import load_rubric
    from simulator.reporting.page import page
    from simulator.reporting.traces import read_trace
    from simulator.reporting.turns import session_of

    sessions = [session_of(read_trace(folder / TRACE)) for folder in folders]
    story = story or _story(sessions)
    rubric = rubric or load_rubric(settings.load().rubric, principles_folder())
    attempts = [_attempt(folder, session) for folder, session in zip(folders, sessions, strict=True)]
    path = output or folders[-1] / (PAGE if len(folders) == 1 else SIDE_BY_SIDE)
    write_output(path, [page(attempts, story=story, rubric=rubric)])
    return path


def _attempt(folder: Path, session: Session) -> Attempt:
    from simulator.reporting.page import Attempt

    clips = {}
    for turn in session.turns:
        # The trace is a file that may have been changed: a name in it leads nowhere but into this folder.
        recording = folder / Path(turn.recording).name
        if turn.recording and recording.is_file():
            with suppress(AudioFileError):  # cut short at its first byte: the words are there all the same
                clips[turn.recording] = _clip(recording)
    name = session.started.session if session.started else folder.name
    return Attempt(name, session, _day(name), clips)


def _clip(path: Path) -> Clip:
    """A recording, compressed, with its outline in steps as long as the file's chunks."""
    from simulator.adapters.compressed import Mp3Encoder
    from simulator.adapters.files import CHUNK_SAMPLES, FileSource
    from simulator.domain.speech import SAMPLE_RATE_HZ
    from simulator.reporting.page import Clip

    encoder = Mp3Encoder()
    outline, samples = [], 0
    for chunk in FileSource(path).chunks():
        encoder.feed(chunk)
        outline.append(float(abs(chunk).max()))
        samples += len(chunk)
    return Clip(
        encoder.media_type,
        encoder.finish(),
        samples / SAMPLE_RATE_HZ,
        tuple(outline),
        CHUNK_SAMPLES / SAMPLE_RATE_HZ,
    )


def _story(sessions: Sequence[Session]) -> Story | None:
    """The story that all sessions tell; None for the candidate's own, or where its pack has gone."""
    from simulator.cli.wiring import OWN, rubric_of_settings, stories_folder
    from simulator.packs import load_story

    told = dict.fromkeys(session.started.story for session in sessions if session.started)
    if len(told) > 1:
        raise UsageError(
            f"These sessions tell different stories ({', '.join(told)}); name sessions of one story.",
            code="stories-differ",
        )
    name = next(iter(told), OWN)
    if name == OWN:
        return None
    try:
        return load_story(name, stories_folder(), rubric_of_settings())
    except PackError as error:
        typer.echo(f"{error} The page does without the story's own answers.", err=True)
        return None


def _day(name: str) -> str:
    """The day and time of a session; empty where its id does not tell."""
    from simulator.reporting.records import began

    at = began(name)
    return f"{at.day} {at:%B %Y, %H:%M}" if at else ""
