"""The pages that a screen shows during an interview: after the answer, after a follow-up, at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rich.console import RenderableType

from simulator.domain.review import Grade, Review
from simulator.events import Event
from simulator.reporting.interview import InterviewPage, summarise
from simulator.reporting.text import GradePage, ReviewPage


@dataclass(frozen=True, slots=True)
class InterviewPages:
    """Draws what `ui` shows. `names`: id of a signal or disqualifier -> its name for people."""

    names: Mapping[str, str] = field(default_factory=dict)

    def review(self, review: Review) -> RenderableType:
        """The opening answer's review, without the question that is about to be asked."""
        return ReviewPage(review, self.names, brief=True)

    def grade(self, grade: Grade) -> RenderableType:
        return GradePage(grade)

    def interview(self, events: Iterable[Event]) -> RenderableType:
        return InterviewPage(summarise(events))
