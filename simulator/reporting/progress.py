"""How a candidate has come on: the attempts at an interview, in order, and what they show on the terminal.

Where there are more attempts than columns, a column is the mean of several that follow one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.record import Glance, mode_of
from simulator.domain.review import RATINGS, SECTIONS, SectionName, SectionTime
from simulator.domain.wording import RATING_NAMES, SECTION_NAMES, counted, day, rating_name
from simulator.reporting.clocks import bar
from simulator.reporting.ink import BAD, CAUTION, GOOD, QUIET, Heading, Ink, Part, drawn, print_page

COLUMNS = 40
"""Of a drawing. Source: with its lettering on both sides it fits into 80."""
LATELY = 5
"""So many attempts are 'lately'. Source: judgement: one good evening is luck, five are a level."""
STORIES = 8
"""So many stories are drawn, those that were told most. Source: judgement; more do not fit on a screen."""
BARS, ASCII_BARS = "▁▂▃▄▅▆▇█", "12345678"
NARROW = 20
"""Columns of a drawing within a table."""


def attempts(glances: Iterable[Glance]) -> tuple[Glance, ...]:
    """Those in which the candidate answered a question as in an interview and was judged."""
    return tuple(one for one in glances if one.words_per_minute is not None and mode_of(one.mode).attempt)


def step(glance: Glance) -> float | None:
    """The rating as a number from 1, Strong No Hire, to 6; None where it was withheld."""
    return None if glance.rating is None else 1.0 + RATINGS.index(glance.rating)


def part(glance: Glance, name: SectionName) -> SectionTime | None:
    return next((one for one in glance.sections if one.name == name), None)


def spoken(glance: Glance, name: SectionName) -> float | None:
    """How long a section was spoken; None where the attempt's clocks are not known."""
    one = part(glance, name)
    return None if one is None else one.spoken_s


def share(glance: Glance) -> float | None:
    """Percent of ‘I’ among the doers in Action."""
    return None if glance.i_to_we is None else 100 * glance.i_to_we


def columns(values: Sequence[float], at_most: int) -> list[float]:
    """The values in order, as they are or, where there are too many, the means of runs of them."""
    if len(values) <= at_most:
        return list(values)
    ends = [round(number * len(values) / at_most) for number in range(at_most + 1)]
    return [fmean(values[begin:end]) for begin, end in pairwise(ends)]


def figures(found: Iterable[Glance], figure: Callable[[Glance], float | None]) -> list[float]:
    """The figure of each attempt that has it."""
    return [value for one in found if (value := figure(one)) is not None]


def by_story(found: Iterable[Glance]) -> list[tuple[str, list[Glance]]]:
    """Stories with their attempts, the one that was told most often first."""
    told: dict[str, list[Glance]] = {}
    for one in found:
        told.setdefault(one.story, []).append(one)
    return sorted(told.items(), key=lambda item: -len(item[1]))


def print_progress(found: Sequence[Glance]) -> None:
    """`found`: attempts, at least one, the oldest first."""
    print_page(ProgressPage(found))


@dataclass(frozen=True, slots=True)
class ProgressPage:
    found: Sequence[Glance]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        count, first, last = len(self.found), self.found[0], self.found[-1]
        span = f"{day(first.started)[:10]} to {day(last.started)[:10]}"
        yield ink.say(ink.joined(counted(count, "attempt"), span), QUIET)
        yield from self._ratings(ink)
        yield from self._sections(ink)
        yield Heading("How it was said")
        rows = ink.rows(16, COLUMNS, None)
        self._line(rows, ink, "Words a minute", lambda one: one.words_per_minute, "{:.0f}")
        self._line(rows, ink, "‘I’ in Action, %", share, "{:.0f}")
        yield rows
        yield from self._stories(ink)

    def _ratings(self, ink: Ink) -> Iterator[Part]:
        yield Heading("Rating, from the first attempt to the latest")
        steps = columns(figures(self.found, step), COLUMNS)
        if not steps:
            yield ink.say("Every verdict was withheld so far.", CAUTION)
            return
        rows = ink.rows(16, None)
        for number, rating in reversed(list(enumerate(RATINGS, start=1))):
            style = GOOD if number > len(RATINGS) / 2 else BAD
            dots = "".join(ink.glyphs.step if round(one) == number else " " for one in steps)
            rows.add_row(ink.say(RATING_NAMES[rating], QUIET), Text(dots.rstrip(), style))
        yield rows

    def _sections(self, ink: Ink) -> Iterator[Part]:
        yield Heading(f"Time per section, the mean of the last {LATELY}, against its target")
        rows = ink.rows(10, None, None)
        clocked: dict[SectionName, list[SectionTime]] = {name: [] for name in SECTIONS}
        for glance in self.found:
            for time in glance.sections:
                clocked[time.name].append(time)
        for name, times in clocked.items():
            if not times:
                continue
            lately = fmean(one.spoken_s for one in times[-LATELY:])
            target_s = times[-1].target_s
            told = f"{lately:.0f} s of {target_s:.0f} s"
            earlier = times[:-LATELY]
            before = f"before: {fmean(one.spoken_s for one in earlier):.0f} s" if earlier else ""
            style = GOOD if lately <= target_s else CAUTION
            drawing = Text(bar(lately, target_s, ink), style)
            rows.add_row(ink.say(SECTION_NAMES[name]), drawing, ink.say(ink.joined(told, before)))
        yield rows

    def _line(
        self, rows: object, ink: Ink, name: str, figure: Callable[[Glance], float | None], form: str
    ) -> None:
        values = figures(self.found, figure)
        if values:
            told = form.format(values[0])
            if len(values) > 1:
                told = f"{told} to {form.format(fmean(values[-LATELY:]))}"
            line = _sparkline(columns(values, COLUMNS), ink)
            rows.add_row(ink.say(name), Text(line, GOOD), ink.say(told, QUIET))  # type: ignore[attr-defined]

    def _stories(self, ink: Ink) -> Iterator[Part]:
        told = by_story(self.found)
        yield Heading("The same story over its attempts")
        rows = ink.rows(22, 3, NARROW, None)
        for story, tries in told[:STORIES]:
            steps = figures(tries, step)
            line = _sparkline(columns(steps, NARROW), ink, low=1, high=len(RATINGS))
            way = ", now ".join(rating_name(one.rating) for one in (tries[0], *tries[1:][-1:]))
            rows.add_row(
                ink.say(story), Text(str(len(tries)).rjust(3), QUIET), Text(line, GOOD), ink.say(way)
            )
        yield rows
        if len(told) > STORIES:
            yield ink.say(f"and {len(told) - STORIES} more; --story shows one alone.", QUIET)


def _sparkline(values: Sequence[float], ink: Ink, low: float | None = None, high: float | None = None) -> str:
    """One sign a value, the higher the greater, between the bounds or the least and the greatest."""
    if not values:
        return ""
    signs = ASCII_BARS if ink.ascii_only else BARS
    least, most = min(values) if low is None else low, max(values) if high is None else high
    if most <= least:
        return signs[len(signs) // 2] * len(values)
    return "".join(signs[round((one - least) / (most - least) * (len(signs) - 1))] for one in values)
