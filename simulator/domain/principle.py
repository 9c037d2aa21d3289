"""What one principle's pack says: how it is asked about, what alone speaks for or against it, its follow-ups.

A principle adds to the rubric and never stands in for it: its own evidence is kept apart from the general
signals and disqualifiers, and moves the rating a little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le, MinLen

from simulator.domain.cues import Guard, Listening
from simulator.domain.review import GradeName, Level
from simulator.domain.rules import Points, ProbeRule
from simulator.domain.story import PACK_CONFIG, Id, Text, ToldAnswer

LEAST_QUESTIONS = 6
"""Fewer are known by heart after a week. Source: judgement."""


@dataclass(frozen=True, slots=True)
class PrincipleBar:
    """How one level changes what is asked of a principle."""

    bar: Text
    """What is enough at this level, as a sentence to the candidate."""
    credit: dict[Id, Points] = field(default_factory=dict)
    """Signals that weigh otherwise at this level; laid over the rubric's own credit for the level."""


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """A strong and a weak answer to one question."""

    strong: ToldAnswer
    """An answer that earns, and what it tells."""
    weak: ToldAnswer
    """An answer that costs, and what it tells."""

    @property
    def graded(self) -> dict[GradeName, ToldAnswer]:
        """Both, by what they are."""
        return {"strong": self.strong, "weak": self.weak}


@dataclass(frozen=True, slots=True)
class Examples:
    """How it sounds when somebody carries the principle, and when they lose it."""

    question: Annotated[int, Ge(1)]
    """Which of `questions` is answered, counted from 1."""
    opening: AnswerPair
    """A whole story, a paragraph for each of its five sections; and one from that work, with the faults that
    are usual here."""
    probes: dict[Id, AnswerPair] = field(default_factory=dict)
    """Answers to the principle's own follow-ups, about that story."""


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle or theme that an interviewer asks about."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
    """The file's name."""
    name: Text
    """As it is written."""
    meaning: Text
    """What it means in an interviewer's ear."""
    questions: Annotated[tuple[Text, ...], MinLen(LEAST_QUESTIONS)]
    """Opening questions for a candidate's own story; the first is asked unless another is chosen."""
    weighs: Annotated[tuple[Id, ...], MinLen(1)]
    """The signals that weigh more when this principle is asked about."""
    levels: dict[Level, PrincipleBar]
    """How the level changes the bar."""
    pushback: bool = False
    """Whether the questions ask how the candidate stood up to others."""
    shows: dict[Id, Listening] = field(default_factory=dict)
    """The principle's own evidence."""
    harms: dict[Id, Listening] = field(default_factory=dict)
    """What speaks against it, and against nothing else."""
    probes: dict[Id, ProbeRule] = field(default_factory=dict)
    """Follow-ups of its own. A trigger names one of `harms`, one of `shows` (it fires where that is absent),
    or a disqualifier or gap of the rubric."""
    examples: Examples | None = None
    """Answers to hear before one's own. The judge rates them; no rating stands here."""

    @property
    def question(self) -> str:
        """The question that is asked unless another is chosen."""
        return self.questions[0]


@dataclass(frozen=True, slots=True)
class LensRules:
    """What a principle's own evidence is worth, next to the general one. It moves a rating a little only."""

    show: Points
    """Points for each of the principle's `shows`, however often it is heard."""
    most_shown: Points
    """The most that they can earn together."""
    harm: Points
    """What each of its `harms` costs, however often it is heard."""
    most_harmed: Points
    """The most that they can cost together."""
    least_score: Annotated[int, Ge(0), Le(100)]
    """A hit of a lower score is shown and weighs nothing."""
    guards: dict[str, tuple[Guard, ...]]
    """Readings of a clause under which `shows` and `harms` do not count, where they name none."""
