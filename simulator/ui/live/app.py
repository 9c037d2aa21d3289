"""The live screen of one interview: the question, the answer, what came of it, and answering once more."""

from __future__ import annotations

from functools import partial

from textual.events import Event as Message
from textual.events import Key as KeyPressed

from simulator.events import Closed, Event, Noticed, SessionEnded
from simulator.ui.live.after import AfterScreen, CompareScreen
from simulator.ui.live.comparing import compare
from simulator.ui.live.during import DuringScreen
from simulator.ui.live.keys import LiveText
from simulator.ui.live.outcome import Outcome, outcome_of
from simulator.ui.live.session import Hold
from simulator.ui.live.sitting import SittingApp
from simulator.ui.live.values import Backstage, Briefing
from simulator.ui.live.widgets import Excerpt


class LiveApp(SittingApp):
    """One interview on the screen; `events` are those of the latest take of the opening question."""

    def __init__(self, briefing: Briefing, backstage: Backstage, text: LiveText | None = None) -> None:
        super().__init__(briefing, backstage.check, text)
        self._backstage = backstage
        self._opening_only = False
        self._after: AfterScreen | None = None
        self._linger: object = None
        self._news = False
        self._first: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.events)

    # The candidate's keys.

    def action_close(self) -> None:
        self.pop_screen()

    def action_again(self) -> None:
        """Answers the opening question once more, beside the first time."""
        if not self._busy() and self.outcome.opening and not self._briefing.recorded:
            self._first = self.outcome
            self.events = []
            self._after = None
            self._opening_only = True
            self._begin()

    def action_compare(self) -> None:
        first, second = self._first, self.outcome
        if first and first.opening and second.opening:
            self.push_screen(CompareScreen(compare(first.opening, second.opening)))

    def action_report(self) -> None:
        if self._backstage.page and not self._busy():
            self._page(opened=True)

    def run_replay(self, excerpt: Excerpt) -> None:
        """Plays the seconds behind a quote."""
        replay = self._backstage.replay
        if not replay or excerpt.turn not in self.outcome.recordings:
            self._tell("There is no recording of this to play.")
            return
        self._play(partial(replay, excerpt.turn), excerpt)

    async def on_event(self, event: Message) -> None:
        if isinstance(event, KeyPressed):
            self._linger = None  # somebody is there
        await super().on_event(event)

    # The session.

    def _during_screen(self) -> DuringScreen:
        return DuringScreen(self._briefing, opening_only=self._opening_only)

    def _hold(self) -> Hold:
        hold, opening_only = self._backstage.hold, self._opening_only
        return lambda controls, tell: hold(controls, tell, opening_only)

    def _ended_screen(self) -> bool:
        return self._after is not None

    def _leaves_with_it(self) -> bool:
        return self._after is None

    def _over(self, fault: BaseException | None) -> None:
        if fault or self._leaving:
            self.fault = fault or self.fault
            self.exit()
        elif self._after is None:
            self._show_outcome()
        if not fault and not self._leaving:
            self._page(opened=True)
            if (linger_s := self._briefing.linger_s) is not None:
                self._linger = self.set_timer(linger_s, self._tired)
                self._tell(f"This leaves by itself in {linger_s:.0f} s; any key stays.")

    def _tired(self) -> None:
        if self._linger is not None:
            self.exit()

    def _take(self, event: Event) -> None:
        super()._take(event)
        self._news = self._news or isinstance(event, (Closed, SessionEnded))
        if isinstance(event, Noticed):
            self._tell(event.text)
        if isinstance(event, Closed) and self._after is None:
            self._show_outcome()

    def _draw(self) -> None:
        super()._draw()
        if self._news and self._after is not None:
            self.call_later(self._after.update, self.outcome)
        self._news = False

    def _show_outcome(self) -> None:
        backstage = self._backstage
        self._after = AfterScreen(
            self.outcome,
            replayable=backstage.replay is not None,
            report=backstage.page is not None,
            again=not self._briefing.recorded,
        )
        self._show_instead(self._after)
        if self._first:
            self.call_later(self.action_compare)

    def _page(self, *, opened: bool) -> None:
        if page := self._backstage.page:
            self._aside(lambda: self.later(partial(self._tell, page(opened))))

    def _tell(self, text: str) -> None:
        if self._after:
            self._after.tell(text)
