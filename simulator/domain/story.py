"""What a story pack says: `prompts/stories/*.yaml` and the candidate's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le, MinLen

from simulator.domain.review import GradeName, Level, Rating, SectionName

Text = Annotated[str, MinLen(1)]
Id = Annotated[str, MinLen(1)]
Seconds = Annotated[float, Ge(1), Le(3600)]

PACK_CONFIG: dict[str, Any] = {
    "extra": "forbid",
    "use_attribute_docstrings": True,
    "str_strip_whitespace": True,
}
"""How a pack is checked: an unknown field is an error, and a field's docstring is its description."""


@dataclass(frozen=True, slots=True)
class StorySection:
    """One STAR section of a story: its clock, its phrases, how to tell it and how it goes wrong."""

    target_s: Seconds
    """How long the section should take, in seconds."""
    phrases: Annotated[tuple[Text, ...], MinLen(1)]
    """The phrases that a bar raiser listens for, to the letter."""
    coaching: Text
    common_mistake: Text
    strong_example: Text
    """A spoken example that can be read and heard."""


@dataclass(frozen=True, slots=True)
class ReflectionExample:
    """A reflection as a candidate of the given levels would give it."""

    levels: Annotated[tuple[Level, ...], MinLen(1)]
    text: Text


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """An answer to a probe, and what it tells the bar raiser."""

    text: Text
    tells: Text


@dataclass(frozen=True, slots=True)
class Rescore:
    """A probe answer of this grade changes the opening answer's rating."""

    when: GradeName
    rating: Rating
    why: Text


@dataclass(frozen=True, slots=True)
class StoryProbe:
    """A follow-up to this story: what it asks, what for, and how weak and strong answers sound."""

    question: Text
    probes_for: Text
    weak: ProbeAnswer
    strong: ProbeAnswer
    signature: Text
    """The one phrase by which a strong answer is known."""
    rescore: Rescore | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a stretch of the weak answer, quoted to the letter."""

    quote: Text
    remark: Text


@dataclass(frozen=True, slots=True)
class WeakAnswer:
    """A weak telling of the story, annotated."""

    text: Text
    marks: Annotated[tuple[Mark, ...], MinLen(1)]
    bar_raiser_thinks: Text
    rating: Rating


@dataclass(frozen=True, slots=True)
class Option:
    text: Text
    correct: bool = False


@dataclass(frozen=True, slots=True)
class KnowledgeCheck:
    """A multiple-choice question; exactly one option is correct."""

    question: Text
    options: Annotated[tuple[Option, ...], MinLen(2)]
    why: Text
    """The reason for the right answer."""


@dataclass(frozen=True, slots=True)
class Lens:
    """The same story told for another principle."""

    lead_with: Text
    emphasise: Text
    play_down: Text


@dataclass(frozen=True, slots=True)
class StoryLevel:
    """What one level should bring out, where its bar lies and how long it may take."""

    focus: Text
    bar: Text
    time_s: tuple[Seconds, Seconds]
    """Shortest and longest telling, in seconds; equal where there is one target."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What happened and what it shows, for the walkthrough."""

    summary: Text
    showed: Text
    takeaways: Annotated[tuple[Text, ...], MinLen(1)]


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to prepare with the story."""

    name: Text
    purpose: Text


@dataclass(frozen=True, slots=True)
class Story:
    """A prepared narrative with its own question, clocks, phrases and probes."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
    title: Text
    question: Text
    principles: Annotated[tuple[Id, ...], MinLen(1)]
    """Principles it can be told for; the first is its home."""
    level: Level
    overview: Overview
    sections: dict[SectionName, StorySection]
    reflections: tuple[ReflectionExample, ...]
    probes: dict[Id, StoryProbe]
    weak_answer: WeakAnswer
    knowledge_checks: tuple[KnowledgeCheck, ...]
    lenses: dict[Id, Lens]
    levels: dict[Level, StoryLevel]
    modes: dict[Id, Mode]
    vocabulary: dict[str, str] = field(default_factory=dict)
    """Words that a recogniser's dictionary lacks, with their pronunciation in ARPAbet."""
