"""The debrief on the terminal: what it says of questions that were not answered."""

from __future__ import annotations

import pytest
from rich.console import Console

from simulator.asking import debrief
from simulator.domain.committee import Round
from simulator.packs import load_rubric
from simulator.reporting.debrief import DebriefPage

RUBRIC = load_rubric()
ANSWERED = Round("s-1", "ownership", "Why?", "hire", heard=True)
UNANSWERED = Round("s-2", "dive-deep", "How?", None, heard=False)
NOT_UNDERSTOOD = Round("s-3", "dive-deep", "How?", None, heard=True)


def drawn(*rounds: Round) -> str:
    console = Console(width=80)
    with console.capture() as seen:
        console.print(DebriefPage(debrief("loop", rounds, RUBRIC), RUBRIC.loop))
    return seen.get()


@pytest.mark.parametrize(
    ("second", "heading"),
    [(UNANSWERED, "Dive Deep: No answer"), (NOT_UNDERSTOOD, "Dive Deep: Verdict withheld")],
)
def test_a_question_without_an_answer_has_no_verdict_that_is_withheld(second: Round, heading: str) -> None:
    assert heading in drawn(ANSWERED, second)


@pytest.mark.parametrize(
    ("rounds", "says"),
    [
        ((ANSWERED,), True),
        ((ANSWERED, NOT_UNDERSTOOD), True),
        ((ANSWERED, UNANSWERED), False),
        ((UNANSWERED,), False),
    ],
)
def test_nothing_speaks_against_the_candidate_only_where_every_question_was_answered(rounds, says) -> None:
    assert (RUBRIC.loop.nothing_hurt in drawn(*rounds)) == says
