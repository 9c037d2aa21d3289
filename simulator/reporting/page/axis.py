"""The time axis that all of the page's drawings share.

Widths are percent of the drawing, so that it can be as wide as its window while its lettering keeps its size.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.wording import SECTION_NAMES, clock

TICK_STEPS_S = (5, 10, 15, 30, 60, 120, 300, 600, 1800)
MOST_TICKS = 8

PIXELS_A_PERCENT, PIXELS_A_LETTER = 10.0, 6.6
"""Of a timeline 1000 pixels wide, and of its lettering."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the time axis."""

    name: str
    start_s: float
    end_s: float
    left: float
    width: float

    @property
    def title(self) -> str:
        return SECTION_NAMES.get(self.name, self.name)  # type: ignore[call-overload, no-any-return]

    @property
    def letters(self) -> str:
        """Two where one would also stand for Result."""
        return "Rf" if self.name == "reflection" else self.title[:1]

    @property
    def roomy(self) -> bool:
        """Whether its title fits in on a laptop."""
        return self.width * PIXELS_A_PERCENT >= len(self.title) * PIXELS_A_LETTER + 2 * PIXELS_A_LETTER


@dataclass(frozen=True, slots=True)
class Tick:
    left: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds -> percent of a drawing that shows `total_s`."""

    total_s: float

    def at(self, seconds: float) -> float:
        return 100.0 * min(max(seconds / self.total_s, 0.0), 1.0) if self.total_s > 0 else 0.0

    def band(self, name: str, start_s: float, end_s: float) -> Band:
        return Band(name, start_s, end_s, self.at(start_s), self.at(end_s) - self.at(start_s))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = next((s for s in TICK_STEPS_S if self.total_s / s <= MOST_TICKS), TICK_STEPS_S[-1])
        return tuple(Tick(self.at(at), clock(at)) for at in range(0, int(self.total_s) + 1, step))
