"""What came of an interview, from its events: everything that the screen shows afterwards.

The last word on a thing holds: an answer taken again, a question taken back, a second hearing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from simulator.domain.review import Grade, Probe, Rating, Review
from simulator.domain.speech import Transcript
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    Closed,
    Event,
    Graded,
    HeardAgain,
    ListeningStarted,
    Noticed,
    Reviewed,
    SessionEnded,
)

SECONDS_A_WORD = 0.45
"""How long a word takes where its transcript does not say. Source: 150 words a minute, and a little more."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up and what came of it; `grade` None: no answer."""

    turn: int
    question: str
    probe: Probe
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """As far as the interview went."""

    question: str = ""
    opening: Review | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    transcripts: dict[int, Transcript] = field(default_factory=dict)
    recordings: dict[int, str] = field(default_factory=dict)
    """File name of each turn's recording; no entry where none was kept."""
    close: Closed | None = None
    ended: SessionEnded | None = None
    notices: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    """Where a second hearing changed a judgement."""

    @property
    def rating(self) -> Rating | None:
        """The last word on it; None: withheld, or not judged."""
        return self.close.rating if self.close else self.opening.verdict.rating if self.opening else None

    def span(self, turn: int, quote: str, start_s: float) -> tuple[float, float]:
        """Where the quote lies in the turn's recording."""
        count = max(1, len(quote.split()))
        transcript = self.transcripts.get(turn)
        words = [word for word in transcript.words if word.end_s > start_s] if transcript else []
        end_s = words[min(count, len(words)) - 1].end_s if words else start_s + count * SECONDS_A_WORD
        return start_s, end_s


def outcome_of(events: Iterable[Event]) -> Outcome:
    """Adds up the events in the order in which they happened."""
    outcome = Outcome()
    for event in events:
        outcome = _with(outcome, event)
    return outcome


def _with(outcome: Outcome, event: Event) -> Outcome:  # noqa: PLR0911  # one kind of event a line
    if isinstance(event, Asked):
        if event.probe is None:
            return replace(outcome, question=event.text)
        return replace(
            outcome, follow_ups=(*outcome.follow_ups, FollowUp(event.turn, event.text, event.probe))
        )
    if isinstance(event, AnswerReopened):
        kept = tuple(one for one in outcome.follow_ups if one.turn <= event.turn)
        return replace(outcome, follow_ups=kept)
    if isinstance(event, ListeningStarted):
        kept_in = {event.turn: event.recording} if event.recording else {}
        return replace(outcome, recordings=outcome.recordings | kept_in)
    if isinstance(event, AnswerEnded):
        return replace(outcome, transcripts=outcome.transcripts | {event.turn: event.transcript})
    if isinstance(event, Reviewed):
        return replace(outcome, opening=event.review)
    if isinstance(event, Graded):
        return _graded(outcome, event.turn, event.grade)
    if isinstance(event, HeardAgain):
        return _heard_again(outcome, event)
    if isinstance(event, Closed):
        return replace(outcome, close=event)
    if isinstance(event, Noticed):
        return replace(outcome, notices=(*outcome.notices, event.text))
    return replace(outcome, ended=event) if isinstance(event, SessionEnded) else outcome


def _graded(outcome: Outcome, turn: int, grade: Grade) -> Outcome:
    graded = tuple(replace(one, grade=grade) if one.turn == turn else one for one in outcome.follow_ups)
    return replace(outcome, follow_ups=graded)


def _heard_again(outcome: Outcome, event: HeardAgain) -> Outcome:
    outcome = replace(
        outcome,
        transcripts=outcome.transcripts | {event.turn: event.transcript},
        changes=(*outcome.changes, *event.changes),
        opening=event.review or outcome.opening,
    )
    return _graded(outcome, event.turn, event.grade) if event.grade else outcome
