"""A principle as a page for the terminal: what it means, how it is asked, what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.cues import Listening
from simulator.domain.principle import Principle
from simulator.domain.review import LEVELS
from simulator.domain.wording import LEVEL_NAMES, readable
from simulator.reporting.ink import BAD, CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn

NAME_COLUMN = 24


@dataclass(frozen=True, slots=True)
class PrinciplePage:
    principle: Principle

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        principle = self.principle
        yield ink.say(principle.name, STRONG)
        yield ink.say(ink.joined(principle.id, *map(readable, principle.weighs)), QUIET)
        yield Heading("What it means")
        yield ink.say(principle.meaning)
        yield Heading("The questions")
        rows = ink.rows(3, None)
        for number, question in enumerate(principle.questions, start=1):
            rows.add_row(Text(f"{number}.", QUIET), ink.say(question))
        yield rows
        yield from _listed("What speaks for it", _whys(principle.shows), GOOD, ink)
        yield from _listed("What speaks against it", _whys(principle.harms), BAD, ink)
        questions = {readable(name): probe.question for name, probe in principle.probes.items()}
        yield from _listed("What may be asked next", questions, CAUTION, ink)
        bars = {LEVEL_NAMES[level]: principle.levels[level].bar for level in LEVELS}
        yield from _listed("The bar", bars, STRONG, ink)
        if principle.examples:
            yield Heading("How it sounds")
            yield ink.say(f"A strong and a weak answer: hotseat principles show {principle.id} --examples")


def _whys(rules: Mapping[str, Listening]) -> dict[str, str]:
    return {readable(name): rule.why for name, rule in rules.items()}


def _listed(title: str, texts: Mapping[str, str], tone: str, ink: Ink) -> Iterator[Part]:
    if not texts:
        return
    yield Heading(title)
    rows = ink.rows(NAME_COLUMN, None)
    for name, text in texts.items():
        rows.add_row(Text(name, tone), ink.say(text))
    yield rows
