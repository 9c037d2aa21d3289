"""The live screen by its keys: what each does before, during and after, and how it is left."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from support.live import BRIEFING, answering, app_for, held, text, until
from support.reviews import interview_events
from support.screens import drive, telling

from simulator.domain.speech import Word
from simulator.errors import DeviceError
from simulator.events import AnswerEnded, Noticed, SoundHeard, WordsHeard
from simulator.session.loop import Interview  # noqa: F401  # loaded before the clock of a test runs
from simulator.ui.live.after import AfterScreen, CompareScreen
from simulator.ui.live.before import BeforeScreen
from simulator.ui.live.during import AnswerBox, DuringScreen
from simulator.ui.live.helping import HelpScreen

STRONG = (
    "I noticed a 0.3 percent webhook drop rate, with no alert and no ticket filed. It was outside my team "
    "and nobody assigned it. I pulled the logs, I reproduced the timeout and I wrote a retry queue. "
    "Drops went from 0.3 percent to 0.02 percent. I learned that retries need an owner."
)


def begun(app, script, size=(80, 24)):
    """The same, from the first question on."""

    async def whole(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, (DuringScreen, AfterScreen)))
        await script(pilot)

    drive(app, whole, size)


def on(app, kind):
    return lambda: isinstance(app.screen, kind)


def test_before_it_shows_what_counts_and_enter_begins() -> None:
    app = app_for(telling(interview_events()))

    async def script(pilot) -> None:
        shown = text(app)
        for part in (BRIEFING.title, "Ownership · SDE2", "pushed for shortcuts", "Action 1:30", "Lead with"):
            assert part in shown
        await pilot.press("enter")
        await until(pilot, on(app, AfterScreen))

    drive(app, script)
    assert app.fault is None


def test_the_microphone_check_shows_level_and_words_and_stops_when_it_is_not_waited_for() -> None:
    stopped = threading.Event()

    def check(tell, stop) -> None:
        tell(SoundHeard(at_s=0, turn=0, heard_s=0.1, level_db=-20.0, silent_s=0.0))
        tell(WordsHeard(at_s=1, turn=0, words=(Word("[b]hello[/b]", 0, 1),)))
        while not stop():
            tell(SoundHeard(at_s=1, turn=0, heard_s=1.1, level_db=-20.0, silent_s=0.0))
            stopped.wait(0.05)
        stopped.set()

    app = app_for(telling(answering(), then_waits=True), check=check)

    async def script(pilot) -> None:
        await until(pilot, lambda: "Heard" in text(app) and "▮▮▮" in text(app))
        assert "“[b]hello[/b]” You can begin." in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "hearing you" in text(app))
        assert stopped.is_set()

    drive(app, script)


@pytest.mark.parametrize("how", ["raises", "notices"])
def test_a_dead_microphone_is_named(how: str) -> None:
    sentence = "The microphone 'Nonesuch' gives no sound at all; unmute it."

    def check(tell, _stop) -> None:
        if how == "raises":
            raise DeviceError(sentence, code="microphone-missing")
        tell(Noticed(at_s=3, code="microphone-zeros", text=sentence))

    app = app_for(telling(()), check=check)

    async def script(pilot) -> None:
        await until(pilot, lambda: "Nonesuch" in text(app))
        assert isinstance(app.screen, BeforeScreen)

    drive(app, script)


@pytest.mark.parametrize(
    ("key", "sent"), [("enter", "done"), ("escape", "again"), ("space", "pause"), ("p", "skip")]
)
def test_each_key_reaches_the_session(key: str, sent: str) -> None:
    got: list[str] = []

    def hold(controls, tell, _only) -> None:
        for event in answering():
            tell(event)
        while not got:
            if pressed := controls.pressed():
                got.append(pressed)
            time.sleep(0.01)

    app = app_for(hold)

    async def script(pilot) -> None:
        while not got:  # a busy machine may still be changing the screen when the first is pressed
            await pilot.press(key)
            for _ in range(40):
                await pilot.pause(0 if got else 0.05)

    begun(app, script)
    assert got == [sent]


def test_help_lies_over_the_interview_and_its_keys_do_nothing_to_it() -> None:
    got: list[str | None] = []

    def hold(controls, tell, _only) -> None:
        for event in answering():
            tell(event)
        while True:
            got.append(controls.pressed())
            time.sleep(0.01)

    app = app_for(hold)

    async def script(pilot) -> None:
        await pilot.press("question_mark")
        await until(pilot, on(app, HelpScreen))
        assert "Space" in text(app)
        await pilot.press("enter")
        await until(pilot, on(app, DuringScreen))

    begun(app, script)
    assert set(got) == {None}


def test_the_clock_the_words_and_the_signals_are_shown_and_costs_are_not() -> None:
    app = app_for(telling(answering(heard_s=50.0), then_waits=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: "nobody had an alert" in text(app))
        shown = text(app)
        assert "Action" in shown
        assert "73 s left" in shown
        assert "■ 0:32/0:30" in shown
        assert "0:49 of 2:55" in shown
        assert "✓ Noticed" in shown
        assert "Situation is past its 0:30." in shown
        assert "Handed off" not in shown

    begun(app, script)


def test_coached_costs_are_shown_at_once() -> None:
    app = app_for(telling(answering(), then_waits=True), replace(BRIEFING, coach=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: "✗ Handed off" in text(app))

    begun(app, script)


def test_an_interview_is_held_whole_with_enter_ending_its_answer() -> None:
    app = app_for(held(STRONG + " And more. " * 20, "I wrote it.", probes=1, waits_for_key_at=WordsHeard))

    async def script(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, on(app, AfterScreen))
        await until(pilot, lambda: app.outcome.ended is not None)

    begun(app, script)
    assert app.fault is None
    ended = [event for event in app.events if isinstance(event, AnswerEnded)]
    assert ended[0].reason == "key"
    assert app.outcome.ended.reason == "completed"


def test_after_one_leafs_chooses_and_hears() -> None:
    heard: list[tuple[int, float, float]] = []
    app = app_for(telling(interview_events()), replay=lambda *what: heard.append(what))

    async def script(pilot) -> None:
        await until(pilot, on(app, AfterScreen))
        assert "No Hire" in text(app)
        await pilot.press("r")
        await until(pilot, lambda: len(heard) == 1)
        await pilot.press("3")
        await until(pilot, lambda: "What earned credit" in text(app))
        await pilot.press("down", "down", "r")
        await until(pilot, lambda: len(heard) == 2)
        await pilot.press("right")
        await until(pilot, lambda: "1. Influence" in text(app))
        await pilot.press("r")
        await until(pilot, lambda: len(heard) == 3)
        await pilot.press("left", "left", "left", "left")
        await until(pilot, lambda: "How the rating came about" in text(app))

    begun(app, script)
    assert [turn for turn, _, _ in heard] == [0, 0, 1]
    assert heard[0][0:2] == (0, pytest.approx(41.256 - 0.3))
    assert heard[1][1] == pytest.approx(41.256 - 0.3)
    assert heard[2][1] == pytest.approx(2.349 - 0.3)


def test_a_failed_replay_is_told_and_nothing_ends() -> None:
    def replay(*_: object) -> None:
        raise DeviceError("There is no loudspeaker.", code="loudspeaker-missing")

    app = app_for(telling(interview_events()), replay=replay)

    async def script(pilot) -> None:
        await until(pilot, on(app, AfterScreen))
        await pilot.press("r")
        await until(pilot, lambda: "There is no loudspeaker." in text(app))

    begun(app, script)
    assert app.fault is None


def test_the_report_is_made_and_o_opens_it() -> None:
    made: list[bool] = []

    def page(opened: bool) -> str:
        made.append(opened)
        return f"The report: number {len(made)}"

    app = app_for(telling(interview_events()), page=page)

    async def script(pilot) -> None:
        await until(pilot, lambda: "number 1" in text(app))
        await pilot.press("o")
        await until(pilot, lambda: "number 2" in text(app))

    begun(app, script)


def test_answering_again_shows_the_two_side_by_side() -> None:
    weak = "I told the platform team and they fixed it. " * 6
    answers = iter([weak, STRONG])

    def hold(controls, tell, opening_only) -> None:
        held(next(answers), probes=0)(controls, tell, opening_only)

    app = app_for(hold)

    async def script(pilot) -> None:
        await until(pilot, on(app, AfterScreen))
        await until(pilot, lambda: not app._busy())
        await pilot.press("a")
        await until(pilot, on(app, CompareScreen), "the comparison")
        shown = text(app)
        assert "Before" in shown
        assert "Earned: Noticed" in shown
        await pilot.press("enter")
        await until(pilot, on(app, AfterScreen))
        await pilot.press("c")
        await until(pilot, on(app, CompareScreen))

    begun(app, script, size=(100, 40))
    assert app.outcome.opening.signals


def test_ctrl_c_breaks_the_session_off_in_order() -> None:
    told: list[str] = []

    def hold(_controls, tell, _only) -> None:
        try:
            telling(answering(), then_waits=True)(None, tell, False)
        finally:
            told.append("put in order")

    app = app_for(hold)

    async def script(pilot) -> None:
        await until(pilot, lambda: "hearing you" in text(app))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: bool(told))

    begun(app, script)
    assert isinstance(app.fault, KeyboardInterrupt)
    assert told == ["put in order"]


@pytest.mark.parametrize(
    "fault", [DeviceError("The microphone went away.", code="gone"), ZeroDivisionError()]
)
def test_a_session_that_breaks_down_ends_the_screen_with_its_own_fault(fault: Exception) -> None:
    def hold(_controls, _tell, _only) -> None:
        raise fault

    app = app_for(hold)

    async def script(pilot) -> None:
        await until(pilot, lambda: app.fault is not None)

    drive(app, lambda pilot: _press_then(pilot, script))
    assert app.fault is fault


def test_nothing_is_drawn_on_a_screen_that_is_half_taken_away() -> None:
    app = app_for(telling(answering(), then_waits=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: "pulled the logs" in text(app))
        screen = app.screen
        app.exit()
        await screen.query_one("#where").remove()
        screen.draw()

    begun(app, script)
    assert app.fault is None


async def _press_then(pilot, script) -> None:
    await pilot.press("enter")
    await script(pilot)


@pytest.mark.parametrize("evil", ["[red]gone[/red] [@click=app.leave]x[/]", "a\x1b[2Jb\x07\u202ec"])
def test_nothing_from_outside_is_markup_or_moves_the_cursor(evil: str) -> None:
    briefing = replace(BRIEFING, title=evil, question=evil, lens=((evil, evil),), focus=evil)
    app = app_for(telling(answering(evil=evil), then_waits=True), briefing)
    kept = "[@click=app.leave]x[/]" if "click" in evil else "b\ufffd"

    async def script(pilot) -> None:
        assert kept in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "pulled the logs" in text(app))
        assert kept in text(app)
        assert not {"\x1b", "\x07", "\u202e"} & set(text(app))

    drive(app, script, size=(120, 40))


def test_a_typed_answer_ends_with_enter_on_an_empty_line() -> None:
    got: list[tuple[str, bool]] = []

    def hold(_controls, tell, _only) -> None:
        for event in answering()[:2]:
            tell(event)
        while not got or not got[-1][1]:
            typed = app._text.typed()
            got.append((typed.text, typed.done))

    app = app_for(hold, replace(BRIEFING, typed=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: not app.screen.query_one(AnswerBox).read_only)
        await pilot.press("I", "space", "p", "question_mark", "enter", "b")
        await until(pilot, lambda: got[-1] == ("I p?\nb", False))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: got[-1][1])

    begun(app, script)
    assert got[-1][0].split() == ["I", "p?", "b"]


@pytest.mark.parametrize(("key", "sent"), [("escape", "again"), ("ctrl+s", "skip")])
def test_keys_beside_typing(key: str, sent: str) -> None:
    got: list[str] = []

    def hold(controls, tell, _only) -> None:
        for event in answering()[:2]:
            tell(event)
        while not got:
            if pressed := controls.pressed():
                got.append(pressed)
            time.sleep(0.01)

    app = app_for(hold, replace(BRIEFING, typed=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: not app.screen.query_one(AnswerBox).read_only)
        await pilot.press("a", key)
        await until(pilot, lambda: bool(got))

    begun(app, script)
    assert got == [sent]


def test_the_demo_begins_and_leaves_by_itself() -> None:
    briefing = replace(BRIEFING, recorded=True, at_once=True, linger_s=0.2)
    app = app_for(telling(interview_events()), briefing)

    async def script(pilot) -> None:
        await until(pilot, lambda: not app.is_running, "the end")

    drive(app, script)
    assert app.fault is None


def test_only_what_has_changed_is_drawn() -> None:
    app = app_for(telling(answering(), then_waits=True))

    async def script(pilot) -> None:
        await until(pilot, lambda: "hearing you" in text(app))
        drawn: list[object] = []
        for widget in app.screen.query("Shown"):
            widget.update = lambda *_, **__: drawn.append(1)
        for _ in range(5):
            app.screen.draw()
        assert drawn == []

    begun(app, script)
