"""A loop on the screen, by its keys: which question of how many, its time, and the debrief at the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.live import text, until
from support.loops import AGAIN, BRIEFING, FINANCE, NURSE, WEBHOOK, loop_app, loop_events, looped
from support.rehearsal import RUBRIC
from support.screens import drive, telling, up_to

from simulator.errors import DeviceError
from simulator.events import (
    Asked,
    Debriefed,
    ListeningStarted,
    Repeated,
    SessionStarted,
    SoundHeard,
    WordsHeard,
)
from simulator.ui.live.ending import EndScreen
from simulator.ui.loop_live.during import time_box
from simulator.ui.loop_live.place import Place


def ended(app):
    return lambda: isinstance(app.screen, EndScreen)


def test_before_it_names_the_principles_and_the_time_and_no_question() -> None:
    app = loop_app(telling(()))

    async def script(pilot) -> None:
        shown = text(app)
        for part in ("A loop of 2 questions", "1. Ownership", "2. Dive Deep", "9:00", "none of them twice"):
            assert part in " ".join(shown.split())
        assert RUBRIC.principles["ownership"].question[:30] not in shown

    drive(app, script)


def test_it_shows_which_question_of_how_many_its_principle_and_the_follow_up() -> None:
    weak = "I told the Platform team about it, and they fixed it after a few days."
    events = loop_events((NURSE, weak), FINANCE, probes=1)
    app = loop_app(telling(up_to(events, WordsHeard, 1), then_waits=True))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 1 of 2" in text(app) and "follow-up 1" in text(app))
        assert "Ownership" in text(app)
        assert "of 9:00" in text(app)

    drive(app, script)


def test_a_story_told_twice_is_named_and_another_example_is_asked_for() -> None:
    events = loop_events(WEBHOOK, AGAIN, NURSE)
    seen: list[str] = []
    app = loop_app(telling(up_to(events, Asked, question=3), then_waits=True))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 2 of 2" in text(app) and "another example" in text(app))
        seen.append(text(app))
        await until(pilot, lambda: "You have told this story today" in text(app))

    drive(app, script)
    assert any(isinstance(event, Repeated) for event in app.events)
    assert "Dive Deep, another example" in seen[0]


def test_at_the_end_stands_the_debrief_and_its_quotes_can_be_heard() -> None:
    heard: list[tuple[str, float, float]] = []
    app = loop_app(telling(loop_events(NURSE, FINANCE)), replay=lambda *what: heard.append(what))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the debrief")
        for part in ("The debrief", "1. Ownership", "2. Dive Deep", RUBRIC.loop.carried, "Kept: /home/you"):
            assert part in text(app)
        await pilot.press("r")
        await until(pilot, lambda: len(heard) == 1)
        while app.screen.query_one("Excerpts").chosen.turn == 0:
            await pilot.press("down")
        await pilot.press("r")
        await until(pilot, lambda: len(heard) == 2)
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running, "leaving")

    drive(app, script, size=(120, 60))
    assert app.fault is None
    assert [session for session, _, _ in heard] == ["s-ownership", "s-dive-deep"]
    assert all(0 <= start_s < end_s for _, start_s, end_s in heard)


def test_what_cannot_be_played_is_told_at_the_foot() -> None:
    def replay(*_) -> None:
        raise DeviceError("There is no loudspeaker.", code="loudspeaker-missing")

    app = loop_app(telling(loop_events(NURSE, FINANCE)), replay=replay)

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the debrief")
        await pilot.press("r")
        await until(pilot, lambda: "There is no loudspeaker." in text(app))

    drive(app, script)


def test_the_candidates_keys_end_each_answer() -> None:
    """A whole loop on virtual time, in which Enter is pressed at each answer."""

    def hold(controls, tell) -> None:
        def watch(event) -> None:
            tell(event)
            if isinstance(event, ListeningStarted):
                controls.press("done")

        loop_told = loop_events(NURSE, FINANCE, controls=controls, watch=watch)
        tell(loop_told[-1])

    app = loop_app(hold)

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the debrief")
        assert "There was no answer." in text(app)
        assert "1. Ownership  No answer" in text(app)
        assert RUBRIC.loop.nothing_hurt not in text(app)

    drive(app, script, size=(120, 60))


def test_leaving_in_the_middle_breaks_the_loop_off_in_order() -> None:
    told: list[str] = []

    def hold(controls, tell) -> None:
        try:
            telling(up_to(loop_events(NURSE, FINANCE), WordsHeard), then_waits=True)(controls, tell)
        finally:
            told.append("put in order")

    app = loop_app(hold)

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 1 of 2" in text(app))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: not app.is_running, "leaving")

    drive(app, script)
    assert isinstance(app.fault, KeyboardInterrupt)
    assert told == ["put in order"]


def test_help_has_the_keys_of_the_debrief() -> None:
    app = loop_app(telling(()), replace(BRIEFING, recorded=True))

    async def script(pilot) -> None:
        await pilot.press("question_mark")
        await until(pilot, lambda: "hear the seconds behind the chosen quote" in text(app))
        assert "answer the opening question again" not in text(app)

    drive(app, script)


def test_the_place_follows_the_events_and_goes_on_between_them() -> None:
    _, held = looped(WEBHOOK, AGAIN, NURSE)
    place = Place(("ownership", "dive-deep"))
    assert (place.number, place.used_s) == (0, 0.0)
    numbers = []
    for _, rehearsal in held:
        for event in rehearsal.events:
            place(event)
        numbers.append((place.number, place.another))
    assert numbers == [(1, False), (2, False), (2, True)]
    began = next(event for event in held[0][1].events if isinstance(event, SessionStarted))
    place(replace(began, at_s=40.0))
    place(SoundHeard(at_s=43.5, turn=0, heard_s=2.0, level_db=-20.0, silent_s=0.0))
    place.drawn(0.5)
    assert place.used_s == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("used_s", "says"), [(0.0, "○ 0:00 of 9:00"), (130.0, "● 2:10 of 9:00"), (600.0, "no more follow-ups")]
)
def test_the_time_box_says_in_words_what_it_draws(used_s: float, says: str) -> None:
    line = time_box(used_s, 540.0, 78)
    assert says in line.plain
    assert line.cell_length == 78


def test_the_debrief_is_no_event_of_a_session() -> None:
    """It is told to the screen alone: no trace has it."""
    app = loop_app(telling(loop_events(NURSE, FINANCE)))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the debrief")

    drive(app, script)
    assert not any(isinstance(event, Debriefed) for event in app.events)
