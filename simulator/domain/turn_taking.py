"""Who holds the floor: what a pause may mean, how long it is borne, and what is said into it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.review import SectionName


@dataclass(frozen=True, slots=True)
class Floor:
    """Where the candidate stands in an answer when a pause begins."""

    open_clause: bool
    """The last words want more after them: 'and', 'so we', a filler, a number without its noun."""
    section: SectionName | None
    """The section of the last words; None where that is not known and in answers to a follow-up."""
    used: float
    """Time spoken as a share of the time that the answer is meant to take."""
    words: int
    """How many words have been heard."""
    doubted: bool = False
    """The last words may well be others, of which the last wants more."""


@dataclass(frozen=True, slots=True)
class Patience:
    """The ladder of a growing silence, in seconds from the last word; None leaves a rung out."""

    show_s: float | None
    """From here on the screen says that the interviewer is still listening."""
    encourage_s: float | None
    """Here the interviewer says softly that there is time."""
    end_s: float
    """Here the answer has ended."""


@dataclass(frozen=True, slots=True)
class CutIn:
    """What a tough interviewer breaks in with; `because`, `quote` and `start_s` as of a probe."""

    id: str
    text: str
    because: str
    quote: str
    start_s: float
