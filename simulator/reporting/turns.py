"""A session's events -> its turns: each question with the answer that it got, as far as the session went.

For pages that show a whole session. A session that was broken off gives what there is: of an answer that
never ended, the words that had settled. Nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.domain.review import Grade, Probe, Rating, Review
from simulator.domain.speech import Transcript
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    CameIn,
    Closed,
    Event,
    Graded,
    HeardAgain,
    ListeningStarted,
    Noticed,
    Rescored,
    Reviewed,
    SessionEnded,
    SessionStarted,
    WordsHeard,
    WordsTyped,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it. `probe` is None for the opening question."""

    number: int
    question: str
    probe: Probe | None = None
    recording: str = ""
    """File name inside the session's folder; empty where no sound was kept."""
    transcript: Transcript | None = None
    """None where no answer came."""
    ended: bool = False
    """Whether the answer was heard to its end."""
    typed: bool = False
    """Whether `transcript` is what stood there of a typed answer."""
    review: Review | None = None
    grade: Grade | None = None
    rescored: Rescored | None = None
    came_in: tuple[CameIn, ...] = ()
    """Where the interviewer broke in on the answer."""
    heard_again: HeardAgain | None = None
    """The second hearing that `transcript`, `review` and `grade` come from, if there was one."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session as it went: who asked what, what was answered, how it closed."""

    started: SessionStarted | None = None
    turns: tuple[Turn, ...] = ()
    close: Closed | None = None
    ended: SessionEnded | None = None
    notices: tuple[Noticed, ...] = ()

    @property
    def review(self) -> Review | None:
        """Of the opening answer."""
        return next((turn.review for turn in self.turns if turn.review), None)

    @property
    def rating(self) -> Rating | None:
        """The last word on it: the close's, or as far as the session came. None: withheld, or not judged."""
        if self.close:
            return self.close.rating
        rescored = [turn.rescored.after for turn in self.turns if turn.rescored]
        return rescored[-1] if rescored else self.review.verdict.rating if self.review else None


def session_of(events: Iterable[Event]) -> Session:
    """Gathers a session from its events, in order; where a thing was told twice, the last word holds."""
    session = Session()
    for event in events:
        session = _with(session, event)
    return session


def _with(session: Session, event: Event) -> Session:
    if isinstance(event, Asked):
        # Asked again after a break, a question stands in place of the one that got no answer.
        before = tuple(turn for turn in session.turns if turn.number != event.turn)
        return replace(session, turns=(*before, Turn(event.turn, event.text, event.probe)))
    if isinstance(event, AnswerReopened):
        return replace(session, turns=tuple(turn for turn in session.turns if turn.number <= event.turn))
    if isinstance(event, Noticed):
        return replace(session, notices=(*session.notices, event))
    if (number := getattr(event, "turn", None)) is not None:
        turns = tuple(_turn(turn, event) if turn.number == number else turn for turn in session.turns)
        return replace(session, turns=turns)
    return _framed(session, event)


def _framed(session: Session, event: Event) -> Session:
    """With what begins and ends a session."""
    if isinstance(event, SessionStarted):
        return replace(session, started=event)
    if isinstance(event, Closed):
        return replace(session, close=event)
    if isinstance(event, SessionEnded):
        return replace(session, ended=event)
    return session


def _turn(turn: Turn, event: Event) -> Turn:
    if isinstance(event, ListeningStarted):  # also when the answer is taken again: what came before is void
        return replace(turn, recording=event.recording, transcript=None, ended=False, typed=False, came_in=())
    if isinstance(event, (WordsHeard, WordsTyped)):
        return _with_words(turn, event)
    if isinstance(event, AnswerEnded):
        return replace(turn, transcript=event.transcript, ended=True)
    if isinstance(event, CameIn):
        return replace(turn, came_in=(*turn.came_in, event))
    return _judged(turn, event)


def _with_words(turn: Turn, event: WordsHeard | WordsTyped) -> Turn:
    """With more of the answer; what was typed may be mended, and is told whole at its end."""
    typed = isinstance(event, WordsTyped)
    before = turn.transcript.words if turn.transcript else ()
    kept = event.kept if isinstance(event, WordsTyped) else 0 if turn.typed else len(before)
    words = (*before[:kept], *event.words)
    told = Transcript(words, words[-1].end_s if words else 0.0, typed=typed or turn.typed)
    return replace(turn, transcript=told, typed=typed)


def _judged(turn: Turn, event: Event) -> Turn:
    if isinstance(event, HeardAgain):
        review, grade = event.review or turn.review, event.grade or turn.grade
        return replace(
            turn, transcript=event.transcript, review=review, grade=grade, heard_again=event, ended=True
        )
    if isinstance(event, Reviewed):
        return replace(turn, review=event.review)
    if isinstance(event, Graded):
        return replace(turn, grade=event.grade)
    if isinstance(event, Rescored):
        return replace(turn, rescored=event)
    return turn
