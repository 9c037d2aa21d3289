"""What goes in and out of the asking room."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.review import Grade, Probe, Rating


@dataclass(frozen=True, slots=True)
class Turn:
    """A follow-up that was asked, and how it was answered."""

    probe: Probe
    grade: Grade


@dataclass(frozen=True, slots=True)
class Ask:
    """What the interviewer says next; `text` is the probe's question with what leads up to it."""

    probe: Probe
    text: str


@dataclass(frozen=True, slots=True)
class Close:
    """How the interview ends. `rating` None: the verdict is withheld."""

    rating: Rating | None
    changed_by: tuple[str, ...]
    """What the follow-ups did to the rating, a sentence each."""
    fixes: tuple[str, ...]
    """What to mend first, at most three."""
    say_instead: str
    """One strong line for the gravest gap; empty where there is none."""
