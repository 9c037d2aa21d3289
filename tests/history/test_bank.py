"""The story bank, from records: strength by the latest attempts, gaps, stories told too often."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from simulator.domain.bank import Shelved
from simulator.domain.record import Glance
from simulator.domain.review import RATINGS
from simulator.history.bank import bank, strength
from simulator.packs import load_rubric
from simulator.reporting.bank import BankPage

RULES = load_rubric().bank
NAMES = {"ownership": "Ownership", "dive-deep": "Dive Deep", "frugality": "Frugality"}
STORIES = (
    Shelved("late-vans", "Late vans", ("ownership", "dive-deep"), own=True),
    Shelved("webhooks", "The webhooks", ("ownership",)),
)


def attempt(story: str, principle: str, rating: str | None, mode: str = "interview") -> Glance:
    return Glance(
        session="s", started="2026-01-01T10:00:00", mode=mode, story=story, principle=principle,
        level="sde2", rating=rating, length_s=100.0,
    )  # fmt: skip


def test_a_principle_without_a_story_is_a_gap_and_one_that_nobody_tried_is_thin() -> None:
    made = bank([], STORIES, NAMES, RULES)
    assert [[cell.story for cell in row.cells] for row in made.rows] == [
        ["late-vans", "webhooks"],
        ["late-vans"],
        [],
    ]
    assert made.remarks == (
        "No story: 1 of 3. Weak or not tried yet: 2.",
        "Begin with Frugality:\nhotseat stories new --principle frugality",
    )


def test_the_next_step_is_what_is_likeliest_to_be_asked_about() -> None:
    likely = ("dive-deep", "ownership")
    assert bank([], STORIES, NAMES, RULES, likely).remarks[1] == (
        "Begin with Dive Deep:\nhotseat interview late-vans --principle dive-deep"
    )
    tried = [attempt("late-vans", "dive-deep", "hire"), attempt("webhooks", "ownership", "no_hire")]
    assert bank(tried, STORIES, NAMES, RULES, likely).remarks == (
        "No story: 1 of 3. Weak or not tried yet: 1.",
        "Begin with Ownership:\nhotseat interview webhooks --principle ownership",
    )
    told = [*tried, attempt("webhooks", "ownership", "hire")]
    assert "--principle frugality" in bank(told, STORIES, NAMES, RULES, likely).remarks[1]


def test_the_strongest_story_stands_first_and_only_interviews_count() -> None:
    tried = [
        attempt("webhooks", "ownership", "hire"),
        attempt("late-vans", "ownership", "no_hire"),
        attempt("late-vans", "ownership", "strong_hire", mode="demo"),
        attempt("late-vans", "ownership", None),
    ]
    first, second = bank(tried, STORIES, NAMES, RULES).rows[0].cells
    assert (first.story, first.strength, first.best) == ("webhooks", "strong", "hire")
    assert (second.story, second.strength, second.attempts) == ("late-vans", "weak", 1)


@pytest.mark.parametrize(
    ("ratings", "name"),
    [
        ([], "untried"),
        (["no_hire"] * 9 + ["hire"] * 5, "strong"),
        (["hire"] * 9 + ["no_hire"] * 5, "weak"),
        (["leaning_hire", "no_hire"], "fair"),
        (["hire", "leaning_no_hire", "no_hire"], "weak"),
    ],
)
def test_strength_is_that_of_half_of_the_latest_attempts(ratings, name: str) -> None:
    assert strength(ratings, RULES) == name


def test_a_better_attempt_never_makes_a_story_weaker() -> None:
    order = ["untried", "weak", "fair", "strong"]
    for before in RATINGS:
        found = [order.index(strength([before, after], RULES)) for after in RATINGS]
        assert found == sorted(found)


def test_a_story_told_for_everything_is_told_too_often() -> None:
    names = {f"p-{number}": f"P {number}" for number in range(RULES.often)}
    tried = [attempt("webhooks", name, "hire") for name in names]
    assert not any("told for" in remark for remark in bank(tried[1:], STORIES, names, RULES).remarks)
    remarks = bank(tried, STORIES, names, RULES).remarks
    assert remarks == (RULES.ready, f"'The webhooks' has been told for {RULES.often} principles. "
                       "A committee compares notes; give some of them a story of their own.")  # fmt: skip


def test_a_gap_stands_there_in_words_as_well_as_in_red() -> None:
    tried = [attempt("webhooks", "ownership", "hire")]
    made = BankPage(bank(tried, STORIES, NAMES, RULES), RULES)
    out = StringIO()
    Console(file=out, width=80, no_color=True).print(made)
    lines = out.getvalue().splitlines()
    assert any("Frugality" in line and "no story" in line and "GAP" in line for line in lines)
    assert any("Dive Deep" in line and "THIN" in line for line in lines)
    assert any("Ownership" in line and "2 strong ×1" in line for line in lines)
    coloured = StringIO()
    Console(file=coloured, width=80, force_terminal=True, color_system="standard").print(made)
    assert "\x1b[1;31m" in coloured.getvalue()
