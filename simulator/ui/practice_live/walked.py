"""Where a walkthrough stands, from its events, and how far the voice has come. Only adds up."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.domain.lesson import Chapter, Lit, Step
from simulator.domain.wording import safe
from simulator.events import (
    Chosen,
    Event,
    Noticed,
    ReadAloud,
    SessionEnded,
    SessionStarted,
    SoundHeard,
    StepShown,
    WordsHeard,
)

STALE = 5
"""Draws without news of the voice after which it has ended: half a second."""
PATIENT = 20
"""Draws that a voice may take to begin: two seconds. Source: judgement; a long text is rendered first."""


@dataclass(slots=True)
class WalkProgress:
    """Call it with each event, and `drawn()` at each drawing; read its fields."""

    step: Step | None = None
    at: int = 0
    count: int = 0
    visited: set[Chapter] = field(default_factory=set)
    share: float | None = None
    """How much of the text has been read aloud; None: the voice has not begun, or has ended."""
    question: str = ""
    """The follow-up that the answers on the screen are to."""
    chosen: Chosen | None = None
    words: list[str] = field(default_factory=list)
    """What has been heard in answer to a check."""
    level_db: float | None = None
    """How loud it is while a check's answer is listened to."""
    notice: str = ""
    checked: int = 0
    right: int = 0
    ended: bool = False
    _voice: bool = False
    _patience: int = 0

    def __call__(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            self._voice = bool(event.voice)
        elif isinstance(event, StepShown):
            self._shown(event)
        elif isinstance(event, ReadAloud):
            self.share, self._patience = event.share, STALE
            self.level_db = None
        elif isinstance(event, SoundHeard):
            self.level_db = event.level_db
        elif isinstance(event, WordsHeard):
            self.words += [safe(word.text) for word in event.words]
        elif isinstance(event, Chosen):
            self._chose(event)
        elif isinstance(event, Noticed):
            self.notice = safe(event.text)
        elif isinstance(event, SessionEnded):
            self.ended = True

    @property
    def reading(self) -> bool:
        """Whether the voice is heard, or about to be."""
        return self._patience > 0

    def drawn(self) -> None:
        """Time goes by; a voice of which nothing is heard any more has ended."""
        self._patience = max(0, self._patience - 1)
        if not self._patience:
            self.share = None

    def lit(self) -> tuple[Lit, ...]:
        """The stretches that stand out by now: all of them, or those that the voice has reached."""
        if not self.step:
            return ()
        if not self.reading or not self.step.aloud:
            return self.step.lit
        place = (self.share or 0.0) * len(self.step.text)
        return tuple(one for one in self.step.lit if one.begin <= place)

    def _shown(self, event: StepShown) -> None:
        step = self.step = event.step
        self.at, self.count = event.turn, event.count
        self.visited.add(step.chapter)
        if step.chapter == "probes" and not step.lit:
            self.question = step.text.split("\n\n")[0]
        self.share, self.chosen, self.level_db, self.notice = None, None, None, ""
        self.words = []
        self._patience = PATIENT if self._voice and step.aloud else 0

    def _chose(self, event: Chosen) -> None:
        self.chosen, self.level_db, self.notice = event, None, ""
        self.checked += 1
        self.right += event.right
