"""Small past-tense facts of a session; screen, report and history read nothing else.

`at_s` is seconds since the session began; times named `…_s` inside a review or of words are seconds
from the start of that answer's own recording. `turn` is 0 for the opening question, 1 for the first
probe and so on. A scripted session's trace is its golden file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.committee import Debrief
from simulator.domain.lesson import Step
from simulator.domain.practice import Exercise
from simulator.domain.review import Grade, Hit, Level, Probe, Rating, Review, SectionName, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.domain.telling import Draft, Need
from simulator.domain.turn_taking import CutIn

EndReason = Literal["silence", "key", "limit", "source_ended", "skipped", "left", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing(Event):
    """True only for the moment: for the screen, and kept in no trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    session: str
    mode: str
    story: str
    principle: str
    level: Level
    recogniser: str
    voice: str
    question: str = ""
    """The first one; with what follows it is how the session is taken up again as it was begun."""
    rubric: str = ""
    """Its name or its file; empty in a trace that does not tell it, as an earlier one."""
    probes: int | None = None
    """The most follow-ups; None: as many as the level has."""
    tough: bool = False
    time_s: float | None = None
    """After so long no further follow-up is asked; None: there is no hurry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed(Event):
    """Something the candidate should know: a fallback taken, a device missing. `code` is stable."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The session had broken off and was taken up again; what comes now follows on from all before."""

    recogniser: str
    """Who hears what had been recorded."""


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
class WordsTyped(Event):
    """How far a typed answer has come, so that it outlives a crash: all of it may still be mended.

    Behind the first `kept` words that were told of before stand these. At the answer's end `WordsHeard`
    tells all of them once more, and that holds.
    """

    turn: int
    kept: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundHeard(Passing):
    """How the answer sounds at this moment, about ten times a second."""

    turn: int
    heard_s: float
    """Length of the answer up to now."""
    level_db: float
    """Loudness of the latest sound, relative to full scale."""
    silent_s: float
    """How long nothing has been said; 0 while the candidate speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsClocked(Passing):
    """The five clocks by all words settled up to now; they may still change."""

    turn: int
    sections: tuple[SectionTime, ...]
    current: SectionName | None
    """The section of the last words."""
    until_s: float
    """The end of the last word that was clocked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitHeard(Passing):
    """A signal (`credit`) or a disqualifier, told when first heard; the review may think better of it."""

    turn: int
    credit: bool
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Overran(Event):
    """A section has passed its target."""

    turn: int
    section: SectionName
    spoken_s: float
    target_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceGrew(Event):
    """The interviewer shows patience. `text` is what was said softly, or empty where it was only shown."""

    turn: int
    silent_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn(Event):
    """The interviewer broke in on the answer and goes on listening."""

    turn: int
    cut_in: CutIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The candidate has stopped the clock (`on`) or lets it run on."""

    turn: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEnded(Event):
    """May be told again of the same turn after `AnswerReopened`; the last one holds."""

    turn: int
    reason: EndReason
    transcript: Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReopened(Event):
    """The candidate spoke on, just as the next question began: what was told of this turn's end, and that
    question, are void."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    turn: int
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSet(Event):
    """One section is to be practised now."""

    turn: int
    section: SectionName
    target_s: float
    in_a_row: int
    """How many good attempts have just gone before."""
    goal: int
    """How many in a row are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDown(Passing):
    """So many seconds are left before an attempt begins."""

    turn: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised(Event):
    turn: int
    exercise: Exercise
    in_a_row: int
    """How many good attempts in a row, this one counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown(Event):
    """A step of a walkthrough; `turn` counts from 0, of `count` in all."""

    turn: int
    count: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAloud(Passing):
    """How far a step's text has been read: its share, 0-1."""

    turn: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Event):
    """An option of a knowledge check, counted from 0."""

    turn: int
    option: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryGrew(Passing):
    """What is there of a story while it is told, and what it still lacks; `turn` is the answer just heard."""

    turn: int
    draft: Draft
    lacks: tuple[Need, ...]
    asks: Need | None
    """What is asked for next; None: nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDrafted(Event):
    """A story of the candidate's own has been told, with its phrases and what it lacks."""

    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryKept(Event):
    """The story stands in a file of the candidate's own; `text` is what the interviewer said about it."""

    story: str
    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Event):
    """The answer tells a story that this loop has heard before, in answer to the question `told_to`."""

    turn: int
    told_to: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Debriefed(Passing):
    """The loop is over, and this is what its committee writes. `path`: the file; empty: none is kept."""

    debrief: Debrief
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAgain(Event):
    """The recording of a turn was written down a second time by a better recogniser, and judged by that."""

    turn: int
    recogniser: str
    transcript: Transcript
    review: Review | None
    """Of the opening answer; None for a follow-up's."""
    grade: Grade | None
    """Of a follow-up's answer."""
    changes: tuple[str, ...]
    """Where that changed a judgement, a sentence each."""


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
