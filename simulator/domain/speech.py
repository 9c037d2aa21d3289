"""What was said and when: words, transcripts, sound."""

from __future__ import annotations

from dataclasses import dataclass, field

SAMPLE_RATE_HZ = 16_000
"""The one rate at which the core hears: what both recognisers and the speech detector were trained on."""


@dataclass(frozen=True, slots=True)
class Word:
    """The smallest timed text.

    Times are seconds from the start of the answer's recording. `confidence` runs from 0 to 1; None
    where the recogniser gives none.
    """

    text: str
    start_s: float
    end_s: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What is in the sound that no voice makes. Block k begins at k * `block_s` seconds of the recording."""

    block_s: float
    offset: float = 0.0
    """The mean of all samples, -1 to 1: 0 where the sound card is in order."""
    hum_hz: int = 0
    """The frequency of the mains, 50 or 60, whose multiples sound throughout; 0 where none do."""
    hum_db: float = -100.0
    """How loud all these are together, in dB relative to full scale."""
    level_db: tuple[float, ...] = ()
    """Of each block, without offset and rumble, as `Prosody.loudness_db`."""
    still_share: tuple[float, ...] = ()
    """Of each block, the part of its energy in tones that stand still as no voice does, the hum left out."""


@dataclass(frozen=True, slots=True)
class Prosody:
    """How loud and how high the voice was. Frame k begins at k * `hop_s` seconds of the recording."""

    hop_s: float
    loudness_db: tuple[float, ...]
    """Of each frame, root mean square, in dB relative to full scale: never above 0."""
    pitch_hz: tuple[float, ...]
    """Of each frame; 0 where there is no voice. As many as `loudness_db`."""
    clipped_s: tuple[float, ...] = ()
    """Where the frames begin in which the sound was cut off at full scale."""
    backdrop: Backdrop | None = None
    """None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One answer in words, in order, over a recording of `duration_s` seconds."""

    words: tuple[Word, ...]
    duration_s: float
    language: str = "en"
    prosody: Prosody | None = field(default=None, compare=False, repr=False)
    """Where the sound itself was heard. Not part of the transcript's text form, nor of its identity."""
    typed: bool = field(default=False, compare=False, repr=False)
    """Whether it was written instead of spoken, so that its times say nothing about a way of speaking."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)
