"""What was said and when: words, transcripts, sound."""

from __future__ import annotations

from dataclasses import dataclass

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
class Transcript:
    """One answer in words, in order, over a recording of `duration_s` seconds."""

    words: tuple[Word, ...]
    duration_s: float
    language: str = "en"

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)
