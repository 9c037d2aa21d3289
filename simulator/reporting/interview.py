"""An interview's events -> what to take home: each turn, the verdict and what moved it, what to mend.

`summarise` reads the events that the screen and the trace are made of; nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.review import Grade, Probe, Review
from simulator.domain.wording import GRADE_NAMES, rating_name, readable
from simulator.events import Asked, Closed, Event, Graded, Rescored, Reviewed
from simulator.reporting.ink import CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn
from simulator.reporting.text import NAME_COLUMN, verdict_line


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One probe asked; `grade` is None where no answer came."""

    probe: Probe
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """What one interview came to, as far as it went."""

    opening: Review | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    rescored: tuple[Rescored, ...] = ()
    close: Closed | None = None


def summarise(events: Iterable[Event]) -> Interview:
    """Gathers an interview's outcome from its events, in the order in which they happened."""
    interview = Interview()
    for event in events:
        interview = _with(interview, event)
    return interview


def _with(interview: Interview, event: Event) -> Interview:
    if isinstance(event, Reviewed) and event.turn == 0:
        return replace(interview, opening=event.review)
    if isinstance(event, Asked) and event.probe:
        asked = FollowUp(event.probe)
        # Asked again after a break, a question stands in place of the one that got no answer.
        others = tuple(one for one in interview.follow_ups if one != asked)
        return replace(interview, follow_ups=(*others, asked))
    if isinstance(event, Graded) and interview.follow_ups:
        *before, last = interview.follow_ups
        return replace(interview, follow_ups=(*before, replace(last, grade=event.grade)))
    if isinstance(event, Rescored):
        return replace(interview, rescored=(*interview.rescored, event))
    if isinstance(event, Closed):
        return replace(interview, close=event)
    return interview


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """The last page of an interview."""

    interview: Interview

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        close = self.interview.close
        if self.interview.opening:
            yield from self._turns(self.interview.opening, ink)
        if close:
            yield from self._verdict(close, ink)
            yield from _fixes(close, ink)

    def _turns(self, opening: Review, ink: Ink) -> Iterator[Part]:
        yield Heading("The interview")
        rows = ink.rows(NAME_COLUMN, None)
        rows.add_row("Opening answer", rating_name(opening.verdict.rating))
        for follow_up in self.interview.follow_ups:
            rows.add_row(ink.say(readable(follow_up.probe.id)), _outcome(follow_up, ink))
        yield rows

    def _verdict(self, close: Closed, ink: Ink) -> Iterator[Part]:
        yield Heading("Final verdict")
        yield verdict_line(close.rating, ink)
        opening = self.interview.opening
        if opening and opening.trust.level == "low":
            yield ink.say(opening.trust.why)
        for change in close.changed_by:
            yield ink.say(change)


def _outcome(follow_up: FollowUp, ink: Ink) -> Text:
    if not follow_up.grade:
        return Text("no answer", CAUTION)
    grade = follow_up.grade
    style = GOOD if grade.grade == "strong" else CAUTION
    return Text.assemble((GRADE_NAMES[grade.grade].ljust(6), style), ink.say(f"  {grade.why}", QUIET))


def _fixes(close: Closed, ink: Ink) -> Iterator[Part]:
    if close.fixes:
        yield Heading("Mend first")
        rows = ink.rows(2, None)
        for number, fix in enumerate(close.fixes, start=1):
            rows.add_row(Text(f"{number}.", QUIET), ink.say(fix))
        yield rows
    if close.say_instead:
        yield Heading("Say this next time")
        yield ink.say(f"“{close.say_instead.strip('“”')}”", STRONG)
