"""The drill's screen: the clock, the row, the count, the words, and at once what came of the attempt."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from simulator.domain.wording import SECTION_NAMES, clock
from simulator.events import Event
from simulator.ui.live.during import state_of
from simulator.ui.live.look import GOOD, NEAR, QUIET, STRONG, say
from simulator.ui.live.widgets import KeyLine, LevelMeter, Shown, WordStream
from simulator.ui.live.widgets.sections import bar
from simulator.ui.practice_live.clock import PACES, DrillClock, row, state
from simulator.ui.practice_live.drilled import DrillProgress
from simulator.ui.practice_live.feedback import attempt, graded
from simulator.ui.practice_live.values import DrillBriefing

WIDE = 110
"""From so many columns on the attempt before stands beside the words."""
KEYS = [
    ("Enter", "done"),
    ("Esc", "again"),
    ("Space", "pause"),
    ("P", "next section"),
    ("?", "help"),
    ("Q", "leave"),
]
RECORDED_KEYS = [("Enter", "end the attempt"), ("P", "next section"), ("?", "help"), ("Q", "leave")]
PROBE_KEYS = [(key, "next question" if key == "P" else does) for key, does in KEYS]
OVER_KEYS = [("Enter", "leave"), ("?", "help")]


class DrillScreen(Screen[None]):
    """Shows a `DrillProgress`; `draw` is called a few times a second, and only what has changed is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.press('done')", show=False),
        Binding("escape", "app.press('again')", show=False),
        Binding("space", "app.press('pause')", show=False),
        Binding("p,P", "app.press('skip')", show=False),
        Binding("q,Q", "app.finish", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    DrillScreen #body { padding: 0 1; }
    DrillScreen #top { height: 1; margin-bottom: 1; }
    DrillScreen #where { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    DrillScreen #state { width: 18; text-align: right; }
    DrillScreen #bar { height: 1; margin-top: 1; text-wrap: nowrap; }
    DrillScreen #asked { max-height: 4; margin: 1 0; }
    DrillScreen #said { height: 1fr; }
    DrillScreen #before { height: 1fr; }
    DrillScreen #before.beside { width: 58; margin-left: 2; padding-left: 2; border-left: vkey $panel; }
    DrillScreen #aside { height: auto; max-height: 2; }
    DrillScreen #foot { dock: bottom; height: 1; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(self, briefing: DrillBriefing) -> None:
        super().__init__()
        self._briefing = briefing
        self._there = False
        self._over = False
        self._skips = False
        self.progress = DrillProgress()

    def compose(self) -> ComposeResult:
        yield KeyLine()
        with Horizontal(id="foot"):
            yield LevelMeter()
            yield Shown(id="silence")
        with Vertical(id="body"):
            with Horizontal(id="top"):
                yield Shown(id="where")
                yield Shown(id="state")
            yield DrillClock()
            yield Shown(id="bar")
            yield Shown(id="asked")
            with Horizontal(id="said"):
                yield WordStream()
                yield Shown(id="before")
            yield Shown(id="aside")

    def on_mount(self) -> None:
        self._there = True
        self.draw()

    def on_resize(self, _: Resize) -> None:
        self.draw()

    @property
    def listening(self) -> bool:
        """Whether a key that is pressed now is heard by the session."""
        return self.progress.answer.phase == "listening"

    def show(self, event: Event) -> None:
        """Takes an event; `draw` shows it."""
        self.progress(event)
        if self.listening:
            self._skips = False

    def promise_skip(self) -> None:
        """A key that is heard as soon as the attempt begins."""
        self._skips = True

    def finish(self) -> None:
        """The drill is over; what came of it stays."""
        self._over = True

    def draw(self) -> None:
        """Shows where the drill stands."""
        left = self.app.return_code is not None
        if not self._there or left or not self.query(KeyLine):  # not yet, or just being taken away
            return
        progress = self.progress
        self.query_one(KeyLine).keys(self._keys())
        self.query_one("#where", Shown).show(self._where())
        self.query_one("#state", Shown).show(self._state())
        self._draw_clock()
        asked = self.query_one("#asked", Shown)
        asked.show(self._asked())
        asked.display = bool(asked.text)
        self._draw_body()
        listening = self.listening and not progress.answer.paused
        self.query_one(LevelMeter).level(progress.answer.level_db if listening else None)
        self.query_one("#silence", Shown).show(self._silence())
        aside = self.query_one("#aside", Shown)
        aside.show(say(progress.answer.aside or progress.answer.notice, NEAR))
        aside.display = bool(aside.text)

    def _draw_clock(self) -> None:
        progress, large = self.progress, self.query_one(DrillClock)
        reading = progress.reading
        line = self.query_one("#bar", Shown)
        line.display = reading is not None
        if reading is None:
            total_s = progress.answer.clock.total_s
            sums = say(f"{progress.good} of {progress.judged} strong" if progress.judged else "", QUIET)
            large.put(say("Your answer", "bold"), clock(total_s), "on_time" if total_s else "waiting", sums)
            return
        line.show(bar(reading, max(20, self.size.width - 2)))
        done = progress.exercise if progress.fresh else None
        left = state(reading, self._briefing.windows.get(reading.name), done)
        dots = row(progress.row, progress.goal, progress.good, progress.judged)
        if progress.count:
            large.put(left, str(progress.count), "near", dots)
        else:
            pace = PACES[done.status] if done else reading.pace
            large.put(left, clock(reading.spoken_s), pace, dots)

    def _draw_body(self) -> None:
        progress, wide = self.progress, self.size.width >= WIDE
        before, words = self.query_one("#before", Shown), self.query_one(WordStream)
        told = self._before()
        speaking = progress.speaking and not self._over
        before.set_class(wide and speaking, "beside")
        before.display = bool(told.plain) and (wide or not speaking)
        words.display = speaking or not before.display
        before.show(told)
        words.words(progress.answer.words if speaking else (), self._no_words())

    def _before(self) -> Content:
        """What came of the attempt just made, or of the one before."""
        progress = self.progress
        if progress.exercise:
            return attempt(progress.exercise)
        if progress.grade:
            strong = self._briefing.strong.get(progress.grade.probe, "")
            return graded(progress.grade, progress.question, strong)
        return Content()

    def _keys(self) -> list[tuple[str, str]]:
        if self._over:
            return OVER_KEYS
        if self._briefing.recorded:
            return RECORDED_KEYS
        return KEYS if self.progress.section else PROBE_KEYS

    def _where(self) -> Content:
        progress = self.progress
        name = f"Drill: {SECTION_NAMES[progress.section]}" if progress.section else "Drill: follow-ups"
        number = f", attempt {progress.attempt}" if progress.attempt else ""
        return Content.assemble(say(f"{name}{number}", STRONG), say(f"  {self._briefing.title}", QUIET))

    def _state(self) -> Content:
        progress = self.progress
        if self._over:
            return Content.styled("✓ over", GOOD)
        if progress.fresh:
            return Content.styled("◆ feedback", QUIET)
        if progress.count or (progress.section and progress.answer.phase == "asking"):
            return Content.styled("◆ get ready", NEAR)
        return state_of(progress.answer)

    def _asked(self) -> Content:
        progress = self.progress
        if self._over:
            kind = "attempts were good" if progress.section else "answers were strong"
            return say(f"Done. {progress.good} of {progress.judged} {kind}.", STRONG)
        if progress.fresh:
            return Content()  # what came of it stands below
        return say(progress.answer.question, STRONG)

    def _no_words(self) -> str:
        answer = self.progress.answer
        if answer.phase == "listening":
            return "Hearing you; words follow in the pauses." if answer.clock.started else "Speak now."
        if answer.phase == "waiting":
            return "Getting the recogniser ready."
        return "Speak when the count is over." if self.progress.section else ""

    def _silence(self) -> Content:
        answer = self.progress.answer
        if self._skips:
            return say("The next one comes as soon as this one begins.", NEAR)
        if answer.paused:
            return say("Paused; Space goes on.", NEAR)
        if self.listening and answer.still_listening:
            return say("Still listening; take your time.", QUIET)
        return Content()
