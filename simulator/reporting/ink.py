"""How a page is drawn on a terminal: signs, styles, the columns that every page shares.

Colour is never the only sign, and none is needed: each state has its word. Where the output cannot
take more than ASCII, the same page is drawn in ASCII. Text from outside enters only through `Ink`,
which makes it harmless and never reads markup in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from simulator.domain.wording import clock, in_ascii, safe

MAX_WIDTH = 96
"""Lines longer than this are hard to read. Source: judgement."""

INDENT = 2
TIME_COLUMN = 6
QUOTE_CHARACTERS = 180
"""A quote is shown until here: enough to know the sentence again; JSON has it whole."""

# A palette that stays apart for red-green colour blindness: cyan, yellow, magenta.
GOOD, CAUTION, BAD, QUIET, STRONG = "cyan", "yellow", "magenta", "dim", "bold"


@dataclass(frozen=True, slots=True)
class Glyphs:
    full: str
    empty: str
    target: str
    step: str
    no_step: str
    between: str
    good: str
    note: str
    bad: str
    """The state of something that was checked."""


UNICODE = Glyphs(
    full="█", empty="░", target="│", step="●", no_step="○", between=" · ", good="✓", note="!", bad="✗"
)
ASCII = Glyphs(
    full="#", empty=".", target="|", step="*", no_step="-", between=" - ", good="+", note="!", bad="x"
)


@dataclass(frozen=True, slots=True)
class Ink:
    """Draws for one output: `ascii_only` where it cannot show more."""

    ascii_only: bool

    @staticmethod
    def of(options: ConsoleOptions) -> Ink:
        return Ink(options.ascii_only or options.legacy_windows)

    @property
    def glyphs(self) -> Glyphs:
        return ASCII if self.ascii_only else UNICODE

    def say(self, text: str, style: str = "") -> Text:
        """Foreign or own text, harmless; its square brackets stay text."""
        return Text(self._fitting(safe(text)), style=style)

    def quote(self, words: str, style: str = "italic") -> Text:
        return self.say(f"“{_shortened(' '.join(words.split()))}”", style)

    def joined(self, *parts: str) -> str:
        return self.glyphs.between.join(part for part in parts if part)

    def rows(self, *widths: int | None) -> Table:
        """A grid of columns of fixed width (None: the rest), two spaces apart, moved in by the indent."""
        table = Table.grid(padding=(0, 2, 0, 0), expand=False)
        for width in widths:
            table.add_column(width=width, overflow="fold")
        return table

    def time(self, seconds: float | None) -> Text:
        return Text("" if seconds is None else clock(seconds).rjust(TIME_COLUMN - 1), style=QUIET)

    def _fitting(self, text: str) -> str:
        return in_ascii(text) if self.ascii_only else text


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands over the parts that follow it, a blank line above."""

    text: str


Part = RenderableType | Heading


def drawn(parts: Iterable[Part], console: Console, options: ConsoleOptions) -> Iterator[Segment]:
    """The parts of a page below each other, each moved in by two columns, headings at the edge.

    Lines carry no spaces at their end, so that a page can be piped, pasted and compared.
    """
    room = options.update_width(min(options.max_width, MAX_WIDTH) - INDENT)
    for part in parts:
        if isinstance(part, Heading):
            yield from (Segment.line(), Segment(part.text, console.get_style(STRONG)), Segment.line())
            continue
        for line in console.render_lines(part, room, pad=False):
            trimmed = _trimmed(line)
            yield from (Segment(" " * INDENT if trimmed else ""), *trimmed, Segment.line())


def print_page(page: RenderableType) -> None:
    """Any page, and an empty line after it."""
    console = Console(highlight=False)
    console.print(page)
    console.print()


def _trimmed(line: list[Segment]) -> list[Segment]:
    """The line without the blanks that only fill a column."""
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Segment(last.text.rstrip(), last.style, last.control)
    return kept


def _shortened(words: str) -> str:
    if len(words) <= QUOTE_CHARACTERS:
        return words
    return re.sub(r"\W*\s\S*$", "", words[:QUOTE_CHARACTERS]) + " …"
