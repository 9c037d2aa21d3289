"""A quote inside advice brings no stop of its own: the sentence around it has one."""

from __future__ import annotations

from support.cases import all_cases, heard

from simulator.judging import draft, practise
from simulator.judging.telling import Piece
from simulator.packs import load_rubric

RUBRIC = load_rubric()
CASE = next(case for case in all_cases() if case["id"] == "a1-intern-bus-stops")
SAID = heard(CASE["sentences"]).transcript
BLAME = "“and that was pretty much on him”. Name the cause"


def test_in_a_story_that_is_being_told() -> None:
    told = draft([Piece(SAID)], rubric=RUBRIC, principle="ownership", level="sde2")
    assert any(BLAME in advice for section in told.sections for advice in section.mend)


def test_in_a_section_that_is_being_drilled() -> None:
    blaming = [one for one in CASE["sentences"] if one["text"].endswith("pretty much on him.")]
    assert BLAME in practise(heard(blaming).transcript, "action", story=None, rubric=RUBRIC).advice
