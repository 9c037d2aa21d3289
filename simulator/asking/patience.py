"""What is said softly into a growing silence."""

from __future__ import annotations

from simulator.domain.rubric import Rubric
from simulator.domain.turn_taking import Floor


def encouragement(floor: Floor | None, times: int, rubric: Rubric) -> str:
    """The next of the rubric's encouragements.

    Args:
        floor: None where not a word has been said yet.
        times: how often the candidate was encouraged in this answer.
    """
    texts = rubric.turn_taking.encourage if floor else rubric.turn_taking.invite
    return texts[times % len(texts)]
