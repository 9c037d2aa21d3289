"""Telling a story for the first time, as a program: before, while it is told, and the file it became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from simulator.events import Event, StoryDrafted, StoryKept
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.during import DuringScreen
from simulator.ui.live.ending import EndScreen
from simulator.ui.live.helping import HelpScreen
from simulator.ui.live.keys import LiveText
from simulator.ui.live.look import say
from simulator.ui.live.session import Hold
from simulator.ui.live.sitting import SittingApp
from simulator.ui.live.values import Briefing, Check
from simulator.ui.live.widgets import Piece
from simulator.ui.story_live.during import StoryBeforeScreen, StoryScreen
from simulator.ui.story_live.ending import TOO_LITTLE, written

AFTER = (("↑ ↓", "read on"), ("Q", "leave"))
SKIPS = "leave this question out; the story goes without it"
Kind = TypeVar("Kind", bound=Event)


class StoryApp(SittingApp):
    """One story. Arguments as of `SittingApp`; `hold` hears it."""

    def __init__(self, briefing: Briefing, hold: Hold, check: Check | None, text: LiveText) -> None:
        super().__init__(briefing, check, text)
        self._telling = hold
        self._end: EndScreen | None = None

    def _before_screen(self) -> BeforeScreen:
        return StoryBeforeScreen(self._briefing, checking=self._check is not None)

    def _during_screen(self) -> DuringScreen:
        return StoryScreen(self._briefing)

    def _help_screen(self) -> HelpScreen:
        return HelpScreen(self._briefing, AFTER, SKIPS)

    def _hold(self) -> Hold:
        return self._telling

    def _ended_screen(self) -> bool:
        return self._end is not None

    def _take(self, event: Event) -> None:
        super()._take(event)
        if isinstance(event, StoryKept):
            self._show_end()

    def _over(self, fault: BaseException | None) -> None:
        if fault or self._leaving:
            self.fault = fault or self.fault
            self.exit()
        elif self._end is None:
            self._show_end()

    def _show_end(self) -> None:
        self._end = EndScreen(self._came_of_it())
        self._show_instead(self._end)

    def _came_of_it(self) -> Sequence[Piece]:
        drafted, kept = self._last(StoryDrafted), self._last(StoryKept)
        return list(written(drafted.draft, kept)) if drafted and kept else [say(TOO_LITTLE)]

    def _last(self, kind: type[Kind]) -> Kind | None:
        return next((event for event in reversed(self.events) if isinstance(event, kind)), None)
