"""Drill and walkthrough as programs: one screen, and the session's thread."""

from __future__ import annotations

from simulator.events import Event, ListeningStarted
from simulator.ports import Key
from simulator.ui.live.session import PATIENCE_S, Hold, SessionApp
from simulator.ui.practice_live.drill import DrillScreen
from simulator.ui.practice_live.helping import PracticeHelp
from simulator.ui.practice_live.values import DrillBriefing, WalkBriefing
from simulator.ui.practice_live.walk import WalkScreen

HURRY_S, LAST_WORDS_S = 0.3, 3.0
"""How long a session has to leave by itself before it is broken off: where it waits for nothing that was
said, and where its last words are still being written down. Source: judgement."""


class PracticeApp(SessionApp):
    """One drill or one walkthrough."""

    def __init__(self, briefing: DrillBriefing | WalkBriefing, hold: Hold) -> None:
        super().__init__()
        self._briefing = briefing
        self._hold = hold
        self._page: DrillScreen | WalkScreen = (
            DrillScreen(briefing) if isinstance(briefing, DrillBriefing) else WalkScreen(briefing)
        )
        self._finishing = self._ended = False
        self._kept_key: Key | None = None

    def on_mount(self) -> None:
        self.push_screen(self._page)
        self._act(self._hold)

    # The candidate's keys.

    def action_press(self, key: Key) -> None:
        if self._ended:
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
        if self._ended or self._finishing:
            self.exit()
            return
        self._finishing = True
        self._keys.press("leave")
        self.set_timer(LAST_WORDS_S if self._page.listening else HURRY_S, self._hurry)

    def _press_in_drill(self, key: Key, *, recorded: bool) -> None:
        if recorded and key in {"pause", "again"}:
            return
        if key == "skip" and not self._page.listening:
            self._kept_key = key  # keys are heard from the beginning of an attempt on
            self._page.promise_skip()
        else:
            self._keys.press(key)

    def _hurry(self) -> None:
        if self._busy() and self._acting:
            self._acting.interrupt()
            self.set_timer(PATIENCE_S, self.exit)

    # The session.

    def _draw(self) -> None:
        if isinstance(self._page, WalkScreen):
            self._page.tick()
        if self._page.is_mounted:
            self._page.draw()

    def _take(self, event: Event) -> None:
        super()._take(event)
        self._page.show(event)
        if isinstance(event, ListeningStarted) and self._kept_key:
            self._keys.press(self._kept_key)
            self._kept_key = None

    def _over(self, fault: BaseException | None) -> None:
        if self._finishing and isinstance(fault, KeyboardInterrupt):
            fault = None  # it was asked to leave, and took too long over it
        self.fault = fault or self.fault
        if self.fault or self._finishing or self._leaving:
            self.exit()
            return
        self._ended = True
        self._page.finish()
