"""The screens as pictures. After a wanted change: `pytest tests/ui/practice --snapshot-update`, then look."""

from __future__ import annotations

import pytest
from support.live import text, until
from support.pictures import SIZES, SMALL, when
from support.practice import (
    STEPS,
    counted,
    drill_app,
    judged,
    place_of,
    probe,
    read_on,
    shown,
    speaking,
    telling,
    walk_app,
    wanted,
)

from simulator.domain.review import Grade
from simulator.events import Asked, Chosen, Graded

pytestmark = pytest.mark.usefixtures("plain_surroundings")


def test_counting_down(snap_compare) -> None:
    app = drill_app(telling((*wanted(0), judged(), *wanted(1), counted(2, 1))))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "get ready", begin=False))


@SIZES
def test_an_attempt_under_way(snap_compare, size) -> None:
    app = drill_app(telling((*wanted(0), judged(), *wanted(1, 1), *speaking(26.5, 1))))
    assert snap_compare(app, terminal_size=size, run_before=when(app, "nearly up", begin=False))


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
def test_feedback(snap_compare, monkeypatch, colour) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = drill_app(telling((*wanted(0), *speaking(13.0), judged())))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "Not yet", begin=False))


def test_a_follow_up_graded(snap_compare) -> None:
    grade = Grade("influence", "weak", "You handed it on.", "I escalated it to them", 2.0)
    asked = Asked(at_s=1, turn=0, text=probe().question, probe=probe())
    app = drill_app(telling((asked, *speaking(9.0), Graded(at_s=9, turn=0, grade=grade))))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "A strong answer", begin=False))


@SIZES
def test_an_example_being_read(snap_compare, size) -> None:
    app = walk_app(read_on(place_of("action", 1), 0.5))
    assert snap_compare(app, terminal_size=size, run_before=when(app, "reading", begin=False))


def test_the_marks_of_the_weak_answer(snap_compare) -> None:
    app = walk_app(telling(shown(place_of("weak_answer", 5), voice="")))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "5 of 5", begin=False))


@pytest.mark.parametrize("chosen", [False, True], ids=["asked", "chosen"])
def test_a_check(snap_compare, chosen) -> None:
    at = place_of("checks")
    wrong = (STEPS[at].check.right + 1) % 4
    told = (Chosen(at_s=3, turn=at, option=wrong, right=False),) if chosen else ()
    app = walk_app(telling((*shown(at, voice=""), *told)))
    assert snap_compare(
        app, terminal_size=SMALL, run_before=when(app, "✗" if chosen else "Press 1 to 4", begin=False)
    )


@pytest.mark.parametrize("mode", ["drill", "walkthrough"])
def test_help(snap_compare, mode) -> None:
    app = drill_app(telling(wanted(0))) if mode == "drill" else walk_app(telling(shown(0, voice="")))

    async def run(pilot) -> None:
        await pilot.press("question_mark")
        await until(pilot, lambda: "Keys" in text(app), "help")

    assert snap_compare(app, terminal_size=SMALL, run_before=run)
