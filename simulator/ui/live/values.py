"""What the live screen is told before it begins, and what it can have done for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.domain.review import SectionName
from simulator.events import Event
from simulator.ports import Controls

Tell = Callable[[Event], None]
Targets = tuple[tuple[SectionName, float], ...]
"""Each section with its target in seconds, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What the candidate sees before the first question."""

    title: str
    question: str
    principle: str
    """Its name, as it is written."""
    level: str
    """Its name."""
    lens: tuple[tuple[str, str], ...] = ()
    """What to do with the story for this principle: (a word or two, a sentence)."""
    focus: str = ""
    """What the telling should turn on at this level."""
    targets: Targets = ()
    budget_s: float = 0.0
    """How long the whole opening answer may take."""
    coach: bool = False
    """Whether what costs the hire is shown at once."""
    typed: bool = False
    """Whether the answers are typed."""
    recorded: bool = False
    """Whether recordings answer: then there is nothing to pause."""
    at_once: bool = False
    """Whether it begins without waiting for a key."""
    linger_s: float | None = None
    """After so many seconds without a key it leaves by itself at the end; None: it stays."""


Check = Callable[[Tell, Callable[[], bool]], None]
"""Listens until a word is recognised or the second argument says to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """What the screen can have done; each of these is called in a thread of its own."""

    hold: Callable[[Controls, Tell, bool], None]
    """Holds the interview to its end; True: only the opening question. Raises HotseatError."""
    check: Check | None = None
    """None: there is nothing to check."""
    replay: Callable[[int, float, float], None] | None = None
    """Plays the seconds from one time to another of the recording of that turn. Raises HotseatError."""
    page: Callable[[bool], str] | None = None
    """Makes the report page, opens it where True, and says in a sentence where it is. Raises HotseatError."""
