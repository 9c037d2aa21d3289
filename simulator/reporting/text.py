"""A review or a grade as a page for the terminal: what a candidate reads after a hard answer.

Drawn with Rich at any width from 50 columns, with or without colour. It shows what the judge found and
adds no judgement of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.domain.review import (
    RATINGS,
    Grade,
    Hit,
    LedgerEntry,
    PaceSpan,
    Probe,
    Rating,
    Reason,
    Review,
)
from simulator.domain.wording import GRADE_NAMES, LEVEL_NAMES, SECTION_NAMES, clock, rating_name, readable
from simulator.reporting.clocks import ClockTable
from simulator.reporting.ink import BAD, CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn

NAME_COLUMN = 20
PACE_NOTES = frozenset({"slow", "fast", "slow-section", "fast-section", "slow-stretch", "fast-stretch"})
"""Remarks beside which the pace over time is shown."""
SHOWN_AGAIN = 4
"""How many further times of one signal are listed before the rest is counted."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One answer, judged.

    Args:
        names: id of a signal, disqualifier or gap -> its name for people; without one the id is shown.
        brief: leaves out what the interviewer is about to ask, and the costs that the reasons already name.
        why: adds the ledger behind the rating.
        source: the file's path, where there is one.
    """

    review: Review
    names: Mapping[str, str] = field(default_factory=dict)
    brief: bool = False
    why: bool = False
    source: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        review = self.review
        yield from self._head(ink)
        yield from self._reasons(ink)
        yield Heading("The clock")
        yield ClockTable(review.sections)
        yield from self._signals(ink)
        yield from self._costs(ink)
        yield from self._gaps(ink)
        yield from self._lens(ink)
        yield from self._delivery(ink)
        if self.why:
            yield from _ledger(review.verdict.ledger, ink)
        if review.probes and not self.brief:
            yield from _next_question(review.probes[0], ink)

    def _head(self, ink: Ink) -> Iterator[Part]:
        review = self.review
        if self.source:
            yield ink.say(self.source, QUIET)
        yield verdict_line(review.verdict.rating, ink)
        told_for = ink.joined(review.story, readable(review.principle), LEVEL_NAMES[review.level])
        yield ink.say(ink.joined(told_for, clock(review.duration_s)), QUIET)
        if review.trust.level == "low":
            yield ink.say(review.trust.why)

    def _reasons(self, ink: Ink) -> Iterator[Part]:
        if self.review.verdict.reasons:
            yield Heading("Why")
            yield reason_rows(self.review.verdict.reasons, ink)

    def _signals(self, ink: Ink) -> Iterator[Part]:
        if not self.review.signals and self.review.trust.level == "low":
            return
        yield Heading("What earned credit")
        if not self.review.signals:
            yield ink.say("Nothing that a bar raiser could write down yet.")
            return
        rows = ink.rows(5, NAME_COLUMN, None)
        for hits in _by_id(self.review.signals):
            first = max(hits, key=lambda hit: hit.score)
            again = _again([hit for hit in hits if hit is not first])
            said = Text.assemble(ink.quote(first.quote), ink.say(again, QUIET))
            rows.add_row(ink.time(first.start_s), ink.say(self._name(first.id), GOOD), said)
        yield rows

    def _costs(self, ink: Ink) -> Iterator[Part]:
        told = {(reason.quote, reason.start_s) for reason in self.review.verdict.reasons if self.brief}
        hits = [hit for hit in self.review.disqualifiers if (hit.quote, hit.start_s) not in told]
        if not hits:
            return
        yield Heading("What costs the hire")
        rows = ink.rows(5, NAME_COLUMN, None)
        for same in _by_id(tuple(hits)):
            for hit in same:
                name = self._name(hit.id) if hit is same[0] else ""
                rows.add_row(ink.time(hit.start_s), ink.say(name, BAD), ink.quote(hit.quote))
            for why in dict.fromkeys(hit.why for hit in same):
                rows.add_row("", "", ink.say(why))
        yield rows

    def _gaps(self, ink: Ink) -> Iterator[Part]:
        if not self.review.gaps:
            return
        yield Heading("What was missing, and where it belongs")
        rows = ink.rows(10, None)
        for gap in self.review.gaps:
            rows.add_row(Text(SECTION_NAMES[gap.section], CAUTION), ink.say(gap.why))
        yield rows

    def _lens(self, ink: Ink) -> Iterator[Part]:
        """The evidence of the principle asked about, each thing once."""
        lens = self.review.lens
        if lens is None or self.review.trust.level == "low":
            return
        yield Heading(f"For {readable(lens.principle)}")
        rows = ink.rows(5, NAME_COLUMN, None)
        for hits, tone in ((lens.shows, GOOD), (lens.harms, BAD)):
            for same in _by_id(hits):
                best = max(same, key=lambda hit: hit.score)
                rows.add_row(
                    ink.time(best.start_s), ink.say(self._name(best.id), tone), ink.quote(best.quote)
                )
        for lack in lens.missing:
            rows.add_row("", ink.say(self._name(lack.id), QUIET), ink.say("not heard", QUIET))
        yield rows

    def _delivery(self, ink: Ink) -> Iterator[Part]:
        delivery = self.review.delivery
        paced = self.why or any(note.id in PACE_NOTES for note in delivery.notes)
        if not delivery.notes and not (paced and delivery.pace):
            return
        yield Heading("How it was said")
        rows = ink.rows(5, None)
        for note in delivery.notes:
            rows.add_row(ink.time(note.start_s if note.quote else None), ink.say(note.text))
            if note.quote:
                rows.add_row("", ink.quote(note.quote))
        if paced and delivery.pace:
            rows.add_row("", ink.say(_pace(delivery.pace), QUIET))
        yield rows

    def _name(self, identifier: str) -> str:
        return self.names.get(identifier) or readable(identifier)


@dataclass(frozen=True, slots=True)
class GradePage:
    """One answer to a probe, judged."""

    grade: Grade
    source: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        grade = self.grade
        if self.source:
            yield ink.say(self.source, QUIET)
        name = GRADE_NAMES[grade.grade].capitalize()
        style = GOOD if grade.grade == "strong" else CAUTION
        yield Text.assemble(
            (name, f"{STRONG} {style}"), (ink.joined("", f" answer to {readable(grade.probe).lower()}"))
        )
        yield ink.say(grade.why)
        if grade.quote:
            rows = ink.rows(5, None)
            rows.add_row(ink.time(grade.start_s), ink.quote(grade.quote))
            yield rows
        if grade.rescore:
            yield ink.say(f"With it the opening answer stands at {rating_name(grade.rescore)}.", BAD)


def verdict_line(rating: Rating | None, ink: Ink) -> Text:
    """The rating in words and as steps of six; a withheld one in words alone."""
    name = rating_name(rating)
    if rating is None:
        return Text(name, f"{STRONG} {CAUTION}")
    step = RATINGS.index(rating) + 1
    style = GOOD if step > len(RATINGS) / 2 else BAD
    steps = ink.glyphs.step * step + ink.glyphs.no_step * (len(RATINGS) - step)
    return Text.assemble((name, f"{STRONG} {style}"), "  ", (steps, style))


def reason_rows(reasons: Iterable[Reason], ink: Ink) -> Table:
    """Why a rating was given: each reason with its time, and under it the words that it rests on."""
    rows = ink.rows(5, None)
    for reason in reasons:
        rows.add_row(ink.time(reason.start_s if reason.quote else None), ink.say(reason.text))
        if reason.quote:
            rows.add_row("", ink.quote(reason.quote))
    return rows


def _pace(spans: tuple[PaceSpan, ...]) -> str:
    """`Words a minute, every 15 s: 148 152 139`."""
    every_s = round(spans[0].end_s - spans[0].start_s)
    return f"Words a minute, every {every_s} s: " + " ".join(f"{span.words_per_minute:.0f}" for span in spans)


def _by_id(hits: tuple[Hit, ...]) -> list[list[Hit]]:
    """Hits of the same id together, in the order first heard."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.id, []).append(hit)
    return list(groups.values())


def _again(hits: list[Hit]) -> str:
    if not hits:
        return ""
    times = ", ".join(clock(hit.start_s) for hit in hits[:SHOWN_AGAIN])
    more = f" and {len(hits) - SHOWN_AGAIN} more" if len(hits) > SHOWN_AGAIN else ""
    return f"  also {times}{more}"


def _ledger(entries: tuple[LedgerEntry, ...], ink: Ink) -> Iterator[Part]:
    """What was weighed and its sum, then the limits and the advice, which carry no points."""
    if not entries:
        return
    yield Heading("How the rating came about")
    rows = ink.rows(5, 6, None)
    weighed = [entry for entry in entries if entry.points]
    total = LedgerEntry("Points in all", sum(entry.points for entry in weighed))
    for entry in (*weighed, total):
        points = Text(f"{entry.points:+.1f}".rjust(5), style=GOOD if entry.points >= 0 else BAD)
        rows.add_row(ink.time(entry.start_s if entry.quote else None), points, ink.say(entry.text))
    for entry in entries:
        if not entry.points:
            rows.add_row(ink.time(entry.start_s if entry.quote else None), "", ink.say(entry.text))
    yield rows


def _next_question(probe: Probe, ink: Ink) -> Iterator[Part]:
    yield Heading("What a bar raiser would ask next")
    yield ink.say(probe.question)
    yield ink.say(probe.because, QUIET)
    if probe.quote:
        rows = ink.rows(5, None)
        rows.add_row(ink.time(probe.start_s), ink.quote(probe.quote))
        yield rows
