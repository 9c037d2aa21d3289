"""One section practised alone: what was wanted of it, what was heard, and the one thing to do better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MinLen

from simulator.domain.review import Hit, SectionName, SectionStatus
from simulator.domain.story import Id, Text


@dataclass(frozen=True, slots=True)
class DrillRules:
    """When an attempt at a section is good, and what is said about it."""

    in_a_row: Annotated[int, Ge(1), Le(10)]
    """So many good attempts, one after another, and the drill moves on."""
    least_share: Annotated[float, Ge(0), Le(1)]
    """A good attempt says at least this share of what is wanted."""
    wants: dict[SectionName, Annotated[tuple[Id, ...], MinLen(1)]]
    """The signals that a section of one's own story is to carry. All five sections."""
    begin: Text
    """Said before a section's first attempt; `{section}` and `{seconds}`."""
    again: Text
    """Said before the next after a good one; the same marks."""
    nothing: Text
    """Where not a word was heard."""
    short: Text
    """Where it was too short."""
    over: Text
    """Where it was too long."""
    missed: Text
    """Where something is missing: `{wanted}`, the phrase or what to say."""
    praise: Text
    """Where there is nothing to mend."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that the section should say: a story's phrase or, in one's own story, a signal's advice."""

    text: str
    quote: str = ""
    """The words that say it; empty: it was missed."""
    start_s: float = 0.0
    to_the_letter: bool = False
    """Whether it was the phrase itself, and not its meaning in other words."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One attempt at a section."""

    section: SectionName
    spoken_s: float
    """From the first word to the last."""
    target_s: float
    status: SectionStatus
    wanted: tuple[Wanted, ...]
    disqualifiers: tuple[Hit, ...]
    advice: str
    """One sentence."""
    good: bool
    """In time, with enough of what is wanted, and nothing that costs the hire."""
