"""A walkthrough through a story: steps that are shown and read aloud one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import MinLen

from simulator.domain.story import Text

Chapter = Literal[
    "overview",
    "situation",
    "task",
    "action",
    "result",
    "reflection",
    "weak_answer",
    "reflections",
    "lenses",
    "levels",
    "probes",
    "checks",
]


@dataclass(frozen=True, slots=True)
class Lit:
    """A stretch of a step's text that is to stand out; `remark` is what there is to say about it."""

    begin: int
    end: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What a knowledge check asks for. `right` counts from 0."""

    options: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at and listen to."""

    chapter: Chapter
    title: str
    text: str
    aloud: bool = True
    """Whether `text` is read aloud."""
    lit: tuple[Lit, ...] = ()
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class OptionWords:
    """How an option of a knowledge check is named, the first one first."""

    ordinals: Annotated[tuple[Text, ...], MinLen(4)]
    numbers: Annotated[tuple[Text, ...], MinLen(4)]
    letters: Annotated[tuple[Text, ...], MinLen(4)]
    sound_alike: Annotated[tuple[tuple[Text, ...], ...], MinLen(4)]
    """What a recogniser may write in place of each number."""


@dataclass(frozen=True, slots=True)
class LessonWording:
    """The headings of a walkthrough and what is said at its checks; marks as named."""

    overview: Text
    showed: Text
    takeaways: Text
    coaching: Text
    """`{section}` and `{seconds}`."""
    example: Text
    """`{section}`."""
    mistake: Text
    """`{section}`."""
    weak_answer: Text
    mark: Text
    """`{number}` and `{count}`."""
    thinks: Text
    """`{rating}`."""
    reflection: Text
    """`{levels}`."""
    lens: Text
    """`{principle}`."""
    lead_with: Text
    emphasise: Text
    play_down: Text
    """What stands before the three parts of a lens."""
    level: Text
    """`{level}`."""
    probe: Text
    probe_weak: Text
    probe_strong: Text
    check: Text
    """`{number}` and `{count}`."""
    right: Text
    """Said after a right answer."""
    wrong: Text
    """Said after a wrong one; `{right}`, the number of the right one in words."""
    unclear: Text
    """Said where it could not be heard which was meant."""
    words: OptionWords
