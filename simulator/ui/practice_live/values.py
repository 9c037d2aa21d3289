"""What the screens of drill and walkthrough are told before they begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.domain.lesson import Chapter
from simulator.domain.review import SectionName

CHAPTER_NAMES: dict[Chapter, str] = {
    "overview": "Overview",
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "reflection": "Reflection",
    "weak_answer": "The weak answer",
    "reflections": "Reflections by level",
    "lenses": "By principle",
    "levels": "By level",
    "probes": "Follow-ups",
    "checks": "Checks",
}
"""In the order in which they are walked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillBriefing:
    """What a drill's screen shows beyond the events."""

    title: str
    windows: Mapping[SectionName, tuple[float, float]] = field(default_factory=dict)
    """Between which lengths, in seconds, an attempt at a section is in time."""
    strong: Mapping[str, str] = field(default_factory=dict)
    """A strong answer to a follow-up, by the follow-up's id."""
    recorded: bool = False
    """Whether recordings answer: then there is nothing to pause or to take again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkBriefing:
    """What a walkthrough's screen shows beyond the events."""

    title: str
    next: str = ""
    """What to do when it is over, a sentence."""
