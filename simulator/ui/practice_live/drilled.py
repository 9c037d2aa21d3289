"""Where a drill stands, from its events. Only adds up what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.domain.practice import Exercise
from simulator.domain.review import Grade, SectionName
from simulator.events import (
    Asked,
    CountedDown,
    Event,
    Graded,
    ListeningStarted,
    Practised,
    SectionSet,
    SessionEnded,
)
from simulator.ui.live.clockwork import Reading
from simulator.ui.live.progress import Progress


@dataclass(slots=True)
class DrillProgress:
    """Call it with each event; read its fields. `answer` is the attempt that is being heard."""

    answer: Progress = field(default_factory=Progress)
    section: SectionName | None = None
    """None: follow-ups are practised."""
    target_s: float = 0.0
    row: int = 0
    """Good attempts one after another."""
    goal: int = 0
    count: int = 0
    """Seconds left before the attempt begins; 0: nothing is counted."""
    attempt: int = 0
    judged: int = 0
    good: int = 0
    exercise: Exercise | None = None
    """What came of the attempt before."""
    grade: Grade | None = None
    """Of the follow-up before."""
    question: str = ""
    """The one that `grade` is about."""
    fresh: bool = False
    """Whether that is about the attempt just made, and nothing new has been asked yet."""
    ended: bool = False

    def __call__(self, event: Event) -> None:
        self.answer(event)
        if isinstance(event, Asked):
            self.attempt, self.fresh = event.turn + 1, False
        elif isinstance(event, SectionSet):
            self.section, self.target_s = event.section, event.target_s
            self.row, self.goal = event.in_a_row, event.goal
        elif isinstance(event, CountedDown):
            self.count = event.left
        elif isinstance(event, ListeningStarted):
            self.count = 0
        elif isinstance(event, Practised):
            self._judged(good=event.exercise.good)
            self.exercise, self.row = event.exercise, event.in_a_row
        elif isinstance(event, Graded):
            self._judged(good=event.grade.grade == "strong")
            self.grade, self.question = event.grade, self.answer.question
        elif isinstance(event, SessionEnded):
            self.ended = True

    @property
    def reading(self) -> Reading | None:
        """The section's clock at this moment; None where follow-ups are practised."""
        if not self.section:
            return None
        if self.fresh and self.exercise:
            return Reading(self.exercise.section, self.exercise.spoken_s, self.exercise.target_s)
        return Reading(self.section, self.answer.clock.total_s, self.target_s)

    @property
    def speaking(self) -> bool:
        """Whether something of this attempt has been heard."""
        return bool(self.answer.clock.started or self.answer.words) and not self.fresh

    def _judged(self, *, good: bool) -> None:
        self.judged += 1
        self.good += good
        self.fresh = True
