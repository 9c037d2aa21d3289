"""What the loop's screen is told before it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.domain.committee import LoopRules
from simulator.ui.live.values import Briefing

Replay = Callable[[str, float, float], None]
"""Plays the seconds from one time to another of that session's opening answer. Raises HotseatError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopBriefing(Briefing):
    """What the candidate sees before the first question of a loop."""

    principles: tuple[tuple[str, str], ...]
    """Asked about in this order, a question each: (id, name)."""
    limit_s: float
    """How long each question may take, follow-ups and all."""
    rules: LoopRules
