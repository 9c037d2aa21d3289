"""What the judge listens for: section clocks and cues, signals, disqualifiers.

Cues are phrases, compared by sound and spelling; patterns are regular expressions over the words of one
unit in lower case, without punctuation and fillers. `<name>` inside a pattern stands for any of the words
that the rubric lists under `words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from simulator.domain.review import SectionName
from simulator.domain.story import Seconds, Text

Share = Annotated[float, Ge(0), Le(1)]
Texts = tuple[Text, ...]
Doer = Literal["i", "we", "they", "nobody", "it", "you"]
Guard = Literal["denied", "supposed", "reported", "contrasted", "corrected", "number", "looking_back"]


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section's clock for stories that have none of their own, and the words that give it away."""

    target_s: Seconds
    """How long the section should take, in seconds."""
    short_below: Share
    """Less than this share of the target is short."""
    over_above: Annotated[float, Ge(1), Le(5)]
    """More than this multiple of the target is over."""
    why: Text
    """Where the target comes from."""
    phrases_mean: Text
    """The signal that a story's phrase in this section means, where the story does not say."""
    patterns: Texts = ()
    """What is said in this section and hardly elsewhere."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How one signal or disqualifier is heard."""

    why: Text
    """What it shows or costs, as a sentence that the candidate reads."""
    cues: Texts = ()
    """Stock phrasings; a mis-heard word does not hide them."""
    patterns: Texts = ()
    """Free wordings."""
    acts: bool = False
    """Whether any concrete act of one of the `doers` counts: a verb in the past, and what it is done to."""
    unless: Texts = ()
    """Wordings in the same unit that make it mean something else."""
    doers: tuple[Doer, ...] = ()
    """Whose concrete acts count, where `acts` is set."""
    guards: tuple[Guard, ...] = ()
    """Readings of the clause under which it does not count."""
    sections: tuple[SectionName, ...] = ()
    """The only sections in which it counts; empty: any."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the rules and the learned judge come to one decision, in log-odds.

    Source: a grid over labelled answers whose set neither the learned judge nor the patterns had seen.
    """

    cue: float
    """Added where a cue is heard."""
    pattern: float
    """Added where a pattern is heard."""
    act: float
    """Added where a concrete act of the doer is heard."""
    several: float
    """Added where more than one cue or pattern speaks for it."""
    guarded: float
    """Taken off where a guard stands against what was heard."""
    unless: float
    """Taken off where an exception is heard."""
    elsewhere: float
    """Taken off in a section in which it does not count."""
    silent: float
    """Taken off where only the learned judge speaks."""
    threshold: Share
    """The least probability of a hit."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """Everything that the judge listens for."""

    words: dict[Text, Annotated[tuple[Text, ...], MinLen(1)]]
    """Lists of words and phrases for use in patterns."""
    section_pattern: float
    """What a section's pattern adds to its unit's log-probability; two patterns count at most."""
    section_said: Annotated[float, Ge(0.1), Le(10)]
    """How much what a unit says weighs against where it stands. Source: compared on sets left out; with 2
    another hundredth of the time is right than with 1."""
    section_told: Annotated[float, Ge(0), Le(10)]
    """How much the signals and disqualifiers heard in a unit weigh for its section: a boundary of scope
    belongs to the Task, a number to the Result. Source: compared on sets left out; flat from 1 to 2."""
    weighing: dict[Literal["signals", "disqualifiers"], Weighing]
