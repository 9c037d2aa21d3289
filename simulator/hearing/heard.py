"""What the listener tells while it listens. Times are seconds from the first sample of the answer."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.speech import Word


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    start_s: float


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    end_s: float
    """Where the speech stopped, which is a little before this could be known."""


@dataclass(frozen=True, slots=True)
class WordsSettled:
    words: tuple[Word, ...]
    """Words that will not change any more; they follow on from all that were settled before."""


@dataclass(frozen=True, slots=True)
class WordsGuessed:
    """The words since the last settled ones, if the answer ended in that pause."""

    words: tuple[Word, ...]
    void: bool = False
    """Speech has gone on since: they say what was said up to then, and nothing about the end."""


Heard = SpeechBegan | SpeechPaused | WordsSettled | WordsGuessed
