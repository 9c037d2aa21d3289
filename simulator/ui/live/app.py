"""The live screen as a program: screens, the session's thread, and the way between the two.

Events come in from the session's thread and are drawn ten times a second; keys go back. Whatever breaks the
session off ends the screen, and is there to be raised when the terminal is the candidate's again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial

from textual.events import Event as Message
from textual.events import Key as KeyPressed
from textual.widgets import TextArea

from simulator.domain.wording import clock
from simulator.errors import HotseatError
from simulator.events import Closed, Event, Noticed, Passing, SessionEnded
from simulator.ports import Key
from simulator.ui.live.acting import Acting
from simulator.ui.live.after import AfterScreen, CompareScreen
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.comparing import compare
from simulator.ui.live.during import AnswerBox, DuringScreen
from simulator.ui.live.helping import HelpScreen
from simulator.ui.live.keys import LiveKeys, LiveText
from simulator.ui.live.outcome import Outcome, outcome_of
from simulator.ui.live.shell import HotseatApp
from simulator.ui.live.values import Backstage, Briefing
from simulator.ui.live.widgets import Excerpt

REDRAW_S = 0.1
"""How often the screen is drawn at most. Source: judgement; a clock that shows seconds looks smooth."""
PATIENCE_S = 6.0
"""How long leaving waits for the session to break off in order. Source: judgement; a recogniser that is at
work on a stretch takes a few seconds."""


AROUND_S = 0.3
"""Sound played before and after a quote, so that its first and last letters are heard. Source: judgement."""


class LiveApp(HotseatApp):
    """One interview on the screen. After `run()`, `fault` says what broke it off, if anything did."""

    def __init__(self, briefing: Briefing, backstage: Backstage, text: LiveText | None = None) -> None:
        super().__init__()
        self._briefing = briefing
        self._backstage = backstage
        self._text = text or LiveText()
        self._keys = LiveKeys()
        self._told: deque[Event | Callable[[], None]] = deque()
        self._acting: Acting | None = None
        self._checking: Acting | None = None
        self._check_over = threading.Event()
        self._leaving = False
        self._during: DuringScreen | None = None
        self._after: AfterScreen | None = None
        self._linger: object = None
        self._first: Outcome | None = None
        self.events: list[Event] = []
        """Everything that the session has told, of the latest take of the opening question."""

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.events)

    def on_mount(self) -> None:
        self.set_interval(REDRAW_S, self._pump)
        if self._briefing.at_once:
            self._hold(opening_only=False)
            return
        checking = self._backstage.check is not None
        self.push_screen(BeforeScreen(self._briefing, checking=checking))
        if checking:
            self._check()

    def settle(self) -> None:
        """Call it when the screen is gone: a session that still runs is broken off, its last words kept."""
        if self._acting and self._acting.is_alive():
            self._acting.interrupt()
            self._acting.join(PATIENCE_S)
        self._check_over.set()
        late = [told for told in self._told if isinstance(told, Event) and not isinstance(told, Passing)]
        self.events += late if self._acting else ()

    # The candidate's keys.

    def action_press(self, key: Key) -> None:
        unwanted: set[Key] = {"pause", "again"} if self._briefing.recorded else set()
        if key not in unwanted:
            self._keys.press(key)

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self._briefing))

    def action_begin(self) -> None:
        if self._acting is None:
            self._check_over.set()
            self._hold(opening_only=False)

    def action_close(self) -> None:
        self.pop_screen()

    def action_again(self) -> None:
        """Answers the opening question once more, beside the first time."""
        if not self._busy() and self.outcome.opening and not self._briefing.recorded:
            self._first = self.outcome
            self.events = []
            self._after = None
            self._hold(opening_only=True)

    def action_compare(self) -> None:
        first, second = self._first, self.outcome
        if first and first.opening and second.opening:
            self.push_screen(CompareScreen(compare(first.opening, second.opening)))

    def action_report(self) -> None:
        if self._backstage.page and not self._busy():
            self._page(opened=True)

    def run_replay(self, excerpt: Excerpt) -> None:
        """Plays the seconds behind a quote."""
        replay, after = self._backstage.replay, self._after
        if not after or not replay or excerpt.turn not in self.outcome.recordings:
            if after:
                after.tell("There is no recording of this to play.")
            return
        after.tell(f"▶ {clock(excerpt.start_s)} to {clock(excerpt.end_s)}")
        start_s, end_s = max(0.0, excerpt.start_s - AROUND_S), excerpt.end_s + AROUND_S
        self._aside(partial(replay, excerpt.turn, start_s, end_s))

    def leave(self) -> None:
        """Goes; a session that runs is broken off in order first."""
        if not self._acting or not self._acting.is_alive() or self._leaving:
            self.exit()
            return
        self._leaving = self._after is None or self.terminated
        self._acting.interrupt()
        if self._leaving:
            self.set_timer(PATIENCE_S, self.exit)
            self.fault = KeyboardInterrupt()

    def on_answer_box_finished(self, message: AnswerBox.Finished) -> None:
        self._text.put(message.text, done=True)

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        self._text.put(message.text_area.text, done=False)

    async def on_event(self, event: Message) -> None:
        if isinstance(event, KeyPressed):
            self._linger = None  # somebody is there
        await super().on_event(event)

    # The session.

    def _hold(self, *, opening_only: bool) -> None:
        self._during = DuringScreen(self._briefing, opening_only=opening_only)
        if isinstance(self.screen, (BeforeScreen, AfterScreen, CompareScreen)):
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self.switch_screen(self._during)
        else:
            self.push_screen(self._during)
        check, hold = self._checking, self._backstage.hold

        def work() -> None:
            if check:
                check.join()  # it lets go of the microphone
            hold(self._keys, self._told.append, opening_only)

        self._acting = Acting(work, lambda fault: self._told.append(partial(self._over, fault)))
        self._acting.start()

    def _over(self, fault: BaseException | None) -> None:
        """The session's thread is through."""
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

    def _pump(self) -> None:
        """Takes what was told since the last time, and draws."""
        news = False
        while self._told:
            told = self._told.popleft()
            if callable(told):
                told()
                continue
            self._take(told)
            news = news or isinstance(told, (Closed, SessionEnded))
        if self._during and self._during.is_mounted and self._after is None:
            self._during.draw()
        if news and self._after is not None:
            self.call_later(self._after.update, self.outcome)

    def _take(self, event: Event) -> None:
        if isinstance(self.screen, BeforeScreen) and self._acting is None:
            self.screen.show(event)
            return
        if not isinstance(event, Passing):
            self.events.append(event)
        if self._during:
            self._during.show(event)
        if isinstance(event, Noticed):
            self._tell(event.text)
        if isinstance(event, Closed) and self._after is None:
            self._show_outcome()

    def _show_outcome(self) -> None:
        backstage = self._backstage
        self._after = AfterScreen(
            self.outcome,
            replayable=backstage.replay is not None,
            report=backstage.page is not None,
            again=not self._briefing.recorded,
        )
        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        self.switch_screen(self._after)
        if self._first:
            self.call_later(self.action_compare)

    # Things done on the side.

    def _check(self) -> None:
        check = self._backstage.check
        assert check  # noqa: S101  # asked before
        self._checking = Acting(
            lambda: check(self._told.append, self._check_over.is_set),
            lambda fault: self._told.append(partial(self._checked, fault)),
        )
        self._checking.start()

    def _checked(self, fault: BaseException | None) -> None:
        if isinstance(self.screen, BeforeScreen) and fault:
            self.screen.fail(_sentence(fault))

    def _page(self, *, opened: bool) -> None:
        if page := self._backstage.page:
            self._aside(lambda: self._told.append(partial(self._tell, page(opened))))

    def _aside(self, work: Callable[[], None]) -> None:
        """Does something while the screen goes on; a failure is told at its foot."""

        def ended(fault: BaseException | None) -> None:
            if fault:
                self._told.append(partial(self._tell, _sentence(fault)))

        Acting(work, ended).start()

    def _tell(self, sentence: str) -> None:
        if self._after:
            self._after.tell(sentence)

    def _busy(self) -> bool:
        return self._acting is not None and self._acting.is_alive()


def _sentence(fault: BaseException) -> str:
    """What a failure says; one of our own says only its kind, as its text may hold what was said."""
    return str(fault) if isinstance(fault, HotseatError) else f"That failed ({type(fault).__name__})."
