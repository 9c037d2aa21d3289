"""The minute before: the question, how to tell the story, the clock, and whether the microphone hears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from simulator.domain.wording import SECTION_NAMES, clock, safe
from simulator.events import Event, Noticed, SoundHeard, WordsHeard
from simulator.ui.live.look import BAD, GOOD, NEAR, QUIET, SIGNS, STRONG, quoted, say
from simulator.ui.live.telling import heading
from simulator.ui.live.values import Briefing
from simulator.ui.live.widgets import Aligned, Excerpts, KeyLine, LevelMeter, Piece, Shown

NAMES = 15
"""The column of names before a text."""


class BeforeScreen(Screen[None]):
    """Enter begins; nothing here has to be waited for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "app.begin", show=False),
        Binding("question_mark,f1", "app.help", show=False),
        Binding("q", "app.leave", show=False),
    ]
    DEFAULT_CSS = """
    BeforeScreen Excerpts { padding: 1 2 0 2; }
    BeforeScreen Excerpts > * { max-width: 96; }
    BeforeScreen #check { dock: bottom; height: 4; padding: 1 2 0 2; margin-bottom: 1; }
    BeforeScreen LevelMeter { width: 20; }
    """

    def __init__(self, briefing: Briefing, *, checking: bool) -> None:
        super().__init__()
        self._briefing = briefing
        self._checking = checking
        self._heard: list[str] = []
        self._fault = ""

    def compose(self) -> ComposeResult:
        yield KeyLine()
        with Horizontal(id="check"):
            yield LevelMeter()
            yield Shown(id="heard")
        yield Excerpts(list(self._parts()))

    def on_mount(self) -> None:
        self.query_one(KeyLine).keys([("Enter", "begin"), ("?", "help"), ("Q", "leave")])
        meter = self.query_one(LevelMeter)
        meter.level(None)
        meter.display = self._checking
        self._tell_check()

    def show(self, event: Event) -> None:
        """Takes what the microphone check tells."""
        if isinstance(event, SoundHeard):
            self.query_one(LevelMeter).level(event.level_db)
        elif isinstance(event, WordsHeard):
            self._heard += [safe(word.text) for word in event.words]
        elif isinstance(event, Noticed):
            self._fault = safe(event.text)
        self._tell_check()

    def fail(self, sentence: str) -> None:
        """The check could not be made."""
        self._fault = safe(sentence)
        self.query_one(LevelMeter).level(None)
        self._tell_check()

    def _parts(self) -> Iterator[Piece]:
        briefing = self._briefing
        about = f"  {briefing.principle} · {briefing.level}"
        yield Content.assemble(say(briefing.title, STRONG), say(about, QUIET))
        yield heading("The question")
        yield say(quoted(briefing.question))
        if briefing.targets:
            yield heading("Your clock")
            yield self._targets()
        if briefing.lens or briefing.focus:
            yield heading("How to tell it")
        for name, text in (*briefing.lens, ("At this level", briefing.focus)):
            if text:
                yield Aligned(say(name, QUIET), say(text), NAMES)

    def _targets(self) -> Content:
        parts = [f"{SECTION_NAMES[name]} {clock(target_s)}" for name, target_s in self._briefing.targets]
        budget_s = self._briefing.budget_s
        whole = f"\nWhole answer {clock(budget_s)}" if budget_s else ""
        return Content.assemble(" · ".join(parts), (whole, QUIET))

    def _tell_check(self) -> None:
        self.query_one("#heard", Shown).show(self._check())

    def _check(self) -> Content:
        if self._fault:
            return say(f"{SIGNS['over']} {self._fault}", BAD)
        if self._heard:
            words = quoted(" ".join(self._heard[-8:]))
            return Content.assemble(
                (f"{SIGNS['on_time']} Heard ", GOOD), (words, "bold"), (" You can begin.", GOOD)
            )
        if self._checking:
            return say(
                f"{SIGNS['near']} Say a few words to check the microphone, or press Enter to begin.", NEAR
            )
        if self._briefing.typed:
            return say("You will type your answers: an empty line ends one.", QUIET)
        return say("Recordings will answer in your place." if self._briefing.recorded else "", QUIET)
