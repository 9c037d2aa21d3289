"""What a session is made of and what it is about: values handed in by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.domain.review import Level
from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.events import Event
from simulator.hearing import HearingSettings
from simulator.ports import (
    Archive,
    AudioSink,
    AudioSource,
    Clock,
    Controls,
    SpeechDetector,
    Transcriber,
    Voice,
)

Candidate = Callable[[int, str], AudioSource | None]
"""Gives the sound of turn n, asked with the probe of that id ('' for the opening question).

None when the candidate has no more to say: the interview then closes.
"""

Observer = Callable[[Event], None]


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

    @property
    def story_id(self) -> str:
        return self.story.id if self.story else "own"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the machine that take part. `voice` or `sink` None: words are shown, not spoken."""

    candidate: Candidate
    detector: SpeechDetector
    transcriber: Transcriber
    voice: Voice | None
    sink: AudioSink | None
    controls: Controls
    clock: Clock
    archive: Archive
    observers: tuple[Observer, ...]
    hearing: HearingSettings
