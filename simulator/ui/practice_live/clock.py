"""The large clock of a drill: the time of an attempt, or the seconds left before it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Digits

from simulator.domain.practice import Exercise
from simulator.domain.review import SectionStatus
from simulator.domain.wording import SECTION_NAMES, STATUS_NAMES, clock
from simulator.ui.live.clockwork import Pace, Reading
from simulator.ui.live.look import BAD, GOOD, NEAR, QUIET, SIGNS, TONES, in_words
from simulator.ui.live.widgets import SectionClock, Shown

Window = tuple[float, float]
PACES: dict[SectionStatus, Pace] = {
    "on_target": "on_time",
    "short": "near",
    "over": "over",
    "missing": "waiting",
}
"""How a finished attempt colours its time."""
_SIGNS: dict[SectionStatus, tuple[str, str]] = {
    "on_target": ("●", GOOD),
    "short": ("▽", NEAR),
    "over": ("■", BAD),
    "missing": ("○", QUIET),
}


class DrillClock(SectionClock):
    """Figures three lines high, the section's state to their left and the row to their right."""

    def put(self, left: Content, large: str, pace: Pace, right: Content) -> None:
        """Shows these from now on."""
        self.query_one("#section", Shown).show(left)
        self.query_one("#total", Shown).show(right)
        digits = self.query_one(Digits)
        if digits.value != large:
            digits.update(large)
        if not digits.has_class(pace):
            digits.set_classes(pace)


def state(reading: Reading, window: Window | None, done: Exercise | None = None) -> Content:
    """A section's name, how its clock stands or, once it is `done`, stood, and when it is in time."""
    pace = reading.pace
    words, tone = f"{SIGNS[pace]} {in_words(pace, reading.spoken_s, reading.target_s)}", TONES[pace]
    if done:
        sign, tone = _SIGNS[done.status]
        words = f"{sign} {STATUS_NAMES[done.status]}"
    within = f", good {clock(window[0])}–{clock(window[1])}" if window else ""
    return Content.assemble(
        (f"{SECTION_NAMES[reading.name]}\n", "bold"),
        (f"{words}\n", tone),
        (f"target {clock(reading.target_s)}{within}", QUIET),
    )


def row(made: int, goal: int, good: int, judged: int) -> Content:
    """Good attempts one after another as dots, and the sum of all."""
    sums = f"{good} of {judged} good" if judged else ""
    return Content.assemble(
        (f"{'●' * made}{'○' * (goal - made)}\n", "bold $success"),
        (f"{made} of {goal} in a row\n", ""),
        (sums, QUIET),
    )
