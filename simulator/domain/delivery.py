"""When the way of speaking is worth a remark: the `delivery` part of `prompts/rubric.yaml`.

Inside these bounds nothing is said. Rates a minute are of speech, without the rests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le

from simulator.domain.rules import Share, Texts
from simulator.domain.story import Id, Text

Wpm = Annotated[float, Ge(20), Le(400)]
PerMinute = Annotated[float, Ge(0), Le(60)]
Few = Annotated[int, Ge(1), Le(50)]
Moment = Annotated[float, Ge(0.1), Le(60)]
Decibels = Annotated[float, Ge(0), Le(100)]


@dataclass(frozen=True, slots=True)
class PaceRules:
    """How fast is too fast, and over how long."""

    slowest_wpm: Wpm
    """Source: around 150 words a minute is usual; sustained pace below 110 is worth a remark."""
    fastest_wpm: Wpm
    """Source: sustained pace above 190 is worth a remark."""
    rest_s: Moment
    """A longer gap between words is no speech and does not count for the pace. Source: judgement; normal
    pauses within an answer last 0.25 to 0.6 s."""
    least_s: Moment
    """Less speech has no pace, in an answer or in a section. Source: judgement; some 25 words."""
    section_margin: Annotated[float, Ge(1), Le(3)]
    """A section is remarked on only so many times beyond the bounds: it is short, and some of its words are
    longer than others. Source: judgement; 25 words of one speaker vary by a tenth."""
    window_s: Moment
    """Pace over time is taken in windows of this length. Source: judgement; some 40 words."""
    sustained: Few
    """As many windows one after the other are sustained. Source: judgement; half a minute."""


@dataclass(frozen=True, slots=True)
class PauseRules:
    """Which silences hurt."""

    inside_s: Moment
    """A longer pause inside a clause is remarked on. Source: above 1.2 s it reads as unsure."""
    longest_s: Moment
    """From here on a pause hurts wherever it is. Source: 2 to 3 s read as composed; 4 s and more hurt."""
    hanging: Texts
    """Words that leave the clause open: a pause after one lies inside it. Source: measured; under 1 in 100
    labelled sentences ends on one of these."""
    openers: Texts
    """Words that open a clause: a pause before one lies between clauses."""


@dataclass(frozen=True, slots=True)
class DoerRules:
    """Who does things in Action."""

    least_i_share: Share
    """The least share of 'I' among 'I' and 'we' in Action. Source: judgement; below the half, the
    interviewer hears the team."""
    least: Few
    """With fewer of the two in Action their ratio says nothing. Source: judgement."""


@dataclass(frozen=True, slots=True)
class SaidRules:
    """Words and phrases that cost something when there are many of them."""

    say: Texts
    """The words and phrases, as they are written down."""
    per_minute: PerMinute
    """More than this is remarked on. Source for fillers: up to 5 a minute cost nothing measurable, 12 hurt.
    Source for hedges: measured; no labelled answer that is a hire has more than 2."""
    burst: Few
    """As many within `burst_s` are remarked on, however few there are in all. Source: bursts hurt more
    than the count; how many make a burst is judgement."""
    burst_s: Moment
    real_after: dict[Text, Texts] = field(default_factory=dict)
    """A phrase, and the words after which it is meant: 'what kind of'."""
    real_before: dict[Text, Texts] = field(default_factory=dict)
    """A phrase, and the words before which it is meant: 'just before'."""


@dataclass(frozen=True, slots=True)
class RepeatRules:
    """Words said twice in a row and words broken off."""

    per_minute: PerMinute
    """More than this is remarked on. Source: judgement; no labelled answer that is a hire has more than 2."""
    on_purpose: Texts
    """Words that are said twice for stress."""


@dataclass(frozen=True, slots=True)
class SoundRules:
    """What the ear hears beside the words; used where the sound itself was heard."""

    least_voiced_s: Moment
    """With less voice nothing is said about it. Source: judgement; a few sentences."""
    flattest_st: Annotated[float, Ge(0), Le(24)]
    """The range in semitones, around the speaker's own middle, that holds the middle four fifths of the
    pitch; less is monotone. Source: measured; a public speech has 6.7 and a novel read aloud 8.1, of three
    synthetic voices one has 2.8, which sounds monotone, and the others 4.3 to 5.6."""
    quietest_db: Annotated[float, Ge(-100), Le(0)]
    """Loudness of the voice relative to full scale below which it is too quiet. Source: judgement; usual
    recordings lie between -35 and -15."""
    clipped_share: Share
    """The most of the speech that may be cut off at full scale. Source: judgement; single words."""
    fading_db: Decibels
    """A sentence whose last two words are this much softer than the rest trails off. Source: measured;
    synthetic speech loses 1 dB on average and 5 at most; judgement for the distance."""
    fading_share: Share
    """The most sentences that may trail off. Source: judgement."""
    least_sentences: Few
    """With fewer sentences nothing is said about their ends. Source: judgement."""
    hesitation_s: Moment
    """A steady voice this long where no word is, is a hesitation. Source: judgement; shorter
    than most spoken 'uh' and 'um', longer than what is left of a word beside a gap."""
    steady_st: Annotated[float, Ge(0), Le(12)]
    """How far the pitch of a hesitation may wander. Source: judgement; words move more."""
    hesitations_per_minute: PerMinute
    """Source: as for fillers."""


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """When the way of speaking is worth a remark."""

    pace: PaceRules
    pauses: PauseRules
    doers: DoerRules
    fillers: SaidRules
    """Sounds and phrases that carry nothing."""
    hedges: SaidRules
    """Words that take back what they stand beside. Source: low hedging reads as authority."""
    repeats: RepeatRules
    sound: SoundRules
    least_count: Few
    """Fewer fillers, hedges, repeats or hesitations are never too many. Source: judgement."""
    messages: dict[Id, Text]
    """The remark for each; `{value}` is what was measured, `{count}` how often, `{section}` where. What has
    no message here is not remarked on."""
