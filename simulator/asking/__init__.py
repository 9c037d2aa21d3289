"""Asking: the review and the turns so far -> the next follow-up, or the close.

The gravest gap is asked about first, no subject twice but for one dig after a weak answer, and the
candidate's own words stand in the question. It hears nothing and judges nothing.
"""

from simulator.asking.choosing import next_ask
from simulator.asking.closing import close
from simulator.asking.committee import debrief
from simulator.asking.comparing import changed_grade, changed_review
from simulator.asking.cutting_in import cut_in
from simulator.asking.patience import encouragement
from simulator.asking.values import Ask, Close, Turn

__all__ = [
    "Ask",
    "Close",
    "Turn",
    "changed_grade",
    "changed_review",
    "close",
    "cut_in",
    "debrief",
    "encouragement",
    "next_ask",
]
