"""What a session is made of and what it is about: values handed in by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.domain.review import Level
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.events import Event
from simulator.hearing import HearingSettings, Scribe
from simulator.judging import Subject
from simulator.ports import (
    Archive,
    AudioSink,
    AudioSource,
    Clock,
    Controls,
    EndpointPolicy,
    Keyboard,
    SpeechDetector,
    Transcriber,
    Voice,
)

Candidate = Callable[[int, str], AudioSource | None]
"""Gives the sound of turn n, asked with the probe of that id ('' for the opening question).

None when the candidate has no more to say: the interview then closes.
"""

Observer = Callable[[Event], None]
Emit = Callable[..., None]
"""`emit(EventType, field=…)`: stamps the event with the elapsed time and hands it to the observers."""


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A story that this loop has heard, and the question to which it was told."""

    question: str
    about: Subject


@dataclass(frozen=True, slots=True)
class Brief:
    """What the interview is about. `story` None: the candidate's own, under the general rubric."""

    session: str
    mode: str
    question: str
    story: Story | None
    rubric: Rubric
    principle: str
    level: Level
    probes: int
    """The most follow-ups to ask."""
    notices: tuple[tuple[str, str], ...] = ()
    """What the candidate should know before the first question: (code, sentence)."""
    tough: bool = False
    """Whether the interviewer cuts in."""
    told: tuple[ToldBefore, ...] = ()
    """What may not be told again: no follow-up is asked on it."""
    time_s: float | None = None
    """When so much time has gone by, no further follow-up is asked; None: there is no hurry."""
    rubric_name: str = ""
    """By which the rubric is found again: its name or its file."""

    @property
    def story_id(self) -> str:
        return self.story.id if self.story else "own"


@dataclass(frozen=True, slots=True)
class Lighter:
    """A recogniser that is quicker and mishears more; `make` loads it."""

    name: str
    make: Callable[[], Transcriber]


@dataclass(frozen=True, slots=True)
class SecondEar:
    """A recogniser that hears better than the live one; `hear` takes its time over a recording."""

    name: str
    hear: Callable[[Path], Transcript]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the machine that take part. `voice` or `sink` None: words are shown, not spoken."""

    candidate: Candidate
    detector: SpeechDetector
    scribe: Scribe
    voice: Voice | None
    sink: AudioSink | None
    controls: Controls
    clock: Clock
    archive: Archive
    observers: tuple[Observer, ...]
    hearing: HearingSettings
    endpoint: EndpointPolicy
    lighter: tuple[Lighter, ...] = ()
    """What to fall back on, one after another, where the recogniser is too slow for this machine."""
    second: SecondEar | None = None
    """Who hears the recordings again after the close; None: nobody would hear better."""
    keyboard: Keyboard | None = None
    """Where answers come from that are typed; None: they are spoken."""

    def within(self, time_s: float | None) -> Parts:
        """The same, with no answer longer than the time there is, in seconds; None: as long as one may be."""
        limit_s = self.hearing.answer_limit_s
        return replace(self, hearing=replace(self.hearing, answer_limit_s=min(limit_s, time_s or limit_s)))
