"""The screens as pictures. After a wanted change: `pytest tests/ui/story --snapshot-update`, then look."""

from __future__ import annotations

import pytest
from support.pictures import SIZES, SMALL, at_the_end, when
from support.screens import telling, up_to
from support.telling import LESSON, OPEN, story_app, story_events

from simulator.events import SectionsClocked, WordsHeard
from simulator.ui.live.ending import EndScreen

pytestmark = pytest.mark.usefixtures("plain_surroundings")


@SIZES
def test_before(snap_compare, size) -> None:
    assert snap_compare(story_app(telling(())), terminal_size=size)


@SIZES
def test_a_question_about_what_is_missing(snap_compare, size) -> None:
    app = story_app(telling(up_to(story_events(OPEN, LESSON), WordsHeard, 1), then_waits=True))
    assert snap_compare(app, terminal_size=size, run_before=when(app, "owner tag"))


def test_the_telling(snap_compare) -> None:
    app = story_app(telling(up_to(story_events(OPEN, LESSON), SectionsClocked), then_waits=True))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "So our cloud bill"))


@SIZES
def test_the_story_as_it_was_written(snap_compare, size) -> None:
    app = story_app(telling(story_events(OPEN)))
    assert snap_compare(app, terminal_size=size, run_before=at_the_end(app, EndScreen))


def test_without_colour(snap_compare, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = story_app(telling(up_to(story_events(OPEN, LESSON), WordsHeard, 1), then_waits=True))
    assert snap_compare(app, terminal_size=SMALL, run_before=when(app, "owner tag"))
