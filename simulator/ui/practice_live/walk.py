"""The walkthrough's screen: chapters at the side, the step with what is lit in it, checks to answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from simulator.domain.wording import safe
from simulator.events import Event, StepShown
from simulator.ui.live.look import GOOD, NEAR, QUIET, STRONG, quoted, say
from simulator.ui.live.widgets import KeyLine, LevelMeter, Shown
from simulator.ui.practice_live.pieces import body, chapters, way
from simulator.ui.practice_live.values import CHAPTER_NAMES, WalkBriefing
from simulator.ui.practice_live.walked import WalkProgress

WIDE = 100
"""From so many columns on there is room for the list of chapters beside a text that is easy to read."""
KEYS = [
    ("Enter", "on"),
    ("Esc", "back"),
    ("Space", "voice"),
    ("P", "next chapter"),
    ("?", "help"),
    ("Q", "leave"),
]
OVER_KEYS = [("Enter", "leave"), ("?", "help")]
DIGITS = ("1", "2", "3", "4")


class WalkScreen(Screen[None]):
    """Shows a `WalkProgress`; `draw` is called a few times a second, and only what has changed is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "app.press('done')", show=False, priority=True),
        Binding("escape,left", "app.press('again')", show=False, priority=True),
        Binding("space", "app.press('pause')", show=False),
        Binding("p,P", "app.press('skip')", show=False),
        Binding("q,Q", "app.finish", show=False),
        *(Binding(digit, f"app.press('{digit}')", show=False) for digit in DIGITS),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    WalkScreen #chapters { width: 26; padding: 1 1 0 1; height: 100%; border-right: vkey $panel; }
    WalkScreen #page { padding: 0 2; }
    WalkScreen #top { height: 1; }
    WalkScreen #where { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    WalkScreen #state { width: 20; text-align: right; }
    WalkScreen #way { height: 1; margin-bottom: 1; text-wrap: nowrap; }
    WalkScreen #title { margin-bottom: 1; }
    WalkScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    WalkScreen #text { max-width: 84; }
    WalkScreen #foot { height: 1; margin-bottom: 1; }
    """

    def __init__(self, briefing: WalkBriefing) -> None:
        super().__init__()
        self._briefing = briefing
        self._there = False
        self._over = False
        self._at = -1
        self._scrolled = 0
        self.progress = WalkProgress()

    def compose(self) -> ComposeResult:
        yield KeyLine()
        with Horizontal():
            yield Shown(id="chapters")
            with Vertical(id="page"):
                with Horizontal(id="top"):
                    yield Shown(id="where")
                    yield Shown(id="state")
                yield Shown(id="way")
                yield Shown(id="title")
                with VerticalScroll():
                    yield Shown(id="text")
                with Horizontal(id="foot"):
                    yield LevelMeter()
                    yield Shown(id="told")

    def on_mount(self) -> None:
        self._there = True
        self.query_one(VerticalScroll).focus()
        self.draw()

    def on_resize(self, _: Resize) -> None:
        self.draw()

    listening = True
    """Whether a key that is pressed now is heard by the session: always."""

    def promise_skip(self) -> None:
        """Never needed, as every key is heard."""

    def show(self, event: Event) -> None:
        """Takes an event; `draw` shows it."""
        self.progress(event)
        if isinstance(event, StepShown):
            self._scrolled = 0

    def finish(self) -> None:
        """The story is at its end."""
        self._over = True

    def draw(self) -> None:
        """Shows the step, and as much of it lit as the voice has reached."""
        left = self.app.return_code is not None
        if not self._there or left or not self.query(KeyLine):  # not yet, or just being taken away
            return
        progress = self.progress
        self.query_one(KeyLine).keys(self._keys())
        side = self.query_one("#chapters", Shown)
        side.display = self.size.width >= WIDE
        side.show(chapters(progress))
        self.query_one("#where", Shown).show(self._where())
        self.query_one("#state", Shown).show(self._state())
        way_width = max(10, self.size.width - 4 - (26 if side.display else 0))
        self.query_one("#way", Shown).show(
            way(progress.count - 1 if self._over else progress.at, progress.count, way_width)
        )
        self.query_one("#title", Shown).show(self._title())
        self.query_one("#text", Shown).show(self._end() if self._over else body(progress))
        meter = self.query_one(LevelMeter)
        meter.display = progress.level_db is not None
        meter.level(progress.level_db)
        self.query_one("#told", Shown).show(self._told())
        self._follow()

    def tick(self) -> None:
        """So much time has gone by as lies between two drawings."""
        self.progress.drawn()

    def _follow(self) -> None:
        """A text that is longer than the screen moves on with the voice."""
        scroll = self.query_one(VerticalScroll)
        if self.progress.at != self._at:
            self._at = self.progress.at
            scroll.scroll_home(animate=False)
        wanted = round((self.progress.share or 0.0) * scroll.max_scroll_y)
        if wanted > self._scrolled:
            self._scrolled = wanted
            scroll.scroll_to(y=wanted, animate=False)

    def _keys(self) -> list[tuple[str, str]]:
        if self._over:
            return OVER_KEYS
        step, chosen = self.progress.step, self.progress.chosen
        if step and step.check and not chosen:
            return [(f"1-{len(step.check.options)}", "choose"), *KEYS[1:]]
        return KEYS

    def _where(self) -> Content:
        progress = self.progress
        name = CHAPTER_NAMES[progress.step.chapter] if progress.step else "Walkthrough"
        return Content.assemble(say(name, "bold $primary"), say(f"  {self._briefing.title}", QUIET))

    def _state(self) -> Content:
        progress = self.progress
        place = f"{progress.at + 1} of {progress.count}" if progress.count else ""
        if self._over:
            return Content.styled("✓ over", GOOD)
        if progress.level_db is not None:
            return Content.styled("○ listening", GOOD)
        if progress.reading:
            return Content.assemble((f"{place}  ", QUIET), ("◆ reading", GOOD))
        return Content.styled(place, QUIET)

    def _title(self) -> Content:
        if self._over:
            return say("That is the whole story.", STRONG)
        return say(self.progress.step.title if self.progress.step else "Getting ready.", STRONG)

    def _told(self) -> Content:
        progress = self.progress
        check = progress.step.check if progress.step else None
        if progress.notice:
            return say(progress.notice, NEAR)
        if not check or progress.chosen or self._over:
            return Content()
        if progress.words:
            return say(f"Heard {quoted(' '.join(progress.words[-8:]))}", STRONG)
        said = " or say its number" if progress.level_db is not None else ""
        return say(f"Press 1 to {len(check.options)}{said}.", QUIET)

    def _end(self) -> Content:
        progress = self.progress
        sums = f"{progress.right} of {progress.checked} checks were right." if progress.checked else ""
        return Content("\n\n").join([Content(safe(line)) for line in (sums, self._briefing.next) if line])
