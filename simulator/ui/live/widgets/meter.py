"""How loud it is just now, as a short bar, with a word for a sound that is too soft or too loud."""

from __future__ import annotations

from textual.content import Content

from simulator.ui.live.look import BAD, GOOD, NEAR, QUIET
from simulator.ui.live.widgets.shown import Shown

CELLS = 16
QUIETEST_DB, LOUDEST_DB = -60.0, 0.0
SOFT_DB = -45.0
"""Speech below this is hard to recognise. Source: judgement; usual recordings lie between -35 and -15."""
LOUD_DB = -6.0
"""Mean loudness from here on is cut off at its peaks. Source: judgement."""


class LevelMeter(Shown):
    """One line. `level(None)`: nothing is listened to."""

    DEFAULT_CSS = "LevelMeter { width: 28; height: 1; text-wrap: nowrap; }"

    def level(self, level_db: float | None) -> None:
        """Shows this loudness, relative to full scale."""
        if level_db is None:
            self.show(Content.styled("▯" * CELLS, QUIET))
            return
        share = (level_db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)
        lit = min(CELLS, max(0, round(share * CELLS)))
        loud = level_db >= LOUD_DB
        word, style = ("too loud", BAD) if loud else ("", GOOD if level_db >= SOFT_DB else NEAR)
        self.show(Content.assemble(("▮" * lit, style), ("▯" * (CELLS - lit), QUIET), (f" {word}", style)))
