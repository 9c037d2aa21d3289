"""The clock of an answer between two judgements: it runs on with the speech, and stands in silence.

What has been judged comes as sections with their seconds; what has been said since is put on the section
that was spoken last. Pure: time comes in with the sound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.domain.review import SectionName, SectionTime
from simulator.ui.live.values import Targets

Pace = Literal["waiting", "on_time", "near", "over"]

NEAR_SHARE = 0.8
"""From this share of its target on a section is near its end. Source: judgement; of 90 s it leaves 18, time
for two sentences."""
BREATH_S = 0.25
"""A shorter silence is part of speech. Source: the judge's clock joins what lies closer together."""


def pace_of(spoken_s: float, target_s: float) -> Pace:
    """How a section stands to its target."""
    if spoken_s <= 0:
        return "waiting"
    if spoken_s > target_s:
        return "over"
    return "near" if spoken_s >= NEAR_SHARE * target_s else "on_time"


@dataclass(frozen=True, slots=True)
class Reading:
    """One section's clock at a moment."""

    name: SectionName
    spoken_s: float
    target_s: float

    @property
    def pace(self) -> Pace:
        return pace_of(self.spoken_s, self.target_s)


class AnswerClock:
    """The clocks of one answer. `targets` empty: an answer without sections."""

    def __init__(self, targets: Targets = ()) -> None:
        self._targets = dict(targets)
        self._judged: dict[SectionName, float] = {}
        self._until_s = 0.0
        self._heard: list[float] = [0.0]
        self._spoken: list[float] = [0.0]
        self._first_s: float | None = None
        self.current: SectionName | None = next(iter(self._targets), None)

    @property
    def total_s(self) -> float:
        """From the first word up to now."""
        return 0.0 if self._first_s is None else max(0.0, self._heard[-1] - self._first_s)

    @property
    def started(self) -> bool:
        """Whether anything has been said."""
        return self._first_s is not None

    def began(self, start_s: float) -> None:
        """Speech began."""
        if self._first_s is None:
            self._first_s = self._until_s = start_s

    def sound(self, heard_s: float, silent_s: float) -> None:
        """So much was heard by now, of which the end is silent."""
        passed_s = max(0.0, heard_s - self._heard[-1])
        speaking = self.started and silent_s < BREATH_S
        self._heard.append(self._heard[-1] + passed_s)
        self._spoken.append(self._spoken[-1] + (passed_s if speaking else 0.0))

    def clocked(self, sections: Sequence[SectionTime], current: SectionName | None, until_s: float) -> None:
        """All words up to `until_s` are judged."""
        self._judged = {section.name: section.spoken_s for section in sections}
        self._until_s = until_s
        self.current = current or self.current
        if self._first_s is None and until_s > 0:
            starts = [start for section in sections for start, _ in section.spans]
            self._first_s = min(starts, default=0.0)

    def readings(self) -> tuple[Reading, ...]:
        """Every section's clock at this moment."""
        return tuple(
            Reading(
                name,
                self._judged.get(name, 0.0) + (self._since_s() if name == self.current else 0.0),
                target_s,
            )
            for name, target_s in self._targets.items()
        )

    def running(self) -> Reading | None:
        """The clock of the section that is being told; None for an answer without sections."""
        return next((reading for reading in self.readings() if reading.name == self.current), None)

    def _since_s(self) -> float:
        """Speech since the last judged word."""
        place = bisect_right(self._heard, self._until_s) - 1
        return self._spoken[-1] - self._spoken[max(0, place)] if self.started else 0.0
