"""What the judge makes of an answer: sections, hits, verdict, probes, grades.

Every judgement carries the quote and the time that it rests on; a judgement about something that is
absent (a gap) carries the place where it belonged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

SectionName = Literal["situation", "task", "action", "result", "reflection"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)

Rating = Literal["strong_no_hire", "no_hire", "leaning_no_hire", "leaning_hire", "hire", "strong_hire"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
"""Worst to best."""

Level = Literal["sde1", "sde2", "senior"]
LEVELS: tuple[Level, ...] = get_args(Level)

SectionStatus = Literal["on_target", "short", "over", "missing"]
GradeName = Literal["weak", "strong"]


@dataclass(frozen=True, slots=True)
class SectionTime:
    """Where one section was spoken, and how long against its target. Spans are (start_s, end_s)."""

    name: SectionName
    spans: tuple[tuple[float, float], ...]
    target_s: float
    status: SectionStatus
    confidence: float

    @property
    def spoken_s(self) -> float:
        return sum(end - start for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Hit:
    """A signal or a disqualifier heard in the candidate's own words.

    `phrase` is the cue of the pack that matched, `score` how well (0-100), `why` what it costs
    (disqualifiers) or earns, in a sentence that can be shown.
    """

    id: str
    phrase: str
    section: SectionName | None
    quote: str
    start_s: float
    end_s: float
    score: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a strong answer has and this one lacks, and the section where it belonged."""

    id: str
    section: SectionName
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a verdict, with the words it rests on (empty for an absence)."""

    text: str
    quote: str
    start_s: float


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing that moved the rating: by how many points (more is better), and the words, if any."""

    text: str
    points: float
    quote: str = ""
    start_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rating` is None when the transcript cannot be trusted: the verdict is then withheld."""

    rating: Rating | None
    reasons: tuple[Reason, ...]
    ledger: tuple[LedgerEntry, ...] = ()
    """Everything that was weighed, in the order weighed."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether the transcript can carry a verdict, and why (not)."""

    level: Literal["high", "low"]
    why: str


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """Something about the way of speaking that is worth mending, in plain sentences.

    `quote` and `start_s` are the words at the place where it is clearest; empty and 0 where the remark
    is about the whole answer.
    """

    id: str
    text: str
    quote: str = ""
    start_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PaceSpan:
    """Pace of a stretch of the answer, in words a minute of speech."""

    start_s: float
    end_s: float
    words_per_minute: float


@dataclass(frozen=True, slots=True)
class SectionPace:
    """Pace of one section, in words a minute of speech."""

    name: SectionName
    words_per_minute: float


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What the sound itself shows; None where there is too little voice for it."""

    loudness_db: float | None
    """Of the voice, relative to full scale."""
    clipped_share: float
    """The part of the speech that is cut off at full scale, 0-1."""
    pitch_spread_st: float | None
    """Semitones that hold the middle four fifths of the pitch, around the speaker's own middle."""
    fading_share: float | None
    """The part of the sentences that trail off at their end, 0-1."""
    hesitations: int
    """Steady voice where no word is: a lower bound, apart from the fillers."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it was said. Fillers are those that the recogniser wrote down: a lower bound."""

    words_per_minute: float
    i_to_we: float | None
    """Share of 'I' among 'I' and 'we' as doers in Action, 0-1; None where there are too few."""
    fillers: int
    fillers_per_minute: float
    longest_pause_s: float
    pauses_inside: int = 0
    """How many pauses inside a clause were long enough to read as unsure."""
    hedges: int = 0
    repeats: int = 0
    """Words or short phrases said twice in a row, and words broken off."""
    pace: tuple[PaceSpan, ...] = ()
    """Pace over time; stretches with too little speech are left out."""
    section_pace: tuple[SectionPace, ...] = ()
    sound: VoiceFigures | None = None
    """None where only the words were given."""
    notes: tuple[DeliveryNote, ...] = ()
    """What is worth mending; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up worth asking, with the reason and the candidate's own words that call for it."""

    id: str
    question: str
    because: str
    quote: str
    start_s: float


@dataclass(frozen=True, slots=True)
class Unshown:
    """Something that the principle asked about looks for and that was not heard."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Lens:
    """What was heard for and against the principle asked about, apart from the general evidence."""

    principle: str
    shows: tuple[Hit, ...]
    harms: tuple[Hit, ...]
    missing: tuple[Unshown, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the judge has to say about one answer. Tuples are in order of time or of rank."""

    story: str
    principle: str
    level: Level
    duration_s: float
    sections: tuple[SectionTime, ...]
    signals: tuple[Hit, ...]
    disqualifiers: tuple[Hit, ...]
    gaps: tuple[Gap, ...]
    delivery: Delivery
    trust: Trust
    verdict: Verdict
    probes: tuple[Probe, ...]
    lens: Lens | None = None
    """None where the principle has no evidence of its own."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How one probe was answered."""

    probe: str
    grade: GradeName
    why: str
    quote: str
    start_s: float
    rescore: Rating | None = None
    """The rating to which this answer changes the opening answer's verdict, if the pack says so."""
