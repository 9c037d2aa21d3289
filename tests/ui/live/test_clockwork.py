"""The running clock: with the speech, standing in silence, put right by each judgement."""

from __future__ import annotations

import pytest

from simulator.domain.review import SectionTime
from simulator.ui.live.clockwork import AnswerClock, pace_of

TARGETS = (("situation", 30.0), ("task", 20.0), ("action", 90.0))


def running(clock: AnswerClock) -> tuple[str, float]:
    reading = clock.running()
    assert reading
    return reading.name, round(reading.spoken_s, 2)


def speak(clock: AnswerClock, from_s: float, to_s: float, silent: bool = False) -> None:
    for tenth in range(round(from_s * 10) + 1, round(to_s * 10) + 1):
        clock.sound(tenth / 10, 1.0 if silent else 0.0)


@pytest.fixture
def clock() -> AnswerClock:
    clock = AnswerClock(TARGETS)
    speak(clock, 0, 2, silent=True)
    clock.began(2.0)
    return clock


def test_before_anything_is_judged_the_first_section_runs_from_the_first_word(clock: AnswerClock) -> None:
    assert running(clock) == ("situation", 0.0)
    speak(clock, 2, 5)
    assert running(clock) == ("situation", 3.0)
    assert clock.total_s == pytest.approx(3.0)


def test_it_stands_in_silence_while_the_whole_goes_on(clock: AnswerClock) -> None:
    speak(clock, 2, 5)
    speak(clock, 5, 9, silent=True)
    assert running(clock) == ("situation", 3.0)
    assert clock.total_s == pytest.approx(7.0)


def test_what_was_said_after_the_last_judged_word_is_put_on_the_section_of_that_word(
    clock: AnswerClock,
) -> None:
    speak(clock, 2, 20)
    judged = (
        SectionTime("situation", ((2.0, 10.0),), 30.0, "short", 0.9),
        SectionTime("task", ((10.0, 18.0),), 20.0, "short", 0.9),
    )
    clock.clocked(judged, "task", 18.0)
    assert running(clock) == ("task", 10.0)
    assert clock.readings()[0].spoken_s == pytest.approx(8.0)
    speak(clock, 20, 21)
    assert running(clock) == ("task", 11.0)


def test_words_of_no_section_leave_the_clock_where_it_was(clock: AnswerClock) -> None:
    clock.clocked((), "action", 5.0)
    clock.clocked((), None, 6.0)
    assert clock.current == "action"


def test_a_follow_up_has_no_sections() -> None:
    clock = AnswerClock()
    clock.began(0.5)
    clock.sound(4.5, 0.0)
    assert clock.running() is None
    assert clock.total_s == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("spoken_s", "pace"),
    [(0, "waiting"), (1, "on_time"), (23.9, "on_time"), (24, "near"), (30, "near"), (30.1, "over")],
)
def test_the_pace_of_thirty_seconds(spoken_s: float, pace: str) -> None:
    assert pace_of(spoken_s, 30) == pace
