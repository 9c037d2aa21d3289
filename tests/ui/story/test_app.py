"""Telling a story on the screen, by its keys: what is asked for, found, missing, and the file at the end."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from support.live import text, until
from support.screens import drive, telling, up_to
from support.telling import BRIEFING, KEPT, LESSON, OPEN, WHOLE, story_app, story_events, told

from simulator.errors import DeviceError
from simulator.events import AnswerEnded, ListeningStarted, StoryKept, WordsHeard
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.during import AnswerBox
from simulator.ui.live.ending import EndScreen
from simulator.ui.live.helping import HelpScreen


def held(*answers, waits_at: int | None = None):
    """A whole telling on virtual time; at the turn that it waits at, until a key has been pressed."""

    def hold(controls, tell) -> None:
        def watch(event) -> None:
            tell(event)
            if isinstance(event, ListeningStarted) and event.turn == waits_at:
                while controls._key is None:
                    time.sleep(0.01)

        told(*answers, watch=watch, controls=controls)[0].run()

    return hold


def ended(app):
    return lambda: isinstance(app.screen, EndScreen)


def test_before_it_says_how_it_goes() -> None:
    app = story_app(telling(()))

    async def script(pilot) -> None:
        assert isinstance(app.screen, BeforeScreen)
        for part in (
            "A story of your own",
            "How it goes",
            "what was wrong, what you did",
            "P leaves one out",
        ):
            assert part in text(app)

    drive(app, script)


def test_after_the_telling_it_shows_what_is_found_what_is_missing_and_what_is_asked_for() -> None:
    app = story_app(telling(up_to(story_events(OPEN, LESSON), ListeningStarted, 1), then_waits=True))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 1: Reflection" in text(app))
        shown = text(app)
        for part in (
            "✓ Situation",
            "✓ Result",
            "○ Reflection",
            "✓ A number",
            "leave it out",
            "again",
            "done",
        ):
            assert part in shown

    drive(app, script)


def test_where_there_is_room_the_phrases_stand_beside_the_words() -> None:
    app = story_app(telling(up_to(story_events(OPEN, LESSON), WordsHeard, 1), then_waits=True))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "owner tag" in text(app))
        assert "“" in text(app)

    drive(app, script, size=(120, 40))


@pytest.mark.parametrize(("key", "reason"), [("p", "skipped"), ("enter", "key")])
def test_a_question_is_left_out_or_finished_by_its_key(key: str, reason: str) -> None:
    app = story_app(held(OPEN, LESSON, waits_at=1))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 1" in text(app) and "○ listening" in text(app))
        await pilot.press(key)
        await until(pilot, ended(app), "the end")

    drive(app, script)
    assert app.fault is None
    reasons = [event.reason for event in app.events if isinstance(event, AnswerEnded)]
    assert reasons == ["source_ended", reason]


def test_an_answer_is_taken_again() -> None:
    app = story_app(held(OPEN, LESSON, waits_at=1))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Question 1" in text(app) and "○ listening" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "take 2" in text(app), "the second take")
        await pilot.press("enter")
        await until(pilot, ended(app), "the end")

    drive(app, script)
    recordings = [event.turn for event in app.events if isinstance(event, ListeningStarted)]
    assert recordings == [0, 1, 1]


def test_at_the_end_stands_the_file_with_its_phrases_and_what_would_make_it_stronger() -> None:
    app = story_app(telling(story_events(OPEN)))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the end")
        shown = text(app)
        for part in (
            str(KEPT[1]),
            "Reflection  not told",
            "There is no Reflection",
            "hotseat drill late-parcels",
        ):
            assert part in shown
        assert any(isinstance(event, StoryKept) for event in app.events)
        await pilot.press("question_mark")
        await until(pilot, lambda: "the story goes without it" in text(app))
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("x", "q")
        await until(pilot, lambda: not app.is_running, "leaving")

    drive(app, script, size=(120, 50))
    assert app.fault is None


def test_the_page_is_read_to_its_end_line_by_line_on_a_small_screen() -> None:
    app = story_app(telling(story_events(WHOLE)))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, ended(app), "the end")
        first = text(app)
        await pilot.press("down", "down")
        await until(pilot, lambda: text(app) != first, "the page to move")
        await pilot.press("end")
        await until(pilot, lambda: "hotseat interview late-parcels" in text(app), "its end")

    drive(app, script)


def test_too_little_is_said_to_be() -> None:
    app = story_app(telling(story_events("I fixed it.")))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Too little was heard" in text(app))

    drive(app, script)
    assert app.fault is None


def test_typed_answers_are_taken_from_the_box() -> None:
    got: list[str] = []

    def hold(_controls, tell) -> None:
        for event in up_to(story_events(OPEN, LESSON), ListeningStarted):
            tell(event)
        while not got:
            typed = app._text.typed()
            got.extend([typed.text] if typed.done else [])

    app = story_app(hold, replace(BRIEFING, typed=True))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(
            pilot, lambda: app.screen.query(AnswerBox) and not app.screen.query_one(AnswerBox).read_only
        )
        assert "Ctrl-S leave it out" in text(app)
        await pilot.press("I", "enter", "enter")
        await until(pilot, lambda: bool(got))

    drive(app, script)
    assert got[0].split() == ["I"]


def test_ctrl_c_breaks_it_off_in_order_and_a_fault_ends_the_screen() -> None:
    app = story_app(telling(up_to(story_events(OPEN), WordsHeard), then_waits=True))

    async def leave(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Your story, told once" in text(app))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: not app.is_running, "leaving")

    drive(app, leave)
    assert isinstance(app.fault, KeyboardInterrupt)

    fault = DeviceError("The microphone went away.", code="gone")

    def fail(_controls, _tell) -> None:
        raise fault

    broken = story_app(fail)

    async def begin(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: broken.fault is not None)

    drive(broken, begin)
    assert broken.fault is fault
