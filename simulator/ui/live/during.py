"""The interview itself: the question, one large clock, the five sections, the words, what they earn."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.message import Message
from textual.screen import Screen
from textual.widgets import TextArea

from simulator.events import Event, ListeningStarted
from simulator.ui.live.look import GOOD, NEAR, QUIET, STRONG, say
from simulator.ui.live.progress import Progress
from simulator.ui.live.values import Briefing
from simulator.ui.live.widgets import (
    HitBoard,
    KeyLine,
    LevelMeter,
    SectionBar,
    SectionClock,
    Shown,
    WordStream,
)

WIDE = 110
"""From so many columns on what was earned stands beside the words, with its quotes."""
SPOKEN_KEYS = [
    ("Enter", "done"),
    ("Esc", "again"),
    ("Space", "pause"),
    ("P", "skip follow-up"),
    ("?", "help"),
]
RECORDED_KEYS = [("Enter", "end the answer"), ("P", "skip follow-up"), ("?", "help")]
TYPED_KEYS = [("Enter twice", "done"), ("Esc", "again"), ("Ctrl-S", "skip follow-up"), ("F1", "help")]
LEAVE_OUT = {"P", "Ctrl-S"}
"""The keys that leave a follow-up out."""


class DuringScreen(Screen[None]):
    """Shows a `Progress`; `draw` is called a few times a second, and only what has changed is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.press('done')", show=False),
        Binding("escape", "app.press('again')", show=False),
        Binding("space", "app.press('pause')", show=False),
        Binding("p,P,ctrl+s", "app.press('skip')", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    DuringScreen #body { padding: 0 1; }
    DuringScreen #top { height: 1; margin-bottom: 1; }
    DuringScreen #where { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    DuringScreen #state { width: 18; text-align: right; }
    DuringScreen #question { max-height: 4; margin-bottom: 1; }
    DuringScreen SectionClock { margin-bottom: 1; }
    DuringScreen SectionBar { margin-bottom: 1; }
    DuringScreen #hits { height: auto; max-height: 3; }
    DuringScreen #aside { height: auto; max-height: 3; }
    DuringScreen #silence { height: 1; }
    DuringScreen #foot { dock: bottom; height: 1; padding: 0 1; margin-bottom: 1; }
    DuringScreen #said { height: 1fr; }
    DuringScreen .wide { display: none; width: 44; margin-left: 2; max-height: 100%; }
    DuringScreen TextArea { border: none; padding: 0; height: 1fr; background: $surface; }
    DuringScreen TextArea:focus { border: none; }
    """

    def __init__(self, briefing: Briefing, *, opening_only: bool = False) -> None:
        super().__init__()
        self._briefing = briefing
        self._opening_only = opening_only
        self._there = False
        self.progress = Progress(briefing.targets, briefing.coach)

    def compose(self) -> ComposeResult:
        yield KeyLine()
        with Horizontal(id="foot"):
            yield LevelMeter()
            yield Shown(id="silence")
        with Vertical(id="body"):
            with Horizontal(id="top"):
                yield Shown(id="where")
                yield Shown(id="state")
            yield from self._under_top()
            yield Shown(id="question")
            yield SectionClock()
            yield SectionBar()
            with Horizontal(id="said"):
                yield from self._room_for_words()
                yield HitBoard(classes="wide", id="earned")
            yield HitBoard(id="hits")
            yield Shown(id="aside")

    def _under_top(self) -> ComposeResult:
        """What another screen has above the question."""
        yield from ()

    def _room_for_words(self) -> ComposeResult:
        yield AnswerBox() if self._briefing.typed else WordStream()

    def on_mount(self) -> None:
        self._there = True
        if self._briefing.typed:
            self.query_one(AnswerBox).open()
        self.draw()

    def on_resize(self, _: Resize) -> None:
        self.query_one(KeyLine).keys(self._keys())
        self.draw()

    def tick(self) -> None:
        """So much time has gone by as lies between two drawings."""

    def show(self, event: Event) -> None:
        """Takes an event; `draw` shows it."""
        self.progress(event)
        if isinstance(event, ListeningStarted) and self._briefing.typed and self._there:
            self.query_one(AnswerBox).open()

    def draw(self) -> None:
        """Shows where the interview stands; nothing before the screen is there, nor when it is taken down."""
        if not self._there or self.app.return_code is not None or not self.query("#where, #aside"):
            return
        progress, briefing = self.progress, self._briefing
        clock = progress.clock
        self.query_one("#where", Shown).show(self._where())
        self.query_one("#state", Shown).show(state_of(progress))
        self.query_one("#question", Shown).show(say(progress.question))
        self.query_one(SectionClock).show(clock.running(), clock.total_s, briefing.budget_s)
        bar = self.query_one(SectionBar)
        bar.display = progress.turn == 0 and bool(briefing.targets)
        bar.readings(clock.readings(), clock.current if clock.started else None)
        if briefing.typed:
            self.query_one(AnswerBox).read_only = progress.phase != "listening"
        else:
            self.query_one(WordStream).words(progress.words, self._no_words())
        self._draw_boards()
        self.query_one(LevelMeter).display = not briefing.typed
        listening = progress.phase == "listening" and not progress.paused
        self.query_one(LevelMeter).level(progress.level_db if listening else None)
        self.query_one("#silence", Shown).show(_silence(progress))
        aside = self.query_one("#aside", Shown)
        aside.show(_aside(progress))
        aside.display = bool(aside.text)

    def _draw_boards(self) -> None:
        """What has been earned, beside the words where there is room, else below them."""
        progress = self.progress
        for board in self.query(HitBoard):
            wide = board.id == "earned"
            board.display = wide == (self.size.width >= WIDE) and progress.turn == 0
            board.hits(progress.credits, progress.costs, quotes=wide, empty=EARNED)

    def _keys(self) -> list[tuple[str, str]]:
        if self._briefing.typed:
            return TYPED_KEYS
        return RECORDED_KEYS if self._briefing.recorded else SPOKEN_KEYS

    def _where(self) -> Content:
        progress = self.progress
        name = f"Follow-up {progress.turn}" if progress.turn else "Opening question"
        take = f", take {progress.take}" if progress.take > 1 else ""
        again = "Once more: " if self._opening_only else ""
        return Content.assemble(say(f"{again}{name}{take}", STRONG), say(f"  {self._briefing.title}", QUIET))

    def _no_words(self) -> str:
        progress = self.progress
        if progress.phase == "asking":
            return progress.notice or "The interviewer is speaking."
        if progress.phase == "listening":
            return "Hearing you; words follow in the pauses." if progress.clock.started else "Your turn."
        return ""


EARNED = "What earns credit lights up here as you say it."


class AnswerBox(TextArea):
    """What the candidate types; Enter on an empty line, or Ctrl-D, ends the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+d", "done", show=False, priority=True)]

    class Finished(Message):
        """The answer is complete."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(self) -> None:
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            read_only=True,
            placeholder="Type your answer here. Enter on an empty line ends it.",
        )

    def open(self) -> None:
        """A new answer, or the same one from its beginning."""
        self.text = ""
        self.read_only = False
        self.focus()

    async def on_key(self, event: Key) -> None:
        """Enter on an empty line ends the answer; Esc belongs to the screen."""
        row, column = self.cursor_location
        if event.key == "enter" and column == 0 and row == self.document.line_count - 1 and self.text.strip():
            event.stop()
            event.prevent_default()
            self.action_done()

    def action_done(self) -> None:
        self.post_message(self.Finished(self.text))


def state_of(progress: Progress) -> Content:
    """What the interviewer is doing, in a word and a sign."""
    if progress.paused:
        return Content.styled("‖ paused", NEAR)
    if progress.phase == "listening":
        if progress.speaking:
            return Content.styled("● hearing you", GOOD)
        return Content.styled("◌ still listening" if progress.still_listening else "○ listening", GOOD)
    names = {"asking": "◆ asking", "thinking": "… thinking", "waiting": "… getting ready"}
    return Content.styled(names[progress.phase], QUIET)


def _silence(progress: Progress) -> Content:
    if progress.paused:
        return say("Paused; Space goes on.", NEAR)
    if progress.phase == "listening" and progress.still_listening:
        return say("Still listening; take your time.", QUIET)
    return Content()


def _aside(progress: Progress) -> Content:
    if progress.aside:
        return say(progress.aside, NEAR if progress.aside_warns else STRONG)
    return say(progress.notice if progress.phase != "asking" else "", QUIET)
