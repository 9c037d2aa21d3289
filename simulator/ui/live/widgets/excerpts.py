"""Lines to read and excerpts to choose from: what was said at a time, which can be heard again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from simulator.domain.wording import clock
from simulator.ui.live.look import QUIET, quoted, say
from simulator.ui.live.widgets.shown import Shown


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Something that was said, and what is made of it.

    `turn` and the two times say where in the recordings it is; `tone` is a style.
    """

    turn: int
    start_s: float
    end_s: float
    title: str
    quote: str
    why: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A line with something before it, in a column of its own."""

    before: Content
    line: Content
    width: int = 8


class AlignedRow(Horizontal):
    """Longer lines go on below their own beginning."""

    DEFAULT_CSS = "AlignedRow { height: auto; }"

    def __init__(self, aligned: Aligned) -> None:
        before = Shown(aligned.before)
        before.styles.width = aligned.width
        super().__init__(before, Shown(aligned.line))


class ExcerptRow(Horizontal):
    """One excerpt; the chosen one has a mark before it."""

    DEFAULT_CSS = """
    ExcerptRow { height: auto; }
    ExcerptRow .when { width: 8; }
    ExcerptRow.-chosen { background: $panel; }
    """

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self._when = Shown(self._time(False), classes="when")
        super().__init__(self._when, Shown(_said(excerpt)))

    def choose(self, chosen: bool) -> None:
        """Marks it or not."""
        self.set_class(chosen, "-chosen")
        self._when.show(self._time(chosen))

    def on_click(self, _: Click) -> None:
        if isinstance(self.parent, Excerpts):
            self.parent.choose(self)

    def _time(self, chosen: bool) -> Content:
        mark = "▸" if chosen else " "
        return Content.styled(f"{mark}{clock(self.excerpt.start_s).rjust(5)}", "bold" if chosen else QUIET)


def _said(excerpt: Excerpt) -> Content:
    parts = [
        say(excerpt.title, excerpt.tone),
        say(quoted(excerpt.quote), "italic") if excerpt.quote else Content(),
        say(excerpt.why, QUIET),
    ]
    return Content("  ").join([part for part in parts if part.plain])


Piece = Excerpt | Aligned | Content


def _row(piece: Piece) -> Widget:
    if isinstance(piece, Excerpt):
        return ExcerptRow(piece)
    return AlignedRow(piece) if isinstance(piece, Aligned) else Shown(piece)


class Excerpts(VerticalScroll):
    """A page of lines and excerpts; up and down choose an excerpt and bring it into sight.

    On a page without any they go on line by line.
    """

    DEFAULT_CSS = "Excerpts { scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
    ]

    class Chosen(Message):
        """Another excerpt is chosen."""

        def __init__(self, excerpt: Excerpt) -> None:
            self.excerpt = excerpt
            super().__init__()

    def __init__(self, pieces: Sequence[Piece], *, id: str | None = None) -> None:
        self._rows = [_row(piece) for piece in pieces]
        super().__init__(*self._rows, id=id)
        self._at = -1

    @property
    def chosen(self) -> Excerpt | None:
        """The one that would be heard again."""
        rows = self._choices()
        return rows[self._at].excerpt if 0 <= self._at < len(rows) else None

    def on_mount(self) -> None:
        self._mark(0, scroll=False)

    def choose(self, row: ExcerptRow) -> None:
        self._mark(self._choices().index(row))

    def action_step(self, by: int) -> None:
        rows = self._choices()
        if not rows:
            self.scroll_relative(y=by, animate=False)
        elif 0 <= self._at + by < len(rows):
            self._mark(self._at + by)
        elif by > 0:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def _choices(self) -> list[ExcerptRow]:
        return [row for row in self._rows if isinstance(row, ExcerptRow)]

    def _mark(self, at: int, *, scroll: bool = True) -> None:
        rows = self._choices()
        if not 0 <= at < len(rows):
            return
        if 0 <= self._at < len(rows):
            rows[self._at].choose(False)
        self._at = at
        rows[at].choose(True)
        if scroll:
            rows[at].scroll_visible(animate=False)
        self.post_message(self.Chosen(rows[at].excerpt))
