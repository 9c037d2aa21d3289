"""A story being told for the first time, as lines on a terminal: what was kept of it, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from simulator.domain.wording import SECTION_NAMES, clock
from simulator.events import Asked, Event, SessionEnded, StoryDrafted, StoryKept
from simulator.ui.running import INDENT
from simulator.ui.terminal import Pages, TerminalScreen

PHRASE, MISSING = "cyan", "yellow"


class TellingScreen(TerminalScreen):
    """Shows how a story is told; call it with each event. Arguments as of `TerminalScreen`."""

    def __init__(self, console: Console, pages: Pages, *, keys: bool, typed: bool) -> None:
        super().__init__(console, pages, keys=keys, typed=typed)
        own: dict[type[Event], Callable[..., None]] = {
            Asked: self._asked_for,
            StoryDrafted: self._drafted,
            StoryKept: self._kept,
            SessionEnded: self._telling_ended,
        }
        self._shown |= own

    def part(self, events: Iterable[Event]) -> None:
        """What stays of a story that was told elsewhere: what was kept of it, and where it is."""
        for event in events:
            if isinstance(event, (StoryDrafted, StoryKept, SessionEnded)):
                self(event)

    def _asked_for(self, event: Asked) -> None:
        self._line("")
        self._line("Interviewer", "bold")
        self._block(event.text)

    def _drafted(self, event: StoryDrafted) -> None:
        told = event.draft
        self._line("")
        self._line(f"Your story: {told.title}", "bold")
        for section in told.sections:
            how = f"{clock(section.spoken_s)} of {clock(section.target_s)}" if section.text else "not told"
            self._line(f"{INDENT}{SECTION_NAMES[section.name]} · {how}", "bold")
            for phrase in section.phrases:
                self._block(f"phrase   {phrase.text}", PHRASE)
            for advice in section.mend:
                self._block(f"missing  {advice}", MISSING)
        if told.unsure:
            self._block(f"unsure   {told.unsure}", MISSING)

    def _kept(self, event: StoryKept) -> None:
        self._line("")
        self._block(event.text)
        self._path(event.path)
        self._block(f"Next: hotseat stories edit {event.story}, then hotseat drill {event.story}")

    def _telling_ended(self, event: SessionEnded) -> None:
        self.close()
        if event.reason == "nothing_heard":
            self._line("Too little was heard to make a story of: tell it in five or six sentences.")
        elif event.reason == "interrupted":
            self._line("The story was broken off before its pack was finished; what you told is kept.")
        if event.folder:
            self._line("")
            self._line("Kept", "bold")
            self._path(event.folder)

    def _path(self, path: str) -> None:
        self._console.print(Text(INDENT + self._plain(path)), soft_wrap=True)
