"""What is remembered of a session once it is over, and how far somebody has come over many of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.domain.practice import Exercise
from simulator.domain.review import Grade, Level, Rating, Review, SectionTime


@dataclass(frozen=True, slots=True)
class Mode:
    """What a session of some mode counts as."""

    rated: bool = False
    """It ends with a verdict."""
    attempt: bool = False
    """The candidate answered as in an interview: progress and the bank count it."""
    practised: bool = False
    """The candidate tried something that is to come again in time."""


MODES: Mapping[str, Mode] = {
    "interview": Mode(rated=True, attempt=True, practised=True),
    "demo": Mode(rated=True),
    "drill": Mode(practised=True),
    "walkthrough": Mode(),
    "telling": Mode(),
}


def mode_of(name: str) -> Mode:
    """What a session counts as; one whose mode is not known, as of a later version, counts for nothing."""
    return MODES.get(name, Mode())


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One question and how much was said to it. `probe` is empty for a question that is no follow-up."""

    number: int
    question: str
    probe: str
    length_s: float
    """0 where no answer came."""
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One session, whole, without the transcript: that stays in the session's own folder."""

    session: str
    """The name of its folder."""
    started: str
    """Local time on the machine that it was held on, as ISO text to the second."""
    mode: str
    story: str
    principle: str
    level: Level
    question: str
    """The first that was asked; empty where it came to none."""
    rating: Rating | None
    """The last word on it, after follow-ups and a second hearing. None: withheld, or not judged."""
    length_s: float
    """From its begin to its end."""
    opening: Review | None = None
    turns: tuple[TurnRecord, ...] = ()
    grades: tuple[Grade, ...] = ()
    """Of the follow-ups that were answered, in order."""
    exercises: tuple[Exercise, ...] = ()
    """A drill's attempts, in order."""
    ended: str = ""
    """`completed`, `interrupted`, `nothing_heard`; empty where it was broken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The figures of a session by which progress is seen."""

    session: str
    started: str
    mode: str
    story: str
    principle: str
    level: Level
    rating: Rating | None
    length_s: float
    words_per_minute: float | None = None
    """None where no opening answer was judged, as in a drill."""
    i_to_we: float | None = None
    sections: tuple[SectionTime, ...] = ()
    """Of the opening answer; a span begins at 0, since only its length is remembered here."""


PractiseKind = Literal["section", "probe", "story"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something to practise, and since when (or from when) it is time to."""

    kind: PractiseKind
    story: str
    name: str
    """The section or the probe; of a story, its own id."""
    due: str
    """Local time, as ISO text to the second."""
    recall: float
    """How likely it still sits, 0-1, by the spacing rules."""
    attempts: int
    last: str
    """How the last attempt went: a section's status, a grade or a rating."""
