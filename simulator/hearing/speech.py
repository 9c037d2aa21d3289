"""Tells where speech begins and pauses, from one probability a frame.

Two thresholds, so that a voice at the edge does not chatter; a shortest burst, so that a click is no
word; a hangover, so that the stop inside a word is no pause. Time is the count of samples.
"""

from __future__ import annotations

from typing import Literal

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.hearing.settings import HearingSettings

Span = tuple[int, int]
"""From the first sample to just behind the last."""


class SpeechGate:
    """`now` is the end of the last frame, in samples; so are all other places."""

    def __init__(self, settings: HearingSettings, frame_samples: int) -> None:
        self._settings = settings
        self._frame = frame_samples
        self._shortest = settings.shortest_speech_s * SAMPLE_RATE_HZ
        self._hangover = settings.hangover_s * SAMPLE_RATE_HZ
        self._begin: int | None = None
        self._spans: list[Span] = []
        self.now = 0
        self.speaking = False
        self.quiet_since: int | None = None
        """Where the latest speech stopped, known or suspected; None while it goes on or before any."""

    @property
    def begin(self) -> int | None:
        """Where the speech that goes on, or may just be beginning, began."""
        return self._begin

    @property
    def heard_any(self) -> bool:
        return self.speaking or bool(self._spans)

    def step(self, probability: float) -> Literal["began", "paused"] | None:
        """Takes the next frame's probability of speech."""
        place, self.now = self.now, self.now + self._frame
        return self._inside(probability, place) if self.speaking else self._outside(probability, place)

    def _outside(self, probability: float, place: int) -> Literal["began"] | None:
        if probability < self._settings.leave:
            self._begin = None
        elif probability >= self._settings.enter and self._begin is None:
            self._begin = place
        if self._begin is None or self.now - self._begin < self._shortest:
            return None
        self.speaking, self.quiet_since = True, None
        return "began"

    def _inside(self, probability: float, place: int) -> Literal["paused"] | None:
        if probability >= self._settings.enter:
            self.quiet_since = None
            return None
        if probability < self._settings.leave and self.quiet_since is None:
            self.quiet_since = place
        if self.quiet_since is None or self.now - self.quiet_since < self._hangover:
            return None
        assert self._begin is not None  # noqa: S101  # speech that goes on has begun
        self._spans.append((self._begin, self.quiet_since))
        self.speaking, self._begin = False, None
        return "paused"

    def spans(self, begin: int, end: int) -> list[Span]:
        """The detected speech between two places, in order."""
        known = list(self._spans)
        if self.speaking and self._begin is not None:
            known.append((self._begin, self.now if self.quiet_since is None else self.quiet_since))
        return [(max(a, begin), min(b, end)) for a, b in known if a < end and b > begin]
