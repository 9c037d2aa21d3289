"""A principle's example answers as a page for the terminal: how it sounds, and what the judge makes of it.

The answers and what they tell stand in the pack; the ratings, the grades and their reasons are the judge's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.domain.principle import Examples, Principle
from simulator.domain.review import Grade, GradeName, Level, Review
from simulator.domain.story import ToldAnswer
from simulator.domain.wording import GRADE_NAMES, LEVEL_NAMES, clock, readable
from simulator.reporting.ink import CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn
from simulator.reporting.text import reason_rows, verdict_line

HOW: Mapping[GradeName, tuple[str, str, str]] = {
    "strong": ("A strong answer", "What makes it strong", GOOD),
    "weak": ("A weak answer", "What is wrong with it", CAUTION),
}
"""Over an answer, before what it tells, and in which colour."""


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """The examples of one principle, judged.

    Args:
        reviews: what the judge makes of the strong and of the weak answer.
        grades: likewise of the answers to each follow-up.
    """

    principle: Principle
    examples: Examples
    level: Level
    reviews: Mapping[GradeName, Review]
    grades: Mapping[str, Mapping[GradeName, Grade]] = field(default_factory=dict)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        told = self.examples
        yield ink.say(self.principle.name, STRONG)
        yield ink.say(ink.joined(self.principle.id, LEVEL_NAMES[self.level]), QUIET)
        yield Heading("The question")
        yield ink.say(self.principle.questions[told.question - 1])
        for how, answer in told.opening.graded.items():
            yield from self._answer(how, answer, ink)
        for name, pair in told.probes.items():
            yield Heading(f"A follow-up: {readable(name).lower()}")
            yield ink.say(self.principle.probes[name].question)
            for how, answer in pair.graded.items():
                yield Text("")
                yield self._follow_up(self.grades[name][how], answer, ink)

    def _answer(self, how: GradeName, answer: ToldAnswer, ink: Ink) -> Iterator[Part]:
        review, (title, tells, tone) = self.reviews[how], HOW[how]
        yield Heading(f"{title}, {clock(review.duration_s)} long")
        for number, paragraph in enumerate(answer.text.split("\n")):
            if number:
                yield Text("")
            yield ink.say(paragraph)
        yield Heading(tells)
        yield ink.say(answer.tells, tone)
        yield Heading("What the judge says")
        yield verdict_line(review.verdict.rating, ink)
        yield reason_rows(review.verdict.reasons, ink)

    def _follow_up(self, grade: Grade, answer: ToldAnswer, ink: Ink) -> Table:
        tone = HOW[grade.grade][-1]
        rows = ink.rows(6, None)
        rows.add_row(Text(GRADE_NAMES[grade.grade].capitalize(), f"{STRONG} {tone}"), ink.say(answer.text))
        rows.add_row("", ink.say(answer.tells, tone))
        return rows
