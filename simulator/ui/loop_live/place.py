"""Where a loop stands, from its events: which question of how many, and how much of its time is gone."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.events import Event, SessionStarted


@dataclass(slots=True)
class Place:
    """Call it with each event, and `drawn` at each drawing; read its fields."""

    principles: tuple[str, ...]
    """Ids, in the order in which they are asked about."""
    number: int = 0
    """Counted from 1; 0: nothing has been asked yet."""
    another: bool = False
    """Whether another example is asked for, the first having been told before."""
    used_s: float = 0.0
    """Since this question was begun."""

    _began_s: float = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            number = self.principles.index(event.principle) + 1
            self.another = number == self.number
            self.number, self._began_s = number, event.at_s
        self.used_s = max(0.0, event.at_s - self._began_s)

    def drawn(self, passed_s: float) -> None:
        """So much time has gone by of which nothing has been told yet."""
        self.used_s += passed_s if self.number else 0.0
