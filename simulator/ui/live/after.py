"""What came of it: pages to leaf through, quotes to hear again, and two answers side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from simulator.domain.review import SECTIONS, Review
from simulator.domain.wording import SECTION_NAMES, STATUS_NAMES, clock, readable
from simulator.ui.live.comparing import Comparison, heard_in_either
from simulator.ui.live.look import BAD, COST, CREDIT, GOOD, QUIET, STRONG, say
from simulator.ui.live.outcome import Outcome
from simulator.ui.live.telling import TABS, heading, section_times, verdict_line
from simulator.ui.live.widgets import Excerpts, KeyLine, Shown

WIDE = 120
"""From so many columns on there is room for two pages side by side."""
BESIDE_BAR = 12
COLUMN = 30
KEYS = (
    ("1-5", "leaf"),
    ("↑↓", "choose"),
    ("R", "hear it"),
    ("A", "answer again"),
    ("O", "report"),
    ("?", "help"),
    ("Q", "leave"),
)


class AfterScreen(Screen[None]):
    """1 to 5, Tab or the arrows leaf; up and down choose a quote; R plays it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number + 1), f"leaf({number})", show=False) for number in range(len(TABS))),
        Binding("right,tab,l", "turn(1)", show=False, priority=True),
        Binding("left,shift+tab,h", "turn(-1)", show=False, priority=True),
        Binding("r", "replay", show=False),
        Binding("a", "app.again", show=False),
        Binding("o", "app.report", show=False),
        Binding("c", "app.compare", show=False),
        Binding("q,escape", "app.leave", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    AfterScreen #tabs { height: 1; margin: 1 1; }
    AfterScreen #beside { width: 62; padding: 0 1 0 3; border-left: vkey $panel; display: none; }
    AfterScreen #told { dock: bottom; height: auto; max-height: 3; padding: 0 1; margin-bottom: 1; }
    AfterScreen Excerpts { padding: 0 2 0 1; }
    AfterScreen Excerpts > * { max-width: 110; }
    """

    def __init__(self, outcome: Outcome, *, replayable: bool, report: bool, again: bool) -> None:
        super().__init__()
        self._outcome = outcome
        self._at = 0
        self._told = ""
        self._there = False
        can = {"R": replayable, "O": report, "A": again}
        self._offered = [(key, does) for key, does in KEYS if can.get(key, True)]

    def compose(self) -> ComposeResult:
        yield KeyLine()
        yield Shown(id="told")
        yield Shown(id="tabs")
        with Horizontal():
            yield self._page()
            yield Shown(id="beside")

    def on_mount(self) -> None:
        self._there = True
        self.tell(self._told)
        self.query_one(KeyLine).keys(self._offered)
        self._name_tabs()
        self.query_one(Excerpts).focus()

    async def update(self, outcome: Outcome) -> None:
        """Something new is known, as after a second hearing."""
        self._outcome = outcome
        if self._there:
            await self._show_page()

    def tell(self, sentence: str) -> None:
        """A line at the foot: what is being played, where the report is, what went wrong."""
        self._told = sentence
        if self._there:
            self.query_one("#told", Shown).show(say(sentence, QUIET))

    async def action_leaf(self, at: int) -> None:
        self._at = at % len(TABS)
        self._name_tabs()
        await self._show_page()

    async def action_turn(self, by: int) -> None:
        await self.action_leaf(self._at + by)

    def action_replay(self) -> None:
        if chosen := self.query_one(Excerpts).chosen:
            self.app.run_replay(chosen)  # type: ignore[attr-defined]
        else:
            self.tell("There is no quote on this page to hear.")

    async def _show_page(self) -> None:
        async with self.batch():
            await self.query_one(Excerpts).remove()
            row, page = self.query_one(Horizontal), self._page()
            if not row.is_attached:  # the screen has gone meanwhile
                return
            await row.mount(page, before="#beside")
            page.focus()
        self._show_beside()

    def on_resize(self, _: Resize) -> None:
        self._show_beside()

    def _show_beside(self) -> None:
        """Where there is room, the verdict has the time beside it."""
        beside = self.query_one("#beside", Shown)
        beside.display = self.size.width >= WIDE and self._at == 0 and self._outcome.opening is not None
        if beside.display:
            pieces = section_times(self._outcome, BESIDE_BAR)
            beside.show(Content("\n").join(pieces))

    def _page(self) -> Excerpts:
        pieces = list(TABS[self._at][1](self._outcome))
        if pieces and isinstance(pieces[0], Content) and pieces[0].plain.startswith("\n"):
            pieces[0] = pieces[0][1:]  # there is nothing above it to keep apart from
        return Excerpts(pieces)

    def _name_tabs(self) -> None:
        names = [
            Content.styled(f" {number} {name} ", "bold reverse" if number == self._at + 1 else QUIET)
            for number, (name, _) in enumerate(TABS, start=1)
        ]
        self.query_one("#tabs", Shown).show(Content(" ").join(names))


class CompareScreen(Screen[None]):
    """The first answer beside the second; Q or Esc goes back to the pages of the second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,c,enter", "app.close", show=False),
        Binding("a", "app.again", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = "CompareScreen VerticalScroll { padding: 1 2; scrollbar-size-vertical: 1; }"

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison

    def compose(self) -> ComposeResult:
        yield KeyLine()
        with VerticalScroll():
            for line in side_by_side(self._comparison):
                yield Shown(line)

    def on_mount(self) -> None:
        keys = [("Enter", "to the new answer's pages"), ("A", "answer once more"), ("?", "help")]
        self.query_one(KeyLine).keys(keys)
        self.query_one(VerticalScroll).focus()


def side_by_side(comparison: Comparison) -> Iterator[Content]:
    """Rows of two columns, then what got better and worse in words."""
    first, second = comparison.first, comparison.second
    yield _row(Content(""), Content.styled("Before", STRONG), Content.styled("Now", STRONG))
    yield _row(Content("Verdict"), verdict_line(first.verdict.rating), verdict_line(second.verdict.rating))
    for place, name in enumerate(SECTIONS):
        cells = [_clock(review, place) for review in (first, second)]
        yield _row(Content(SECTION_NAMES[name]), *cells)
    whole = [Content(clock(sum(one.spoken_s for one in review.sections))) for review in (first, second)]
    yield _row(Content("Total"), *whole)
    for title, lines, tone in (("Better", comparison.better, GOOD), ("Worse", comparison.worse, BAD)):
        yield heading(title)
        for line in lines or ("Nothing.",):
            yield say(f"  {line}", tone if lines else QUIET)
    yield Content()
    for title, hits, sign, tone in (
        ("Earned", (first.signals, second.signals), CREDIT, GOOD),
        ("Cost", (first.disqualifiers, second.disqualifiers), COST, BAD),
    ):
        for number, (hit, before, now) in enumerate(heard_in_either(*hits)):
            cells = [
                Content.styled(f"{sign} {readable(hit)}", tone) if there else Content.styled("·", QUIET)
                for there in (before, now)
            ]
            yield _row(Content.styled("" if number else title, QUIET), *cells)


def _row(name: Content, first: Content, second: Content) -> Content:
    return Content.assemble(_padded(name, 13), _padded(first, COLUMN), second)


def _padded(content: Content, width: int) -> Content:
    return content.pad_right(max(1, width - content.cell_length))


def _clock(review: Review, place: int) -> Content:
    section = review.sections[place]
    tone = GOOD if section.status == "on_target" else QUIET
    return Content.assemble(
        f"{clock(section.spoken_s)} of {clock(section.target_s)}  ", (STATUS_NAMES[section.status], tone)
    )
