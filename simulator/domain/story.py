"""What a story pack says: `prompts/stories/*.yaml` and the candidate's own.

A field's docstring is its description in the JSON Schema that editors show, so it speaks to the person
who writes a pack. What no type can say (five sections, one right option, quotes to the letter) is
checked by `packs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le, MinLen, Predicate

from simulator.domain.review import GradeName, Level, Rating, SectionName

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_kebab(text: str) -> bool:
    """Whether `text` can be an id: small letters and digits, joined by single hyphens."""
    return _KEBAB.fullmatch(text) is not None


Text = Annotated[str, MinLen(1)]
Id = Annotated[str, MinLen(1), Predicate(is_kebab)]
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
    phrases: tuple[Text, ...]
    """The phrases that a bar raiser listens for, to the letter; empty while the section has not been told."""
    coaching: Text
    """What this section is for and how to tell it."""
    common_mistake: Text
    """How candidates most often lose this section."""
    strong_example: Text | None = None
    """A spoken example that can be read and heard; it fits the target and carries the phrases."""
    means: dict[Text, Annotated[tuple[Text, ...], MinLen(1)]] = field(default_factory=dict)
    """Signals, each with the phrases that mean it; the others mean what the rubric says for the section."""


@dataclass(frozen=True, slots=True)
class ReflectionExample:
    """A reflection as a candidate of the given levels would give it."""

    levels: Annotated[tuple[Level, ...], MinLen(1)]
    """The levels whose candidates would speak like this."""
    text: Text
    """The reflection, as spoken."""


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer, and what it tells the bar raiser."""

    text: Text
    """The answer, as spoken."""
    tells: Text
    """What the bar raiser concludes from it."""


@dataclass(frozen=True, slots=True)
class Rescore:
    """A probe answer of this grade changes the opening answer's rating."""

    when: GradeName
    """The grade of the probe answer that changes the rating."""
    rating: Rating
    """The rating that the opening answer then gets."""
    why: Text
    """The reason, as told to the candidate."""


@dataclass(frozen=True, slots=True)
class StoryProbe:
    """A follow-up to this story: what it asks, what for, and how weak and strong answers sound."""

    question: Text
    """The follow-up, as spoken by the interviewer."""
    probes_for: Text
    """What the interviewer wants to find out."""
    weak: ToldAnswer
    """An answer that costs, and what it tells."""
    strong: ToldAnswer
    """An answer that earns, and what it tells."""
    signature: Text
    """The one phrase by which a strong answer is known."""
    rescore: Rescore | None = None
    """How an answer to this probe changes the rating of the opening answer, if it does."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a stretch of the weak answer, quoted to the letter."""

    quote: Text
    """Words of the weak answer, to the letter."""
    remark: Text
    """What is wrong with them."""


@dataclass(frozen=True, slots=True)
class WeakAnswer:
    """A weak telling of the story, annotated."""

    text: Text
    """The whole answer, as spoken."""
    marks: Annotated[tuple[Mark, ...], MinLen(1)]
    """Remarks on stretches of it, the gravest first."""
    bar_raiser_thinks: Text
    """What goes through the bar raiser's mind."""
    rating: Rating
    """The rating that such an answer gets."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a knowledge check."""

    text: Text
    """The option, as shown."""
    correct: bool = False
    """Whether it is the right one."""


@dataclass(frozen=True, slots=True)
class KnowledgeCheck:
    """A multiple-choice question; exactly one option is correct."""

    question: Text
    """The question, as shown."""
    options: Annotated[tuple[Option, ...], MinLen(2)]
    """Two options or more, one of them correct."""
    why: Text
    """The reason for the right answer."""


@dataclass(frozen=True, slots=True)
class Lens:
    """The same story told for another principle."""

    lead_with: Text
    """What to open with."""
    emphasise: Text
    """What to give more room."""
    play_down: Text
    """What to give less room."""


@dataclass(frozen=True, slots=True)
class StoryLevel:
    """What one level should bring out, where its bar lies and how long it may take."""

    focus: Text
    """What the telling should turn on at this level."""
    bar: Text
    """What has to be heard for this level."""
    time_s: tuple[Seconds, Seconds]
    """Shortest and longest telling, in seconds; equal where there is one target."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What happened and what it shows, for the walkthrough."""

    summary: Text
    """What happened, in one breath."""
    showed: Text
    """What lay behind it."""
    takeaways: Annotated[tuple[Text, ...], MinLen(1)]
    """What the listener should keep."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to prepare with the story."""

    name: Text
    """The mode's name, as shown."""
    purpose: Text
    """What it is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A prepared narrative with its own question, clocks, phrases and probes."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
    """The story's name on the command line, and its file's: small letters, digits and hyphens."""
    title: Text
    """The story's name for people."""
    question: Text
    """The question that opens the interview, as spoken."""
    principles: Annotated[tuple[Id, ...], MinLen(1)]
    """Principles it can be told for; the first is its home."""
    level: Level
    """The level at which it is told."""
    overview: Overview | None = None
    """What happened and what it shows."""
    sections: dict[SectionName, StorySection]
    """All five: situation, task, action, result, reflection."""
    reflections: tuple[ReflectionExample, ...] = ()
    """Reflections by level."""
    probes: dict[Id, StoryProbe] = field(default_factory=dict)
    """Follow-ups with this story's own answers; the rubric has the rest."""
    weak_answer: WeakAnswer | None = None
    """A weak telling, annotated."""
    knowledge_checks: tuple[KnowledgeCheck, ...] = ()
    """Multiple-choice questions."""
    lenses: dict[Id, Lens] = field(default_factory=dict)
    """How to tell the story for each of its principles."""
    levels: dict[Level, StoryLevel] = field(default_factory=dict)
    """What each level should bring out: all three of sde1, sde2, senior, or none of them."""
    modes: dict[Id, Mode] = field(default_factory=dict)
    """The ways to prepare: walkthrough, drill, interview."""
    vocabulary: dict[str, str] = field(default_factory=dict)
    """Words that a recogniser's dictionary lacks, with their pronunciation in ARPAbet."""
