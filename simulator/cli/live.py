"""The live screen of an interview, joined: the microphone check, the interview, replays, the report page."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.cli.on_screen import Props, leave, run, targets
from simulator.domain.wording import LEVEL_NAMES
from simulator.errors import DeviceError

if TYPE_CHECKING:
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import AudioSink, Controls, Sound
    from simulator.session.parts import Candidate
    from simulator.ui.live import Briefing, LiveApp

LINGER_S = 20.0
"""How long the demo stays when it is over and nobody presses a key."""


class LiveInterview:
    """One sitting before the screen: an interview, and further answers to its opening question."""

    def __init__(self, desk: Desk, candidate: Candidate | None, manner: Manner) -> None:
        self._desk = desk
        self._manner = manner
        self._props = Props(desk, candidate, manner)
        self._player = Player(desk)
        self._folder: Path | None = None
        self._report: Path | None = None
        self._recordings: dict[int, str] = {}

    def run(self) -> str:
        """Shows it to its end and gives the terminal back.

        Returns:
            Why the session ended, as of `SessionEnded`; empty where none was begun.

        Raises:
            HotseatError: what broke the interview off.
            KeyboardInterrupt: the candidate left.
        """
        from simulator.ui.live import Backstage, LiveApp

        backstage = Backstage(
            hold=self._hold,
            check=self._props.check,
            replay=None if self._manner.typed else self._replay,
            page=self._page,
        )
        app = LiveApp(self._briefing(), backstage, self._props.text)
        try:
            run(app)
        finally:
            self._player.close()
        return self._part(app)

    def _part(self, app: LiveApp) -> str:
        """What stays on the terminal when the screen has gone."""
        from simulator.reporting.pages import InterviewPages
        from simulator.ui.terminal import TerminalScreen, terminal_console

        TerminalScreen(terminal_console(), InterviewPages()).part(app.events)
        if self._report:
            typer.echo(f"  {self._report}")
        leave(app)
        ended = app.outcome.ended
        return ended.reason if ended else ""

    def _briefing(self) -> Briefing:
        from simulator.ui.live import Briefing

        desk, manner = self._desk, self._manner
        story, rubric = desk.story, desk.rubric
        lens = story.lenses.get(desk.principle) if story else None
        return Briefing(
            title=story.title if story else "Your own story",
            question=desk.question,
            principle=rubric.principles[desk.principle].name,
            level=LEVEL_NAMES[desk.level],
            lens=(
                (("Lead with", lens.lead_with), ("Emphasise", lens.emphasise), ("Play down", lens.play_down))
                if lens
                else ()
            ),
            focus=story.levels[desk.level].focus if story and desk.level in story.levels else "",
            targets=targets(desk),
            budget_s=rubric.levels[desk.level].total_s,
            coach=manner.coach,
            typed=manner.typed,
            recorded=manner.recorded,
            at_once=manner.mode == "demo",
            linger_s=LINGER_S if manner.mode == "demo" else None,
        )

    def _hold(self, controls: Controls, tell: Callable[[Event], None], opening_only: bool) -> None:
        from simulator.cli.archives import keeper, session_archive, session_name
        from simulator.events import ListeningStarted
        from simulator.session.loop import Interview

        def note(event: Event) -> None:
            if isinstance(event, ListeningStarted):
                self._recordings[event.turn] = event.recording

        sound = self._props.keyboard is None
        naming = session_archive(session_name(self._desk), sound=sound, kept=self._desk.kept)
        with naming as (archive, name):
            self._folder, self._recordings = archive.folder, {}
            observers = (keeper(archive), note, tell)
            parts = replace(self._props.parts(), controls=controls, archive=archive, observers=observers)
            brief = self._desk.brief(name, self._manner.mode, tough=self._manner.tough)
            try:
                Interview(replace(brief, probes=0) if opening_only else brief, parts).run()
            finally:
                self._folder = archive.folder  # it may have moved

    def _replay(self, turn: int, start_s: float, end_s: float) -> None:
        """Plays a stretch of a turn's recording, to its end."""
        recording = self._recordings.get(turn)
        self._player.play(self._folder / recording if recording and self._folder else None, start_s, end_s)

    def _page(self, wanted: bool) -> str:
        """Writes the report page of the session held last, and opens it."""
        from simulator.cli.report import write_page

        if not self._folder or not (self._folder / "trace.jsonl").is_file():
            return ""
        path = write_page(self._folder, story=self._desk.story, rubric=self._desk.rubric)
        self._report = path
        opened = wanted and self._manner.opened is not False and opened_apart(path)
        return f"The report is open in your browser: {path}" if opened else f"The report: {path}"


class Player:
    """Plays what was recorded, on one loudspeaker that is opened when it is first needed."""

    def __init__(self, desk: Desk) -> None:
        self._name = desk.settings.loudspeaker
        self._sink: AudioSink | None = None

    def play(self, recording: Path | None, start_s: float, end_s: float) -> None:
        """Begins to play the seconds between two times.

        Raises:
            DeviceError: there is no recording, or no loudspeaker.
            AudioFileError: the recording cannot be read.
        """
        from simulator.adapters.soundcard import Loudspeaker

        if not recording:
            raise DeviceError("There is no recording of this to play.", code="recording-missing")
        self._sink = self._sink or Loudspeaker(self._name)
        self._sink.start(stretch(recording, start_s, end_s))

    def close(self) -> None:
        """Falls silent."""
        if self._sink:
            self._sink.close()


def stretch(path: Path, start_s: float, end_s: float) -> Sound:
    """The sound of a recording between two times.

    Raises:
        AudioFileError: it cannot be read.
    """
    import numpy as np

    from simulator.adapters.files import FileSource
    from simulator.domain.speech import SAMPLE_RATE_HZ
    from simulator.ports import Sound

    wanted, at, end = [], 0, int(end_s * SAMPLE_RATE_HZ)
    begin = int(start_s * SAMPLE_RATE_HZ)
    for chunk in FileSource(path).chunks():
        wanted.append(chunk[max(0, begin - at) : max(0, end - at)])
        at += len(chunk)
        if at >= end:
            break
    return Sound(np.concatenate(wanted or [np.zeros(0, np.float32)]), SAMPLE_RATE_HZ)


def opened_apart(path: Path) -> bool:
    """Shows the page in a browser that has a window of its own; one inside this terminal would spoil it."""
    import webbrowser

    windows = sys.platform in ("win32", "darwin")
    if not windows and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return webbrowser.open(path.resolve().as_uri())
