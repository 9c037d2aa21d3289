"""Small past-tense facts of a session; screen, report and history read nothing else.

`at_s` is seconds since the session began; times named `…_s` inside a review or of words are seconds
from the start of that answer's own recording. `turn` is 0 for the opening question, 1 for the first
probe and so on. A scripted session's trace is its golden file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.review import Grade, Level, Probe, Rating, Review
from simulator.domain.speech import Transcript, Word

EndReason = Literal["silence", "key", "limit", "source_ended", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    session: str
    mode: str
    story: str
    principle: str
    level: Level
    recogniser: str
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed(Event):
    """Something the candidate should know: a fallback taken, a device missing. `code` is stable."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Event):
    """The interviewer has begun to speak (or has shown) these words. `probe` is empty on turn 0."""

    turn: int
    text: str
    probe: Probe | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningStarted(Event):
    turn: int
    recording: str
    """File name inside the session's folder; empty where nothing is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(Event):
    turn: int
    start_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStopped(Event):
    turn: int
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsHeard(Event):
    """Words that will not change any more."""

    turn: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEnded(Event):
    turn: int
    reason: EndReason
    transcript: Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    turn: int
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded(Event):
    turn: int
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored(Event):
    """A probe answer changed the opening answer's rating."""

    turn: int
    before: Rating
    after: Rating
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The end of the interview: the final rating (None: withheld) and what to take home."""

    rating: Rating | None
    changed_by: tuple[str, ...]
    """What moved the rating after the opening answer, a sentence each."""
    fixes: tuple[str, ...]
    """The three things to mend first."""
    say_instead: str
    """One strong line to say next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Event):
    """`folder` is where recordings and trace are; empty where nothing is kept."""

    reason: Literal["completed", "interrupted", "nothing_heard"]
    folder: str
