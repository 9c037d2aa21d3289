"""The STAR clock: five rows of spoken against target, each with a bar, figures and its state in words."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.domain.review import SectionStatus, SectionTime
from simulator.domain.wording import SECTION_NAMES, STATUS_NAMES, clock
from simulator.reporting.ink import BAD, CAUTION, GOOD, QUIET, STRONG, Ink

TO_TARGET = 18
"""Cells from the left edge to the target, whatever the target is: a full bar is a section on time."""
PAST_TARGET = 6
"""Cells that show time past the target; a longer overrun fills them all."""

WIDTH_WITH_BARS = 76
"""Columns that the widest row needs with its bar."""

UNSURE = 0.6
"""Below this confidence a time is called 'about'. Source: judgement."""

STYLES: dict[SectionStatus, str] = {"on_target": GOOD, "short": CAUTION, "over": CAUTION, "missing": BAD}


@dataclass(frozen=True, slots=True)
class ClockTable:
    """The five sections and their sum; without the bars where the line is too short for them."""

    sections: tuple[SectionTime, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield clock_table(self.sections, Ink.of(options), bars=options.max_width >= WIDTH_WITH_BARS)


def clock_table(sections: tuple[SectionTime, ...], ink: Ink, *, bars: bool = True) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in _justified(bars):
        table.add_column(justify=justify, no_wrap=True)
    space = [""] if bars else []
    table.add_row("", *space, Text("spoken", QUIET), Text("target", QUIET), "")
    for section in sections:
        name, drawing, *figures = _row(section, ink)
        table.add_row(name, *([drawing] if bars else []), *figures)
    spoken_s = sum(section.spoken_s for section in sections)
    target_s = sum(section.target_s for section in sections)
    table.add_row(
        Text("Total", STRONG), *space, Text(clock(spoken_s), STRONG), Text(clock(target_s), QUIET), ""
    )
    return table


def _justified(bars: bool) -> tuple[JustifyMethod, ...]:
    return ("left", "left", "right", "right", "left") if bars else ("left", "right", "right", "left")


def bar(spoken_s: float, target_s: float, ink: Ink) -> str:
    """Filled up to what was spoken, with the target marked.

    18 cells stand for the target; any time spoken shows at least one cell, any overrun at least one.
    """
    share = spoken_s / target_s if target_s > 0 else 0.0
    filled = _cells(min(share, 1.0) * TO_TARGET, spoken_s > 0, TO_TARGET)
    past = _cells((share - 1.0) * TO_TARGET, share > 1.0, PAST_TARGET)
    glyphs = ink.glyphs
    before = glyphs.full * filled + glyphs.empty * (TO_TARGET - filled)
    return before + glyphs.target + glyphs.full * past + " " * (PAST_TARGET - past)


def _cells(exact: float, any_at_all: bool, most: int) -> int:
    return min(most, max(1, round(exact))) if any_at_all else 0


def _row(section: SectionTime, ink: Ink) -> tuple[Text, ...]:
    style = STYLES[section.status]
    about = "about " if section.confidence < UNSURE and section.status != "missing" else ""
    return (
        Text(SECTION_NAMES[section.name]),
        Text(bar(section.spoken_s, section.target_s, ink), style=style),
        Text(f"{about}{round(section.spoken_s)} s"),
        Text(f"{round(section.target_s)} s", QUIET),
        Text(_status(section), style=style),
    )


def _status(section: SectionTime) -> str:
    """The state in words, with the seconds where they say more: `over by 12 s`."""
    off = round(section.spoken_s) - round(section.target_s)
    if section.status in ("short", "over") and off:
        return f"{STATUS_NAMES[section.status]} by {abs(off)} s"
    return STATUS_NAMES[section.status]
