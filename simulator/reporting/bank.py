"""The story bank as a page for the terminal: a matrix of principles by stories, then the next step.

A gap stands there in red and in words: colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.domain.bank import Bank, BankRules, Cell, Strength
from simulator.reporting.ink import CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn

GAP, NOTHING = "bold red", "·"
STYLES: dict[Strength, str] = {"strong": GOOD, "fair": GOOD, "weak": CAUTION, "untried": QUIET}


@dataclass(frozen=True, slots=True)
class BankPage:
    bank: Bank
    rules: BankRules

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        yield ink.say("Your stories, by the principles they answer", STRONG)
        yield Heading("Stories")
        names = ink.rows(4, None)
        for number, story in enumerate(self.bank.stories, start=1):
            mine = ", your own" if story.own else ""
            names.add_row(Text(str(number), STRONG), ink.say(f"{story.title} ({story.id}{mine})"))
        yield names
        yield Heading("Which answers what")
        yield self._matrix(ink)
        yield Heading("What to do next")
        rows = ink.rows(2, None)
        for remark in self.bank.remarks:
            for at, line in enumerate(remark.splitlines()):  # a command has a line of its own, to be copied
                rows.add_row(Text("" if at else "-", QUIET), ink.say(line))
        yield rows

    def _matrix(self, ink: Ink) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=2)
        table.add_column(ratio=1)
        for row in self.bank.rows:
            cells = Text(", ").join([self._cell(cell, ink) for cell in row.cells])
            gap = Text("GAP", GAP) if not row.cells else Text("THIN", CAUTION) if not row.ready else Text("")
            shown = cells if row.cells else ink.say("no story", GAP)
            table.add_row(ink.say(row.name, GAP if not row.cells else ""), shown, gap)
        return table

    def _cell(self, cell: Cell, ink: Ink) -> Text:
        number = next(at for at, story in enumerate(self.bank.stories, start=1) if story.id == cell.story)
        times = f" ×{cell.attempts}" if cell.attempts else ""
        return ink.say(f"{number} {self.rules.names[cell.strength]}{times}", STYLES[cell.strength])
