"""Figures over attempts, as lines to draw. Places across are percent, heights pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import fmean

from simulator.domain.record import Glance
from simulator.domain.review import RATINGS, SECTIONS, SectionName
from simulator.domain.wording import RATING_NAMES, SECTION_NAMES, day, rating_name
from simulator.reporting.progress import LATELY, by_story, columns, figures, part, share, spoken, step

HEIGHT = 150.0
SMALL = 84.0
MOST_DOTS = 120
"""More dots than this cannot be told apart. Source: judgement, on a screen 1000 pixels wide."""
MARGIN = 0.12
"""Free room above and below a line, as a share of its range. Source: judgement, by eye."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a drawing shows, from its bottom to its top."""

    low: float
    high: float
    height: float

    def down(self, value: float) -> float:
        """Pixels from the top."""
        return self.height * (self.high - value) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is measured of every attempt; `of` gives None where an attempt lacks it."""

    name: str
    unit: str
    of: Callable[[Glance], float | None]
    target: float | None = None
    key: str = "figure"


@dataclass(frozen=True, slots=True)
class Dot:
    left: float
    top: float
    title: str


@dataclass(frozen=True, slots=True)
class Level:
    """A line across with its lettering."""

    top: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the attempts."""

    name: str
    key: str
    dots: tuple[Dot, ...]
    levels: tuple[Level, ...]
    height: float
    spoken: str
    """What the drawing shows, in words."""
    target: float | None = None
    """Where the target lies, in pixels from the top."""

    @property
    def pairs(self) -> tuple[tuple[Dot, Dot], ...]:
        return tuple(pairwise(self.dots))


@dataclass(frozen=True, slots=True)
class StoryRow:
    story: str
    count: int
    first: str
    latest: str
    line: Line


PACE = Figure("Pace", "words a minute", lambda one: one.words_per_minute)
SHARE = Figure("‘I’ against ‘we’ in Action", "% ‘I’", share)


def rating_line(found: Sequence[Glance], height: float = HEIGHT) -> Line:
    """The ratings, worst at the bottom."""
    rated = [one for one in found if one.rating]
    names = [RATING_NAMES[rating] for rating in RATINGS]
    room = Range(0.5, len(names) + 0.5, height)
    levels = tuple(Level(room.down(at), name) for at, name in enumerate(names, start=1))
    titles = [f"{day(one.started)}: {rating_name(one.rating)}" for one in rated]
    dots = _dots(figures(rated, step), titles, lambda at: f"on average {names[round(at) - 1]}", room)
    ends = [rating_name(one.rating) for one in (*rated[:1], *rated[1:][-1:])]
    return Line("Rating", "rating", dots, levels, height, ", now ".join(ends) or "none yet")


def figure_line(found: Sequence[Glance], figure: Figure) -> Line | None:
    """Any figure, between its own least and greatest; None where no attempt has it."""
    having = [one for one in found if figure.of(one) is not None]
    values = figures(having, figure.of)
    if not values:
        return None
    aim = figure.target
    room = _room([*values, *([aim] if aim is not None else [])])
    titles = [f"{day(one.started)}: {value:.0f} {figure.unit}" for one, value in zip(having, values)]
    lately = f"{fmean(values[-LATELY:]):.0f} {figure.unit} lately"
    return Line(
        figure.name,
        figure.key,
        _dots(values, titles, lambda at: f"on average {at:.0f} {figure.unit}", room),
        tuple(Level(room.down(at), f"{at:.0f}") for at in sorted({min(values), max(values)})),
        room.height,
        lately if len(values) <= LATELY else f"{lately}, {fmean(values[:LATELY]):.0f} at first",
        None if aim is None else room.down(aim),
    )


def section_lines(found: Sequence[Glance]) -> list[Line]:
    """The five sections' times, each against the target of the latest attempt."""
    lines = [figure_line(found, _clocked(found, name)) for name in SECTIONS]
    return [line for line in lines if line]


def story_rows(found: Sequence[Glance]) -> list[StoryRow]:
    return [
        StoryRow(
            story,
            len(tries),
            rating_name(tries[0].rating),
            rating_name(tries[-1].rating),
            rating_line(tries, SMALL / 2),
        )
        for story, tries in by_story(found)
    ]


def _clocked(found: Sequence[Glance], name: SectionName) -> Figure:
    times = [one for glance in found if (one := part(glance, name))]
    target_s = times[-1].target_s if times else None
    wanted = f", {target_s:.0f} s wanted" if target_s else ""
    return Figure(SECTION_NAMES[name] + wanted, "s", partial(spoken, name=name), target_s, f"s-{name}")


def _room(values: Sequence[float]) -> Range:
    margin = MARGIN * (max(values) - min(values)) or 1.0
    return Range(min(values) - margin, max(values) + margin, SMALL)


def _dots(
    values: Sequence[float], titles: Sequence[str], mean: Callable[[float], str], room: Range
) -> tuple[Dot, ...]:
    """A dot an attempt, or a mean of several where there are too many to be told apart."""
    shown = columns(values, MOST_DOTS)
    if len(shown) < len(values):
        titles = [mean(value) for value in shown]
    return tuple(
        Dot(100.0 * (number + 0.5) / len(shown), room.down(value), title)
        for number, (value, title) in enumerate(zip(shown, titles))
    )
