"""The screens as pictures. After a wanted change: `pytest tests/ui/live --snapshot-update`, then look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.live import BRIEFING, answering, app_for, held, text, until
from support.pictures import LARGE, SIZES, SMALL, at_the_end, when
from support.reviews import interview_events
from support.screens import telling

from simulator.ui.live.after import AfterScreen

pytestmark = pytest.mark.usefixtures("plain_surroundings")


@SIZES
def test_before(snap_compare, size) -> None:
    assert snap_compare(app_for(telling(())), terminal_size=size)


@SIZES
def test_during(snap_compare, size) -> None:
    app = app_for(telling(answering(), then_waits=True))
    assert snap_compare(app, terminal_size=size, run_before=when(app, "pulled the logs"))


def test_during_a_silence(snap_compare) -> None:
    app = app_for(telling(answering(quiet=True), then_waits=True))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "Take your time."))


def test_during_coached(snap_compare) -> None:
    app = app_for(telling(answering(), then_waits=True), replace(BRIEFING, coach=True))
    assert snap_compare(app, terminal_size=LARGE, run_before=when(app, "Handed off"))


@pytest.mark.parametrize("moment", ["during", "after"])
def test_without_colour(snap_compare, monkeypatch, moment) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    if moment == "during":
        app = app_for(telling(answering(), then_waits=True))
        assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "pulled the logs"))
    else:
        app = app_for(telling(interview_events()))
        assert snap_compare(app, terminal_size=SMALL, run_before=at_the_end(app, AfterScreen))


@SIZES
def test_after(snap_compare, size) -> None:
    app = app_for(telling(interview_events()))
    assert snap_compare(app, terminal_size=size, run_before=at_the_end(app, AfterScreen))


@pytest.mark.parametrize("page", ["2", "3", "4", "5"])
def test_the_other_pages(snap_compare, page) -> None:
    app = app_for(telling(interview_events()))
    assert snap_compare(app, terminal_size=SMALL, run_before=at_the_end(app, AfterScreen, page))


def test_help(snap_compare) -> None:
    app = app_for(telling(interview_events()))
    assert snap_compare(app, terminal_size=SMALL, run_before=at_the_end(app, AfterScreen, "question_mark"))


def test_side_by_side(snap_compare) -> None:
    weak = "I told the platform team and they fixed it. " * 6
    strong = (
        "I noticed a 0.3 percent webhook drop rate, with no alert and no ticket filed. It was not my "
        "team and nobody assigned it. I pulled the logs and I wrote a retry queue. Drops went from 0.3 "
        "to 0.02 percent."
    )
    answers = iter([weak, strong])

    def hold(controls, tell, opening_only) -> None:
        held(next(answers), probes=0)(controls, tell, opening_only)

    app = app_for(hold)

    async def run(pilot) -> None:
        await at_the_end(app, AfterScreen)(pilot)
        await until(pilot, lambda: not app._busy())
        await pilot.press("a")
        await until(pilot, lambda: "Before" in text(app), "the comparison")

    assert snap_compare(app, terminal_size=LARGE, run_before=run)
