"""Three reviews of one answer, side by side: which lines differ, and how they are told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console
from support.reviews import weak_review, withheld_review

from simulator.domain.review import LEVELS, LedgerEntry, Rating, Review, Verdict
from simulator.reporting.levels import Held, LevelsPage, weighed

FOUND = LedgerEntry("Found the problem", 1.0, "I noticed", 3.1)
PASSED_ON = LedgerEntry("Handed it over", -2.0, "I told the team", 41.0)
LONG = LedgerEntry("The answer takes 3:00 where 2:00 is the mark.", -0.5)
CAP = LedgerEntry("The fix was somebody else's.", 0.0)
ADVICE = LedgerEntry("Name what you built.", 0.0)
HELD = {
    level: Held(total_s, f"The bar of {level}.", {"noticed": 1.0, "systemic-insight": worth, "adoption": 1.0})
    for level, total_s, worth in zip(LEVELS, (60, 175, 180), (0.5, 1.0, 1.5))
}
ADD = {
    "noticed": "Say how you found it.",
    "systemic-insight": "Name the cause.",
    "adoption": "Say who copied it.",
}


def _at(rating: Rating, at: int, *ledger: LedgerEntry) -> Review:
    return replace(weak_review(), level=LEVELS[at], verdict=Verdict(rating, (), ledger))


REVIEWS = (
    _at("hire", 0, replace(FOUND, points=1.5), PASSED_ON, LONG, CAP),
    _at("leaning_hire", 1, FOUND, PASSED_ON, CAP, ADVICE),
    _at("no_hire", 2, replace(FOUND, points=0.7), replace(PASSED_ON, points=-2.1), CAP),
)


def _drawn(page: LevelsPage, width: int = 90) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(page)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def _line(shown: str, start: str) -> str:
    [line] = [line for line in shown.splitlines() if start in line]
    return " ".join(line.split())


def test_a_line_is_laid_beside_its_like_and_costs_nothing_where_it_is_not_weighed() -> None:
    assert [(line.entry.text, line.points, line.differs) for line in weighed(REVIEWS)] == [
        (FOUND.text, (1.5, 1.0, 0.7), True),
        (PASSED_ON.text, (-2.0, -2.0, -2.1), False),
        (LONG.text, (-0.5, 0.0, 0.0), True),
    ]


def test_what_differs_is_shown_and_the_rest_is_summed() -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD))
    assert _line(shown, FOUND.text) == "0:03 Found the problem +1.5 +1.0 +0.7"
    assert _line(shown, "The answer takes") == f"{LONG.text} -0.5 - -"
    assert _line(shown, "Everything else") == "Everything else -2.0 -2.0 -2.1"
    assert _line(shown, "Points in all") == "Points in all -1.0 -1.0 -1.4"
    assert PASSED_ON.text not in shown
    assert shown.index(FOUND.text) < shown.index(LONG.text)


def test_the_ledger_is_whole_where_it_is_asked_for() -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD, why=True))
    assert _line(shown, PASSED_ON.text) == "0:41 Handed it over -2.0 -2.0 -2.1"
    assert "Everything else" not in shown


def test_ratings_stand_beside_their_time_budgets() -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD))
    assert _line(shown, "1:00, over by") == "SDE1 Hire ●●●●●○ 1:00, over by 0:12"
    assert _line(shown, "2:55") == "SDE2 Leaning Hire ●●●●○○ 2:55"
    assert _line(shown, "No Hire") == "Senior No Hire ●●○○○○ 3:00"


def test_what_was_not_heard_is_named_where_the_level_decides_its_worth() -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD))
    assert _line(shown, "Name the cause.") == "Name the cause. +0.5 +1.0 +1.5"
    assert "Say who copied it." not in shown, "worth the same at every level"
    assert "Say how you found it." not in shown, "it was heard"


def test_caps_and_advice_stand_with_the_levels_that_they_hold_for() -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD))
    assert _line(shown, CAP.text) == f"Every level {CAP.text}"
    assert _line(shown, ADVICE.text) == f"SDE2 {ADVICE.text}"


def test_a_withheld_verdict_is_said_once_and_nothing_is_compared() -> None:
    reviews = tuple(replace(withheld_review(), level=level) for level in LEVELS)
    shown = _drawn(LevelsPage(reviews, HELD, ADD))
    assert shown.count("Verdict withheld") == 1
    assert "difference" not in shown and "Record closer" in shown


@pytest.mark.parametrize("width", [50, 60, 120])
def test_no_line_is_too_long_or_ends_in_blanks(width: int) -> None:
    shown = _drawn(LevelsPage(REVIEWS, HELD, ADD, why=True, source="a.wav"), width)
    assert all(len(line) <= width and line == line.rstrip() for line in shown.splitlines())
