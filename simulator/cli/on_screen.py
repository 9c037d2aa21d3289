"""What every sitting before the screen shares: parts made once, the check, and the way off the screen."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import Keyboard
    from simulator.session.parts import Candidate, Parts
    from simulator.ui.live import HotseatApp, SessionApp
    from simulator.ui.live.values import Check, Targets


def usable() -> bool:
    """Whether there is a terminal to draw on, which Textual does on standard error, and to read keys from."""
    dumb = os.environ.get("TERM", "") in ("", "dumb") and sys.platform != "win32"
    try:
        return not dumb and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    except ValueError:  # closed
        return False


class Props:
    """The parts of a session on the screen, and the check of the microphone beforehand.

    Args:
        candidate: None: one who types.
    """

    def __init__(self, desk: Desk, candidate: Candidate | None, manner: Manner) -> None:
        from simulator.cli.candidates import typing_candidate
        from simulator.ui.live import LiveText

        self.text = LiveText()
        self.keyboard: Keyboard | None = self.text if manner.typed else None
        self._desk = desk
        self._candidate = candidate or typing_candidate()
        self._manner = manner
        self._made: Parts | None = None
        self._making = threading.Lock()

    def parts(self) -> Parts:
        """Made once, when first needed: loading takes a moment, in which the screen is there already."""
        from simulator.adapters.archive import NullArchive
        from simulator.ui.live import LiveKeys

        with self._making:
            if self._made is None:
                self._made = self._desk.parts(
                    self._candidate,
                    LiveKeys(),
                    NullArchive(),
                    (),
                    recorded=self._manner.recorded,
                    silent=self._manner.silent,
                    keyboard=self.keyboard,
                )
            return self._made

    @property
    def check(self) -> Check | None:
        """Listens to the microphone until a word is recognised; None: nobody speaks into one."""
        return None if self._manner.typed or self._manner.recorded else self._check

    def _check(self, tell: Callable[[Event], None], stop: Callable[[], bool]) -> None:
        from simulator.session.checking import check_microphone

        source = self._candidate(0, "")
        if source:
            check_microphone(source, self.parts(), tell, stop)


def targets(desk: Desk) -> Targets:
    """Each section's target: the story's own, else the rubric's."""
    story, rubric = desk.story, desk.rubric
    told = {name: section.target_s for name, section in story.sections.items()} if story else {}
    return tuple((name, told.get(name, rule.target_s)) for name, rule in rubric.sections.items())


def run(app: SessionApp) -> None:
    """Shows it to its end; a session that still runs then is broken off in order."""
    try:
        app.run()
    finally:
        app.settle()


def leave(app: HotseatApp) -> None:
    """When all is said on the terminal: does what ended the screen from outside, or raises what broke it off.

    Raises:
        HotseatError: what broke the session off.
        KeyboardInterrupt: the candidate left by Ctrl-C.
    """
    if app.terminated:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)
    if app.fault:
        raise app.fault
