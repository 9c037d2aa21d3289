"""What the rubric concludes from what was heard: weights, gaps, probes, trust, the close.

Cues live elsewhere: this is the part of `prompts/rubric.yaml` that turns evidence into a rating, a
follow-up and advice. Texts may hold `{quote}`, `{words}` and the other marks named at their field; a
mark that the text does not know is left standing. One point is worth one signal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from simulator.domain.review import Hit, Rating, SectionName
from simulator.domain.sounding import SoundTrust
from simulator.domain.story import Id, Seconds, Text

SURE_SCORE = 70
"""From this score on a hit counts whole. Source: labelled answers, with a detector of F1 0.8."""
Points = Annotated[float, Ge(0), Le(20)]
Share = Annotated[float, Ge(0), Le(1)]
Texts = Annotated[tuple[Text, ...], MinLen(1)]


@dataclass(frozen=True, slots=True)
class LevelBar:
    """What one level is held to."""

    probes: Annotated[int, Ge(0), Le(6)]
    """How many follow-ups are asked, unless the settings say otherwise."""
    total_s: Seconds
    """How long the whole opening answer may take."""
    credit: dict[Id, Points] = field(default_factory=dict)
    """Signals that weigh otherwise at this level than in `verdict.credit`."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a disqualifier costs."""

    points: Points
    """For the first time it is heard."""
    again: Points
    """For each further time, as far as `verdict.most_again`."""
    answered_by: Id | None = None
    """The signal that speaks against it: beside that signal, a single hearing costs half."""
    quoted: Literal["first", "last"] = "first"
    """Which of several sure hearings is quoted: the one that began it or the one that sealed it."""

    def telling(self, hits: Sequence[Hit]) -> Hit:
        """The hearing to quote, of one or more in order of time."""
        if self.quoted == "first":
            return max(hits, key=lambda hit: (hit.score, -hit.start_s))
        surest = max(hit.score for hit in hits)
        return [hit for hit in hits if hit.score >= min(surest, SURE_SCORE)][-1]


@dataclass(frozen=True, slots=True)
class Cap:
    """However much credit there is, the rating goes no higher while this stands."""

    when: Id
    """A disqualifier or a gap."""
    at_most: Rating
    hits: Annotated[int, Ge(1), Le(10)] = 1
    """How often the disqualifier must be heard."""
    why: Text = "The rating goes no higher than this."
    """Said in the ledger."""


@dataclass(frozen=True, slots=True)
class VerdictRules:
    """How credit and cost become one of the six ratings."""

    credit: dict[Id, Points]
    """Points for each signal; each counts once, however often it is heard."""
    lens_bonus: Share
    """How much more the signals of the principle asked about weigh, before all are scaled back."""
    cost: dict[Id, Cost]
    """What each disqualifier costs."""
    most_again: Annotated[int, Ge(0), Le(10)]
    """How many repetitions of a disqualifier are counted."""
    missing_section: Points
    """What each section that was left out costs."""
    gaps: dict[Id, Points]
    """What a gap costs, beside the credit that it already lacks."""
    overlong: Points
    """What an answer costs that is longer than `overlong_share` of the level's time."""
    overlong_share: Annotated[float, Ge(1), Le(5)]
    """From which multiple of the level's time on an answer is too long."""
    floors: dict[Rating, float]
    """The fewest points for each rating above the worst; rising with the rating."""
    caps: tuple[Cap, ...]
    """What holds a rating down."""
    most_reasons: Annotated[int, Ge(1), Le(12)]
    """How many reasons are given with the rating."""


@dataclass(frozen=True, slots=True)
class GapRule:
    """Something that a strong answer has. The gap is open when nothing below closes it."""

    section: SectionName
    """Where it belongs."""
    closed_by: tuple[Id, ...] = ()
    """Any of these signals closes it."""
    words: Literal["number", "first_person"] | None = None
    """Words of this kind inside the section close it as well."""
    later_than_s: Seconds | None = None
    """Opens instead when the first of `closed_by` comes later than this, in seconds."""
    pushback_words: tuple[Text, ...] = ()
    """Not empty: only where the question asks how the candidate stood up to others, as a principle with
    `pushback` does, or a story whose question holds one of these words."""
    why: Text = "This is missing."
    """What the candidate reads."""
    fix: Text = "Add it."
    """What to do about it, as advice."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A reason to ask a probe."""

    when: Id
    """A disqualifier or a gap."""
    gravity: Annotated[float, Ge(0), Le(10)]
    """The gravest is asked about first."""
    because: Text
    """Why it is asked, in a plain sentence."""
    question: Text | None = None
    """How it is asked in this case, where the story has no question of its own."""


@dataclass(frozen=True, slots=True)
class ProbeRule:
    """A follow-up that fits any story."""

    question: Text
    because: Text
    """Why it is worth asking when nothing calls for it."""
    rest: Annotated[float, Ge(0), Le(1)]
    """Its rank when nothing calls for it; higher comes first."""
    triggers: Annotated[tuple[Trigger, ...], MinLen(1)]
    dig: Texts
    """How the subject is taken up once more after a weak answer; `{quote}` is what was said."""
    strong: Texts
    """Phrasings that a strong answer has, part of a sentence each."""
    weak: Texts
    """Phrasings that give a weak answer away."""
    signals: tuple[Id, ...]
    """Signals that speak for a strong answer."""
    disqualifiers: tuple[Id, ...]
    """Disqualifiers that speak for a weak one."""
    why_strong: Text
    why_weak: Text
    fix: Text
    """What to do about a weak answer, as advice; `{quote}` is what was said."""
    say: Text
    """One strong line to say instead, for the candidate's own stories."""


@dataclass(frozen=True, slots=True)
class GradeRules:
    """How the evidence in a probe answer is weighed, in logits: above zero is strong."""

    learned: Points
    """Weight of the learned judge's log-odds."""
    cue: Points
    """For each phrasing of the probe heard, strong or weak."""
    hit: Points
    """For each signal or disqualifier of the probe heard."""
    exemplar: Points
    """For likeness to the story's strong answer rather than its weak one, at full likeness."""
    signature: Points
    """For the story's signature phrase."""
    detail: Points
    """For each number or named thing, up to `most_details`."""
    most_details: Annotated[int, Ge(0), Le(20)]
    short: Points
    """Taken off an answer of fewer than `least_words` words."""
    least_words: Annotated[int, Ge(1), Le(200)]
    least_words_strong: Annotated[int, Ge(1), Le(200)]
    """An answer of fewer words cannot be strong. Source: the shortest strong labelled answer has 22."""
    lean: Annotated[float, Ge(-10), Le(10)]
    """Where an answer starts, before anything is weighed."""
    most_cues: Annotated[int, Ge(1), Le(10)]
    """How many phrasings, and how many hits, of each kind are counted."""


@dataclass(frozen=True, slots=True)
class TrustRules:
    """When a transcript cannot carry a verdict."""

    least_words: Annotated[int, Ge(1), Le(500)]
    """Fewer words are no answer. Source: judgement; the shortest labelled answer has 34."""
    least_s: Seconds
    """Less time is no answer. Source: judgement; the shortest labelled answer takes 14 s."""
    mean_confidence: Share
    """Lowest mean confidence of the words. Source: judgement; with a fifth of its words misheard a
    labelled answer has 0.85 and can still be judged."""
    unsure_below: Share
    """A word of less confidence is a guess."""
    unsure_share: Share
    """The most words that may be guesses. Source: judgement; a verdict needs the half."""
    english_share: Share
    """The fewest of the words that must be English function words. Source: measured on the labelled
    answers: 0.37 at the lowest, also with a fifth of the words misheard; German speech has 0.1."""
    english: Texts
    """English function words that other languages do not share."""
    spoken_share: Share
    """The least of the recording that must hold words. Source: judgement; the labelled answers have 0.8."""
    silent_db: Annotated[float, Ge(-100), Le(0)]
    """Sound that never rises above it comes from no microphone that is open. Source: measured; one bit of
    16-bit sound is -90 dB, faint hiss -60."""
    loud_db: Annotated[float, Ge(-100), Le(0)]
    """Sound without words whose middle is as loud is hum, music or noise. Source: measured; the faint hiss
    of a quiet room has -60 dB, hum, music and loud hiss -25 to 0."""
    sound: SoundTrust
    """What the sound itself may be beside an answer; used where it was heard."""
    messages: dict[Id, Text]
    """What is said for each reason to withhold the verdict."""


@dataclass(frozen=True, slots=True)
class SwayRules:
    """How follow-ups move the rating of the opening answer, one step at most."""

    lift_from: tuple[Rating, ...]
    """The ratings that strong answers can lift."""
    lift_net: Annotated[int, Ge(1), Le(6)]
    """How many more subjects must be answered strongly than weakly."""
    lift_text: Text
    """`{probes}`: what was answered well; `{before}` and `{after}`: the ratings."""
    drop_from: tuple[Rating, ...]
    """The ratings that weak answers can lower."""
    drop_net: Annotated[int, Ge(1), Le(6)]
    """How many more subjects must be answered weakly than strongly."""
    drop_text: Text
    rescore_text: Text
    """When the story says that an answer changes the verdict; `{why}` is the story's reason."""
    unmoved_text: Text
    """When follow-ups were asked and the rating stands."""
