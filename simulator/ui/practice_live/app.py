"""Drill and walkthrough as programs: one screen, the session's thread, and the way between the two.

Whatever breaks the session off ends the screen, and is there to be raised when the terminal is the
candidate's again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from simulator.events import Event, ListeningStarted, Passing
from simulator.ports import Controls, Key
from simulator.ui.live.acting import Acting
from simulator.ui.live.keys import LiveKeys
from simulator.ui.live.shell import HotseatApp
from simulator.ui.live.values import Tell
from simulator.ui.practice_live.drill import DrillScreen
from simulator.ui.practice_live.helping import PracticeHelp
from simulator.ui.practice_live.values import DrillBriefing, WalkBriefing
from simulator.ui.practice_live.walk import WalkScreen

REDRAW_S = 0.1
"""How often the screen is drawn at most. Source: judgement; a clock that shows seconds looks smooth."""
PATIENCE_S = 6.0
"""How long leaving waits for the session to break off in order. Source: judgement; a recogniser that is at
work on a stretch takes a few seconds."""
HURRY_S, LAST_WORDS_S = 0.3, 3.0
"""How long a session has to leave by itself before it is broken off: where it waits for nothing that was
said, and where its last words are still being written down. Source: judgement."""

Hold = Callable[[Controls, Tell], None]
"""Holds the session to its end. Raises HotseatError."""


class PracticeApp(HotseatApp):
    """One drill or one walkthrough. After `run()`, `fault` says what broke it off, if anything did."""

    def __init__(self, briefing: DrillBriefing | WalkBriefing, hold: Hold) -> None:
        super().__init__()
        self._briefing = briefing
        self._hold = hold
        self._keys = LiveKeys()
        self._told: deque[Event | Callable[[], None]] = deque()
        self._acting: Acting | None = None
        self._page: DrillScreen | WalkScreen = (
            DrillScreen(briefing) if isinstance(briefing, DrillBriefing) else WalkScreen(briefing)
        )
        self._leaving = self._finishing = self._over = False
        self._kept_key: Key | None = None
        self.events: list[Event] = []
        """Everything that the session has told."""

    def on_mount(self) -> None:
        self.set_interval(REDRAW_S, self._pump)
        self.push_screen(self._page)
        hold, keys, tell = self._hold, self._keys, self._told.append
        self._acting = Acting(
            lambda: hold(keys, tell), lambda fault: self._told.append(partial(self._ended, fault))
        )
        self._acting.start()

    def settle(self) -> None:
        """Call it when the screen is gone: a session that still runs is broken off, its last words kept."""
        if self._acting and self._acting.is_alive():
            self._acting.interrupt()
            self._acting.join(PATIENCE_S)
        self.events += [
            told for told in self._told if isinstance(told, Event) and not isinstance(told, Passing)
        ]
        self._told.clear()

    # The candidate's keys.

    def action_press(self, key: Key) -> None:
        if self._over:
            if key in {"done", "again"}:
                self.exit()
        elif isinstance(self._briefing, DrillBriefing):
            self._press_in_drill(key, recorded=self._briefing.recorded)
        else:
            self._keys.press(key)

    def action_help(self) -> None:
        if not isinstance(self.screen, PracticeHelp):
            self.push_screen(PracticeHelp(drill=isinstance(self._briefing, DrillBriefing)))

    def action_finish(self) -> None:
        """The candidate has had enough: the session leaves in order, or is broken off where it does not."""
        if self._over or self._finishing:
            self.exit()
            return
        self._finishing = True
        self._keys.press("leave")
        self.set_timer(LAST_WORDS_S if self._page.listening else HURRY_S, self._hurry)

    def leave(self) -> None:
        """Ctrl-C or a signal; a session that runs is broken off in order first."""
        if not self._acting or not self._acting.is_alive() or self._leaving:
            self.exit()
            return
        self._leaving = True
        self.fault = KeyboardInterrupt()
        self._acting.interrupt()
        self.set_timer(PATIENCE_S, self.exit)

    def _press_in_drill(self, key: Key, *, recorded: bool) -> None:
        if recorded and key in {"pause", "again"}:
            return
        if key == "skip" and not self._page.listening:
            self._kept_key = key  # keys are heard from the beginning of an attempt on
            self._page.promise_skip()
        else:
            self._keys.press(key)

    def _hurry(self) -> None:
        if self._acting and self._acting.is_alive():
            self._acting.interrupt()
            self.set_timer(PATIENCE_S, self.exit)

    # The session.

    def _pump(self) -> None:
        """Takes what was told since the last time, and draws."""
        if isinstance(self._page, WalkScreen):
            self._page.tick()
        while self._told:
            told = self._told.popleft()
            if callable(told):
                told()
            else:
                self._take(told)
        if self._page.is_mounted:
            self._page.draw()

    def _take(self, event: Event) -> None:
        if not isinstance(event, Passing):
            self.events.append(event)
        self._page.show(event)
        if isinstance(event, ListeningStarted) and self._kept_key:
            self._keys.press(self._kept_key)
            self._kept_key = None

    def _ended(self, fault: BaseException | None) -> None:
        """The session's thread is through."""
        if self._finishing and isinstance(fault, KeyboardInterrupt):
            fault = None  # it was asked to leave, and took too long over it
        self.fault = fault or self.fault
        if self.fault or self._finishing or self._leaving:
            self.exit()
            return
        self._over = True
        self._page.finish()
