"""One answer judged at every level, side by side: the three ratings, and what makes the difference.

It sets the three ledgers beside each other; what weighs nearly alike at every level is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.domain.review import LedgerEntry, Level, Review
from simulator.domain.wording import LEVEL_NAMES, clock, readable
from simulator.reporting.ink import BAD, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn
from simulator.reporting.text import verdict_line

POINTS_COLUMN = 6
TELLING_POINTS = 0.25
"""Points apart from which on a line makes a difference; below, it is the levels' sums kept alike.
Source: judgement, a quarter of a signal."""
ELSE, IN_ALL = "Everything else", "Points in all"
EVERY_LEVEL = "Every level"


@dataclass(frozen=True, slots=True)
class Held:
    """What one level is held to.

    Args:
        total_s: how long the answer may take.
        bar: what the principle asks at this level, in words.
        worth: id of a signal -> the points that it earns at this level.
    """

    total_s: float
    bar: str
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line of the ledger, and its points at each level; 0 where the level does not weigh it."""

    entry: LedgerEntry
    points: tuple[float, ...]

    @property
    def differs(self) -> bool:
        return self.spread >= TELLING_POINTS

    @property
    def spread(self) -> float:
        return max(self.points) - min(self.points)


def weighed(reviews: Sequence[Review]) -> list[Weighed]:
    """The lines of all ledgers that carry points, each once, in the order first weighed."""
    ledgers = [
        {_key(entry): entry.points for entry in review.verdict.ledger if entry.points} for review in reviews
    ]
    entries = {_key(entry): entry for review in reviews for entry in review.verdict.ledger if entry.points}
    return [
        Weighed(entry, tuple(ledger.get(key, 0.0) for ledger in ledgers)) for key, entry in entries.items()
    ]


@dataclass(frozen=True, slots=True)
class LevelsPage:
    """The same words, judged at several levels.

    Args:
        reviews: of one answer, one a level.
        held: what each of those levels is held to.
        add: id of a signal -> the advice to add it.
        why: shows the lines that weigh nearly alike as well.
        source: the file's path, where there is one.
    """

    reviews: tuple[Review, ...]
    held: Mapping[Level, Held]
    add: Mapping[str, str]
    why: bool = False
    source: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        first = self.reviews[0]
        if self.source:
            yield ink.say(self.source, QUIET)
        yield ink.say(ink.joined(first.story, readable(first.principle), clock(first.duration_s)), QUIET)
        if first.trust.level == "low":
            yield verdict_line(None, ink)
            yield ink.say(first.trust.why)
            return
        yield Heading("The rating at each level")
        yield self._ratings(ink)
        yield from self._difference(ink)
        yield from self._unheard(ink)
        yield from self._lift(ink)
        yield Heading(f"What each level asks of {readable(first.principle)}")
        yield _listed([(LEVEL_NAMES[level], held.bar) for level, held in self.held.items()], ink)

    def _ratings(self, ink: Ink) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(3):
            table.add_column(no_wrap=True)
        table.add_row("", "", Text("time budget", QUIET))
        for review in self.reviews:
            total_s = self.held[review.level].total_s
            over_s = review.duration_s - total_s
            over = f", over by {clock(over_s)}" if over_s >= 1 else ""
            name = Text(LEVEL_NAMES[review.level], STRONG)
            table.add_row(name, verdict_line(review.verdict.rating, ink), ink.say(f"{clock(total_s)}{over}"))
        return table

    def _difference(self, ink: Ink) -> Iterator[Part]:
        lines = weighed(self.reviews)
        apart = [line for line in _widest_first(lines) if line.differs]
        alike = [line for line in lines if not line.differs]
        yield Heading("What makes the difference")
        if not apart:
            yield ink.say("Very little: what was heard weighs nearly the same at every level.")
        table = self._table(ink)
        for line in [*apart, *(alike if self.why else ())]:
            said = ink.say(line.entry.text)
            if line.entry.quote:
                said = Text("\n").join([said, ink.quote(line.entry.quote)])
            time = ink.time(line.entry.start_s if line.entry.quote else None)
            table.add_row(time, said, *map(_figure, line.points))
        if alike and not self.why:
            table.add_row("", Text(ELSE, QUIET), *map(_figure, _sums(alike, len(self.reviews))))
        table.add_row("", Text(IN_ALL, STRONG), *map(_figure, _sums(lines, len(self.reviews))))
        yield table

    def _unheard(self, ink: Ink) -> Iterator[Part]:
        """The advice for signals that were not heard and whose worth the level decides."""
        heard = {hit.id for review in self.reviews for hit in review.signals}
        levels = [self.held[review.level].worth for review in self.reviews]
        lines = [
            Weighed(LedgerEntry(text, 0.0), tuple(worth[name] for worth in levels))
            for name, text in self.add.items()
            if name not in heard and all(name in worth for worth in levels)
        ]
        shown = [line for line in _widest_first(lines) if line.differs or self.why]
        if not shown:
            return
        yield Heading("What was not heard, and what it would have earned")
        table = self._table(ink)
        for line in shown:
            table.add_row("", ink.say(line.entry.text), *map(_figure, line.points))
        yield table

    def _lift(self, ink: Ink) -> Iterator[Part]:
        """What carries no points: caps, and the advice that leads one step up."""
        said: dict[str, list[str]] = {}
        for review in self.reviews:
            for entry in review.verdict.ledger:
                if not entry.points:
                    said.setdefault(entry.text, []).append(LEVEL_NAMES[review.level])
        if not said:
            return
        yield Heading("What holds it, and what would lift it")
        rows = [
            (EVERY_LEVEL if len(names) == len(self.reviews) else ", ".join(names), text)
            for text, names in said.items()
        ]
        yield _listed(rows, ink)

    def _table(self, ink: Ink) -> Table:
        """Lines of a ledger: the time, the words, a column of points for each level."""
        table = ink.rows(5, None, *(POINTS_COLUMN for _ in self.reviews))
        table.columns[1].ratio = 1
        for column in table.columns[2:]:
            column.justify = "right"
        table.add_row("", "", *(Text(LEVEL_NAMES[review.level], STRONG) for review in self.reviews))
        return table


def _key(entry: LedgerEntry) -> tuple[str, str, float]:
    return entry.text, entry.quote, entry.start_s


def _widest_first(lines: Sequence[Weighed]) -> list[Weighed]:
    return sorted(lines, key=lambda line: -line.spread)


def _sums(lines: Sequence[Weighed], levels: int) -> list[float]:
    return [sum(line.points[at] for line in lines) for at in range(levels)]


def _figure(points: float) -> Text:
    return Text(f"{points:+.1f}", GOOD if points > 0 else BAD) if points else Text("-", QUIET)


def _listed(rows: Sequence[tuple[str, str]], ink: Ink) -> Table:
    table = ink.rows(12, None)
    for name, text in rows:
        table.add_row(Text(name, STRONG), ink.say(text))
    return table
