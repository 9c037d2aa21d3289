"""The screens as pictures. After a wanted change: `pytest tests/ui/loop --snapshot-update`, then look."""

from __future__ import annotations

import pytest
from support.loops import AGAIN, FINANCE, NURSE, WEBHOOK, loop_app, loop_events
from support.pictures import SIZES, SMALL, at_the_end, when
from support.screens import telling, up_to

from simulator.events import SectionsClocked, WordsHeard
from simulator.ui.live.ending import EndScreen
from simulator.ui.loop_live.place import Place

pytestmark = pytest.mark.usefixtures("plain_surroundings")


@pytest.fixture(autouse=True)
def _no_time_goes_by(monkeypatch):
    monkeypatch.setattr(Place, "drawn", lambda *_: None)


@SIZES
def test_before(snap_compare, size) -> None:
    assert snap_compare(loop_app(telling(())), terminal_size=size)


@SIZES
def test_the_second_question(snap_compare, size) -> None:
    events = loop_events(NURSE, FINANCE)
    app = loop_app(telling(up_to(events, SectionsClocked, question=2), then_waits=True))
    assert snap_compare(app, terminal_size=size, run_before=when(app, "Question 2 of 2"))


def test_another_example(snap_compare) -> None:
    events = loop_events(WEBHOOK, AGAIN, NURSE)
    app = loop_app(telling(up_to(events, WordsHeard, question=3), then_waits=True))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "another example"))


@SIZES
def test_the_debrief(snap_compare, size) -> None:
    app = loop_app(telling(loop_events(NURSE, FINANCE)))
    assert snap_compare(app, terminal_size=size, run_before=at_the_end(app, EndScreen))


def test_without_colour(snap_compare, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = loop_app(telling(loop_events(NURSE, FINANCE)))
    assert snap_compare(app, terminal_size=SMALL, run_before=at_the_end(app, EndScreen, "down", "down"))
