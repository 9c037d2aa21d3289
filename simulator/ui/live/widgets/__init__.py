"""Parts of a screen. Each takes plain values, draws itself again only when they have changed, and knows
nothing of interviews."""

from simulator.ui.live.widgets.clock import SectionClock
from simulator.ui.live.widgets.excerpts import Aligned, AlignedRow, Excerpt, ExcerptRow, Excerpts, Piece
from simulator.ui.live.widgets.hits import HitBoard
from simulator.ui.live.widgets.meter import LevelMeter
from simulator.ui.live.widgets.sections import SectionBar
from simulator.ui.live.widgets.shown import KeyLine, Shown
from simulator.ui.live.widgets.words import WordStream

__all__ = [
    "Aligned",
    "AlignedRow",
    "Excerpt",
    "ExcerptRow",
    "Excerpts",
    "HitBoard",
    "KeyLine",
    "LevelMeter",
    "Piece",
    "SectionBar",
    "SectionClock",
    "Shown",
    "WordStream",
]
