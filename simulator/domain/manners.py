"""How the interviewer shares the floor: the `turn_taking` and `tough` parts of `prompts/rubric.yaml`.

What tells a pause from an end, what is said softly into a long silence, and what is cut in with. How long a
silence is borne stands in the settings of hearing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from simulator.domain.rules import Share, Texts
from simulator.domain.story import Id, Seconds, Text


@dataclass(frozen=True, slots=True)
class TurnRules:
    """What tells a pause from an end, by the last words. Of several endings that fit, the longest decides."""

    look_back: Annotated[int, Ge(1), Le(20)]
    """How many of the last words are looked at."""
    unsure_below: Share
    """A last word of less confidence may be any word, and leaves the clause open."""
    doubted_words: Annotated[int, Ge(1), Le(20)]
    """How many of the last words are doubted together."""
    doubted_below: Share
    """Where these have less confidence than this in the mean, what they say of an end is doubted. Source:
    measured; docs/hearing.md."""
    least_action_s: Seconds
    """With less Action before it nothing is believed to be the Result. Source: measured; of the sentence ends
    before the Result of labelled answers 2 in 100 then pass for one, and 39 if all is believed."""
    least_result_s: Annotated[float, Ge(0.5), Le(60)]
    """Less Result is none yet, nor what follows it a Reflection. Source: as above; a short sentence."""
    fillers: Texts
    """Sounds and phrases that hold the floor."""
    open: Texts
    """Words on which nothing ends."""
    leaning: Texts
    """Words on which hardly anything ends, such as verbs that need an object; a full stop closes them."""
    closed: Texts
    """Endings that are whole, though their last word is one of those above."""
    joints: Texts
    """Words that join thoughts: what stands behind one as a subject waits for its verb."""
    waiting: Texts
    """Words that are a subject behind a joint, and may end a clause elsewhere."""
    numbers: Texts
    """Words for numbers, which wait for their noun, as figures do."""
    number_ends_after: Texts
    """Words behind which a number may stand alone, as in 'down to zero'."""
    encourage: Texts
    """Said softly to somebody who has stopped in the middle, in turn."""
    invite: Texts
    """Said to somebody who has not begun, in turn."""


@dataclass(frozen=True, slots=True)
class CutInRule:
    """One thing that a tough interviewer cuts in with."""

    because: Text
    """Why, in a sentence to the candidate."""
    texts: Texts
    """What is said, in turn; may hold `{quote}`."""


@dataclass(frozen=True, slots=True)
class ToughRules:
    """When a tough interviewer cuts in."""

    situation_times: Annotated[float, Ge(1), Le(5)]
    """Situation past so many times its target, with no Action after it."""
    action_s: Seconds
    """So much Action without anything that the candidate did."""
    we_least: Annotated[int, Ge(1), Le(10)]
    """How often it must have been heard in Action."""
    mine: Id
    """The signal that shows it as the candidate's own."""
    situation_long: CutInRule
    we_action: CutInRule
    we: Id | None = None
    """The disqualifier that shows the work as everybody's; without one nobody is cut in on for 'we'."""
