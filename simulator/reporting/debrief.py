"""The debrief of a loop, for the terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.committee import Debrief, Finding, LoopRules
from simulator.domain.review import Reason
from simulator.domain.wording import UNANSWERED, rating_name
from simulator.reporting.contract import DEBRIEF_SCHEMA, plain
from simulator.reporting.ink import CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn


def debrief_object(debrief: Debrief) -> dict[str, Any]:
    """A debrief by `hotseat.debrief/1`."""
    return {"schema": DEBRIEF_SCHEMA, **plain(debrief)}


@dataclass(frozen=True, slots=True)
class DebriefPage:
    debrief: Debrief
    rules: LoopRules

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        told = self.debrief
        yield ink.say(f"The debrief: {rating_name(told.vote)}", STRONG)
        yield ink.say(told.text)
        for finding in told.findings:
            yield from self._finding(finding, ink)
        if told.carried or told.whole:
            yield Heading(self.rules.carried)
            yield self._points(told.carried, self.rules.nothing_carried, GOOD, ink)
        if told.hurt or told.whole:
            yield Heading(self.rules.hurt)
            yield self._points(told.hurt, self.rules.nothing_hurt, CAUTION, ink)

    def _finding(self, finding: Finding, ink: Ink) -> Iterator[Part]:
        came_to = rating_name(finding.rating) if finding.heard else UNANSWERED
        yield Heading(f"{finding.name}: {came_to}")
        rows = ink.rows(6, None)
        rows.add_row(Text("asked", QUIET), ink.say(finding.question))
        for reason in finding.evidence:
            rows.add_row(ink.time(reason.start_s if reason.quote else None), ink.say(reason.text))
            if reason.quote:
                rows.add_row("", ink.quote(reason.quote))
        for remark in finding.remarks:
            rows.add_row(Text("-", QUIET), ink.say(remark))
        yield rows

    def _points(self, points: Sequence[Reason], nothing: str, style: str, ink: Ink) -> Part:
        if not points:
            return ink.say(nothing)
        rows = ink.rows(2, None)
        for point in points:
            rows.add_row(Text("-", QUIET), ink.say(point.text, style))
            rows.add_row("", ink.quote(point.quote))
        return rows
