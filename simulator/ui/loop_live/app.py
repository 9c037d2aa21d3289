"""A loop as a program: before, one question after another, and the debrief."""

from __future__ import annotations

from functools import partial

from simulator.domain.committee import Debrief
from simulator.events import Debriefed, Event, SessionStarted
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.during import DuringScreen
from simulator.ui.live.ending import EndScreen
from simulator.ui.live.helping import HelpScreen
from simulator.ui.live.keys import LiveText
from simulator.ui.live.outcome import Outcome, outcome_of
from simulator.ui.live.session import Hold
from simulator.ui.live.sitting import SittingApp
from simulator.ui.live.values import Check
from simulator.ui.live.widgets import Excerpt
from simulator.ui.loop_live.debriefing import debriefing
from simulator.ui.loop_live.during import LoopBeforeScreen, LoopScreen
from simulator.ui.loop_live.values import LoopBriefing, Replay

AFTER = (
    ("↑ ↓", "choose a quote"),
    ("R", "hear the seconds behind the chosen quote"),
    ("Q", "leave"),
)


class LoopApp(SittingApp):
    """One loop. Arguments as of `SittingApp`; `hold` holds every question, and tells the debrief.

    Args:
        replay: None: there are no recordings.
    """

    def __init__(
        self,
        briefing: LoopBriefing,
        hold: Hold,
        check: Check | None,
        text: LiveText,
        replay: Replay | None = None,
    ) -> None:
        super().__init__(briefing, check, text)
        self._agenda = briefing
        self._holding = hold
        self._replay = replay
        self._written: Debrief | None = None
        self._end: EndScreen | None = None

    def run_replay(self, excerpt: Excerpt) -> None:
        """Plays the seconds behind a quote of the debrief."""
        if self._replay and self._written:
            session = self._written.findings[excerpt.turn].session
            self._play(partial(self._replay, session), excerpt)

    def _before_screen(self) -> BeforeScreen:
        return LoopBeforeScreen(self._agenda, checking=self._check is not None)

    def _during_screen(self) -> DuringScreen:
        return LoopScreen(self._agenda)

    def _help_screen(self) -> HelpScreen:
        return HelpScreen(self._briefing, AFTER)

    def _hold(self) -> Hold:
        return self._holding

    def _ended_screen(self) -> bool:
        return self._end is not None

    def _tell(self, text: str) -> None:
        if self._end:
            self._end.tell(text)

    def _take(self, event: Event) -> None:
        if isinstance(event, Debriefed):
            self._show_end(event)
        else:
            super()._take(event)

    def _over(self, fault: BaseException | None) -> None:
        self.fault = fault or self.fault
        if self.fault or self._leaving or self._end is None:
            self.exit()

    def _show_end(self, event: Debriefed) -> None:
        if self._leaving:
            return
        self._written = event.debrief
        pieces = debriefing(event.debrief, self._agenda.rules, self._outcomes())
        kept = f"Kept: {event.path}" if event.path else ""
        self._end = EndScreen(pieces, told=kept, replayable=self._replay is not None)
        self._show_instead(self._end)

    def _outcomes(self) -> dict[str, Outcome]:
        """What came of each session."""
        told: dict[str, list[Event]] = {}
        session = ""
        for event in self.events:
            session = event.session if isinstance(event, SessionStarted) else session
            told.setdefault(session, []).append(event)
        return {name: outcome_of(events) for name, events in told.items()}
