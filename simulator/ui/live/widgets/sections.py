"""The five sections in a row, each as long as its target allows, filling up, with the target marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize

from simulator.domain.review import SectionName
from simulator.domain.wording import SECTION_NAMES, clock
from simulator.ui.live.clockwork import Reading
from simulator.ui.live.look import EMPTY, FULL, PAST, QUIET, SIGNS, TARGET, TONES
from simulator.ui.live.widgets.shown import Shown

LEAST = 11
"""Columns that a section has at least: enough for its name and for a sign and a time."""
BEYOND = 0.25
"""Room beyond the target, as a share of it; a longer overrun fills it."""


class SectionBar(Shown):
    """Three lines: names, bars, times."""

    DEFAULT_CSS = "SectionBar { height: 3; text-wrap: nowrap; }"

    _readings: tuple[Reading, ...] = ()
    _current: SectionName | None = None

    def readings(self, readings: Sequence[Reading], current: SectionName | None) -> None:
        """Shows these from now on; the current section's name stands out."""
        self._readings, self._current = tuple(readings), current
        self._draw()

    def on_resize(self, _: Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if not self._readings or width < LEAST * len(self._readings):
            self.show("")
            return
        widths = shared(width, [reading.target_s for reading in self._readings])
        cells = list(zip(self._readings, widths, strict=True))
        names = [self._heading(reading, room - 1) for reading, room in cells]
        bars = [bar(reading, room - 1) for reading, room in cells]
        times = [_time(reading, room - 1) for reading, room in cells]
        gap = Content(" ")
        self.show(Content("\n").join([gap.join(line) for line in (names, bars, times)]))

    def _heading(self, reading: Reading, room: int) -> Content:
        style = "bold" if reading.name == self._current else QUIET
        return Content.styled(SECTION_NAMES[reading.name][:room].ljust(room), style)


def shared(width: int, targets: Sequence[float]) -> list[int]:
    """The columns of each section: as its target, but none too few to be read; together `width`."""
    whole = sum(targets) or 1.0
    widths = [max(LEAST, int(width * target / whole)) for target in targets]
    while sum(widths) > width:
        widths[widths.index(max(widths))] -= 1
    widths[widths.index(max(widths))] += width - sum(widths)
    return widths


def bar(reading: Reading, room: int, tone: str = "") -> Content:
    """Filled up to what was spoken, the target marked, an overrun behind the mark in another pattern."""
    before = max(1, round((room - 1) / (1 + BEYOND)))
    after = room - 1 - before
    share = reading.spoken_s / reading.target_s if reading.target_s > 0 else 0.0
    filled = min(before, max(1, int(share * before))) if share > 0 else 0
    past = min(after, max(1, round((share - 1) * before))) if share > 1 else 0
    style = tone or TONES[reading.pace]
    return Content.assemble(
        (FULL * filled, style),
        (EMPTY * (before - filled), QUIET),
        (TARGET, "bold $foreground"),
        (PAST * past, style),
        " " * (after - past),
    )


def _time(reading: Reading, room: int) -> Content:
    target = f"{clock(reading.spoken_s)}/{clock(reading.target_s)}"
    short = clock(reading.spoken_s)
    text = f"{SIGNS[reading.pace]} {target if len(target) + 2 <= room else short}"
    return Content.styled(text.ljust(room), TONES[reading.pace])
