"""The screens of drill and walkthrough by their keys, and whole sessions through them."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from support.live import text, until
from support.practice import (
    DRILL,
    STEPS,
    drill_app,
    drilled,
    judged,
    place_of,
    read_on,
    shown,
    speaking,
    telling,
    walk_app,
    walked,
    wanted,
)
from support.rehearsal import STORY
from support.screens import drive

from simulator.errors import DeviceError
from simulator.events import Chosen, CountedDown, ListeningStarted, Practised, SessionEnded, StepShown
from simulator.ui.practice_live.helping import PracticeHelp

SITUATION = STORY.sections["situation"].strong_example


def told(app, kind):
    return [event for event in app.events if isinstance(event, kind)]


def listening_for(got: list, *events):
    """A session that tells these and takes down the keys that reach it."""

    def hold(controls, tell) -> None:
        for event in events:
            tell(event)
        while True:
            if pressed := controls.pressed():
                got.append(pressed)
            time.sleep(0.005)

    return hold


DRILL_KEYS = [("enter", "done"), ("escape", "again"), ("space", "pause"), ("p", "skip")]


@pytest.mark.parametrize(("key", "sent"), [*DRILL_KEYS, ("q", "leave")])
def test_each_key_reaches_the_drill(key: str, sent: str) -> None:
    got: list[str] = []
    app = drill_app(listening_for(got, *wanted(0), *speaking(5.0)))

    async def script(pilot) -> None:
        await until(pilot, lambda: "hearing you" in text(app))
        await pilot.press(key)
        await until(pilot, lambda: bool(got))

    drive(app, script)
    assert got == [sent]


@pytest.mark.parametrize(
    ("key", "sent"), [*DRILL_KEYS, ("q", "leave"), ("right", "done"), ("left", "again"), ("3", "3")]
)
def test_each_key_reaches_the_walkthrough(key: str, sent: str) -> None:
    got: list[str] = []
    app = walk_app(listening_for(got, *shown(place_of("checks"), voice="")))

    async def script(pilot) -> None:
        await until(pilot, lambda: "Press 1 to 4" in text(app))
        await pilot.press(key)
        await until(pilot, lambda: bool(got))

    drive(app, script)
    assert got == [sent]


def test_a_section_skipped_before_the_count_is_over_is_skipped_when_it_begins() -> None:
    got: list[str] = []
    promised = threading.Event()

    def hold(controls, tell) -> None:
        for event in wanted(0):
            tell(event)
        promised.wait(30)
        assert controls.pressed() is None
        tell(ListeningStarted(at_s=5, turn=0, recording=""))
        while not got:
            if pressed := controls.pressed():
                got.append(pressed)

    app = drill_app(hold)

    async def script(pilot) -> None:
        await pilot.press("p")
        await until(pilot, lambda: "The next one comes" in text(app))
        promised.set()
        await until(pilot, lambda: bool(got))

    drive(app, script)
    assert got == ["skip"]


@pytest.mark.parametrize("make", [lambda: drill_app(telling(wanted(0))), lambda: walk_app(telling(shown(0)))])
def test_q_leaves_at_once_and_in_order_also_a_session_that_does_not_listen(make, monkeypatch) -> None:
    app = make()
    monkeypatch.setattr(type(app._page), "listening", False)

    async def script(pilot) -> None:
        await pilot.press("q")
        for _ in range(50):
            if not app._acting.is_alive():
                break
            await asyncio.sleep(0.1)

    drive(app, script)
    assert app.fault is None
    assert not app._acting.is_alive()


def test_control_c_breaks_off_and_says_so() -> None:
    app = drill_app(telling(wanted(0)))

    async def script(pilot) -> None:
        await pilot.press("ctrl+c")
        await asyncio.sleep(0.2)

    drive(app, script)
    assert isinstance(app.fault, KeyboardInterrupt)


def test_what_breaks_a_session_off_is_raised_when_the_screen_is_gone() -> None:
    def hold(_controls, _tell) -> None:
        raise DeviceError("The microphone is gone.", code="microphone-gone")

    app = drill_app(hold)

    async def script(pilot) -> None:
        await until(pilot, lambda: app.fault is not None)

    drive(app, script)
    assert str(app.fault) == "The microphone is gone."


def test_recordings_cannot_be_paused() -> None:
    got: list[str] = []
    app = drill_app(listening_for(got, *wanted(0), *speaking(5.0)), type(DRILL)(title="x", recorded=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: "hearing you" in text(app))
        assert "pause" not in text(app)
        await pilot.press("space", "escape", "enter")
        await until(pilot, lambda: bool(got))

    drive(app, script)
    assert got == ["done"]


def test_help_lies_over_the_session_and_its_keys_do_nothing_to_it() -> None:
    got: list[str] = []
    app = drill_app(listening_for(got, *wanted(0), *speaking(5.0)))

    async def script(pilot) -> None:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, PracticeHelp))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, PracticeHelp))

    drive(app, script)
    assert got == []


def test_three_seconds_are_counted_down_in_large_figures() -> None:
    app = drill_app(telling((*wanted(0), CountedDown(at_s=2, turn=0, left=3))))

    async def script(pilot) -> None:
        await until(pilot, lambda: "╶─┤" in text(app) or " ─┤" in text(app))
        assert "get ready" in text(app)

    drive(app, script)


def test_the_attempt_before_stays_until_something_is_said_and_beside_it_where_there_is_room() -> None:
    before, now = (*wanted(0), judged(), *wanted(1)), speaking(9.0, 1)
    for size, stays in (((80, 24), False), ((120, 40), True)):
        app = drill_app(listening_for([], *before))

        async def script(pilot, app=app, stays=stays) -> None:
            await until(pilot, lambda: "missed  no ticket was filed" in text(app))
            for event in now:
                app._told.append(event)
            await until(pilot, lambda: "webhooks were" in text(app))
            assert ("missed  no ticket was filed" in text(app)) is stays

        drive(app, script, size)


EVIL = "[b]x[/b]\x1b[2J"


def test_nothing_from_outside_is_markup_or_control() -> None:
    app = drill_app(telling((*wanted(0), *speaking(9.0, words=EVIL), judged(evil=EVIL))))

    async def script(pilot) -> None:
        await until(pilot, lambda: "Not yet" in text(app))
        assert "[b]x[/b]\ufffd[2J" in text(app)

    drive(app, script)


def test_a_text_longer_than_the_screen_moves_on_with_the_voice() -> None:
    app = walk_app(read_on(place_of("action", 1), 0.95))

    async def script(pilot) -> None:
        words = STEPS[place_of("action", 1)].text.split()
        ending = " ".join(words[int(0.93 * len(words)) :][:2])
        await until(pilot, lambda: ending in " ".join(text(app).split()), ending)

    drive(app, script, (60, 16))


def test_the_chapters_stand_at_the_side_where_there_is_room() -> None:
    for size, there in (((80, 24), False), ((120, 40), True)):
        app = walk_app(telling(shown(place_of("task"), voice="")))

        async def script(pilot, app=app, there=there) -> None:
            await until(pilot, lambda: "Task, 20 seconds" in text(app))
            assert ("▸ Task" in text(app)) is there

        drive(app, script, size)


def test_a_whole_drill_goes_by_itself_and_stays_at_its_end() -> None:
    app = drill_app(drilled(SITUATION, SITUATION, SITUATION))

    async def script(pilot) -> None:
        await until(pilot, lambda: "Done. 3 of 3 attempts were good." in text(app))
        assert "●●●" in text(app)
        assert "Good  Situation" in text(app)
        await pilot.press("p", "space")
        assert app.is_running
        await pilot.press("enter")

    drive(app, script)
    assert app.fault is None
    assert [event.in_a_row for event in told(app, Practised)] == [1, 2, 3]


def test_a_whole_walkthrough_by_its_keys() -> None:
    app = walk_app(walked())
    checks = [at for at, step in enumerate(STEPS) if step.check]

    async def script(pilot) -> None:
        def at() -> int:
            return told(app, StepShown)[-1].turn if told(app, StepShown) else -1

        await until(pilot, lambda: at() == 0)
        for number in range(1, checks[0] + 1):
            await pilot.press("enter")
            await until(pilot, lambda number=number: at() == number, f"step {number}")
        for number, place in enumerate(checks):
            await until(pilot, lambda place=place: at() == place)
            if number == 0:
                await pilot.press("enter")  # no need to hear it out
            await pilot.press(str(STEPS[place].check.right + 1))
            await until(pilot, lambda number=number: len(told(app, Chosen)) == number + 1, "choosing")
            await until(pilot, lambda: "Right." in text(app))
            await pilot.press("enter")
        await until(pilot, lambda: "3 of 3 checks were right." in text(app))
        await pilot.press("enter")

    drive(app, script)
    assert app.fault is None
    assert all(event.right for event in told(app, Chosen))
    assert told(app, SessionEnded)[0].reason == "completed"
