"""A program on the screen around one session: the session's thread, and the way between the two.

Events come in from the session's thread and are drawn ten times a second; keys go back. Whatever breaks the
session off ends the screen, and is there to be raised when the terminal is the candidate's again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from simulator.events import Event, Passing
from simulator.ports import Controls
from simulator.ui.live.acting import Acting
from simulator.ui.live.keys import LiveKeys
from simulator.ui.live.shell import HotseatApp
from simulator.ui.live.values import Tell

REDRAW_S = 0.1
"""How often the screen is drawn at most. Source: judgement; a clock that shows seconds looks smooth."""
PATIENCE_S = 6.0
"""How long leaving waits for the session to break off in order. Source: judgement; a recogniser that is at
work on a stretch takes a few seconds."""

Hold = Callable[[Controls, Tell], None]
"""Holds the session to its end. Raises HotseatError."""


class SessionApp(HotseatApp):
    """One session. After `run()`, `fault` says what broke it off, if anything did."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = LiveKeys()
        self._told: deque[Event | Callable[[], None]] = deque()
        self._acting: Acting | None = None
        self._leaving = False
        self.events: list[Event] = []
        """Everything that the session has told, but for what was true only for a moment."""

    def on_mount(self) -> None:
        self.set_interval(REDRAW_S, self._pump)

    def settle(self) -> None:
        """Call it when the screen is gone: a session that still runs is broken off, its last words kept."""
        if self._acting and self._acting.is_alive():
            self._acting.interrupt()
            self._acting.join(PATIENCE_S)
        late = [told for told in self._told if isinstance(told, Event) and not isinstance(told, Passing)]
        self.events += late if self._acting else ()
        self._told.clear()

    def later(self, do: Callable[[], None]) -> None:
        """Has something done between two drawings; for the threads beside the screen's."""
        self._told.append(do)

    def leave(self) -> None:
        """Goes, by Ctrl-C or a signal; a session that runs is broken off in order first."""
        if not self._busy() or self._leaving or not self._acting:
            self.exit()
            return
        self._leaving = self._leaves_with_it() or self.terminated
        self._acting.interrupt()
        if self._leaving:
            self.set_timer(PATIENCE_S, self.exit)
            self.fault = KeyboardInterrupt()

    def _act(self, hold: Hold) -> None:
        """Begins the session."""
        keys, tell = self._keys, self._told.append
        self._acting = Acting(lambda: hold(keys, tell), lambda fault: self.later(partial(self._over, fault)))
        self._acting.start()

    def _busy(self) -> bool:
        return self._acting is not None and self._acting.is_alive()

    def _pump(self) -> None:
        """Takes what was told since the last time, and draws."""
        while self._told:
            told = self._told.popleft()
            if callable(told):
                told()
            else:
                self._take(told)
        self._draw()

    # For each program to say.

    def _take(self, event: Event) -> None:
        """Takes what the session tells."""
        if not isinstance(event, Passing):
            self.events.append(event)

    def _draw(self) -> None:
        """Shows where the session stands."""

    def _over(self, fault: BaseException | None) -> None:
        """The session's thread is through."""
        raise NotImplementedError

    def _leaves_with_it(self) -> bool:
        """Whether the screen has nothing more to show where the session is broken off."""
        return True
