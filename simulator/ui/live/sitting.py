"""One sitting before the screen: the minute before, the session, and what came of it.

What is asked, and what is shown afterwards, each program says for itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from textual.screen import Screen
from textual.widgets import TextArea

from simulator.domain.wording import clock
from simulator.errors import HotseatError
from simulator.events import Event
from simulator.ports import Key
from simulator.ui.live.acting import Acting
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.during import AnswerBox, DuringScreen
from simulator.ui.live.helping import HelpScreen
from simulator.ui.live.keys import LiveText
from simulator.ui.live.session import Hold, SessionApp
from simulator.ui.live.values import Briefing, Check
from simulator.ui.live.widgets import Excerpt

AROUND_S = 0.3
"""Sound played before and after a quote, so that its first and last letters are heard. Source: judgement."""


class SittingApp(SessionApp):
    """A session in which questions are answered, aloud or typed.

    Args:
        check: listens to the microphone beforehand; None: there is nothing to check.
        text: what the answers are typed into, where they are typed.
    """

    def __init__(self, briefing: Briefing, check: Check | None, text: LiveText | None = None) -> None:
        super().__init__()
        self._briefing = briefing
        self._check = check
        self._text = text or LiveText()
        self._checking: Acting | None = None
        self._check_over = threading.Event()
        self._during: DuringScreen | None = None

    def on_mount(self) -> None:
        if self._briefing.at_once:
            self._begin()
            return
        self.push_screen(self._before_screen())
        if self._check:
            self._begin_check(self._check)

    def settle(self) -> None:
        super().settle()
        self._check_over.set()

    # For each program to say.

    def _before_screen(self) -> BeforeScreen:
        return BeforeScreen(self._briefing, checking=self._check is not None)

    def _during_screen(self) -> DuringScreen:
        return DuringScreen(self._briefing)

    def _help_screen(self) -> HelpScreen:
        return HelpScreen(self._briefing)

    def _hold(self) -> Hold:
        """What holds the session."""
        raise NotImplementedError

    def _ended_screen(self) -> bool:
        """Whether what came of the session is shown already."""
        raise NotImplementedError

    # The candidate's keys.

    def action_press(self, key: Key) -> None:
        unwanted: set[Key] = {"pause", "again"} if self._briefing.recorded else set()
        if key not in unwanted:
            self._keys.press(key)

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(self._help_screen())

    def action_begin(self) -> None:
        if self._acting is None:
            self._check_over.set()
            self._begin()

    def on_answer_box_finished(self, message: AnswerBox.Finished) -> None:
        self._text.put(message.text, done=True)

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        self._text.put(message.text_area.text, done=False)

    # The session.

    def _begin(self) -> None:
        self._during = self._during_screen()
        self._show_instead(self._during)
        check, hold = self._checking, self._hold()

        def work(controls: object, tell: object) -> None:
            if check:
                check.join()  # it lets go of the microphone
            hold(controls, tell)  # type: ignore[arg-type]  # handed on as they came

        self._act(work)

    def _show_instead(self, screen: Screen[None]) -> None:
        """In the place of whatever is shown."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _take(self, event: Event) -> None:
        if isinstance(self.screen, BeforeScreen) and self._acting is None:
            self.screen.show(event)
            return
        super()._take(event)
        if self._during:
            self._during.show(event)

    def _draw(self) -> None:
        if self._during and self._during.is_mounted and not self._ended_screen():
            self._during.tick()
            self._during.draw()

    # Things done on the side.

    def _aside(self, work: Callable[[], None]) -> None:
        """Does something while the screen goes on; a failure is told at its foot."""

        def ended(fault: BaseException | None) -> None:
            if fault:
                self.later(partial(self._tell, sentence(fault)))

        Acting(work, ended).start()

    def _play(self, play: Callable[[float, float], None], excerpt: Excerpt) -> None:
        """Plays the seconds behind a quote."""
        self._tell(f"▶ {clock(excerpt.start_s)} to {clock(excerpt.end_s)}")
        start_s, end_s = max(0.0, excerpt.start_s - AROUND_S), excerpt.end_s + AROUND_S
        self._aside(lambda: play(start_s, end_s))

    def _tell(self, text: str) -> None:
        """A line at the foot of the last screen."""

    def _begin_check(self, check: Check) -> None:
        self._checking = Acting(
            lambda: check(self._told.append, self._check_over.is_set),
            lambda fault: self.later(partial(self._checked, fault)),
        )
        self._checking.start()

    def _checked(self, fault: BaseException | None) -> None:
        if isinstance(self.screen, BeforeScreen) and fault:
            self.screen.fail(sentence(fault))


def sentence(fault: BaseException) -> str:
    """What a failure says; one of our own says only its kind, as its text may hold what was said."""
    return str(fault) if isinstance(fault, HotseatError) else f"That failed ({type(fault).__name__})."
