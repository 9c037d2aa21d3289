"""The drill, on virtual time: one section against its clock, and follow-ups out of the blue."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.rehearsal import RUBRIC, STORY, Rehearsal

from simulator.domain.speech import Transcript
from simulator.events import AnswerEnded, Asked, CountedDown, Graded, Practised, SectionSet

SITUATION = STORY.sections["situation"].strong_example
TASK = STORY.sections["task"].strong_example
HANDED_OFF = "I told the Platform team about it, and they looked into it and they fixed it after a few days."


def drilled(*answers: str | Transcript, sections=("situation",), **options) -> Rehearsal:
    return Rehearsal(*answers, drill=sections, **options).run()


@pytest.mark.parametrize("section", STORY.sections)
def test_every_strong_example_is_a_good_attempt(section: str) -> None:
    (practised,) = drilled(STORY.sections[section].strong_example, sections=(section,)).of(Practised)
    assert practised.exercise.good
    assert practised.exercise.status == "on_target"
    assert all(wanted.quote for wanted in practised.exercise.wanted if wanted.to_the_letter)
    assert (
        sum(wanted.to_the_letter for wanted in practised.exercise.wanted)
        >= len(STORY.sections[section].phrases) - 1
    )


def test_three_good_ones_in_a_row_and_it_moves_on() -> None:
    rehearsal = drilled(SITUATION, SITUATION, SITUATION, TASK, sections=("situation", "task"))
    assert [(e.section, e.in_a_row, e.goal) for e in rehearsal.of(SectionSet)] == [
        ("situation", 0, 3),
        ("situation", 1, 3),
        ("situation", 2, 3),
        ("task", 0, 3),
    ]
    assert [e.in_a_row for e in rehearsal.of(Practised)] == [1, 2, 3, 1]


def test_a_bad_one_begins_the_row_anew_and_says_one_thing_to_mend() -> None:
    action = STORY.sections["action"].strong_example
    first, second = drilled(action, HANDED_OFF, sections=("action",)).of(Practised)
    assert (first.in_a_row, second.in_a_row) == (1, 0)
    assert not second.exercise.good
    assert second.exercise.disqualifiers[0].id == "handed-off"
    assert second.exercise.advice.startswith("You said")


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ("I noticed it.", RUBRIC.drill.short),
        (" ".join([SITUATION] * 3), RUBRIC.drill.over),
        (Transcript((), 5.0), RUBRIC.drill.nothing),
    ],
)
def test_the_clock_is_remarked_on_first(answer: str | Transcript, advice: str) -> None:
    practised = drilled(answer, SITUATION).of(Practised)
    assert not practised or practised[0].exercise.advice == advice
    assert practised or answer == Transcript((), 5.0)  # a recording of nothing is the end of the answers


def test_what_is_missing_is_named() -> None:
    without = SITUATION.replace("no alert existed, no\nticket was filed, and ", "")
    without = without.replace("no alert existed, no ticket was filed, and ", "")
    exercise = drilled(without).of(Practised)[0].exercise
    missed = [wanted.text for wanted in exercise.wanted if not wanted.quote]
    assert set(missed) <= {"no alert existed", "no ticket was filed"}
    assert missed
    assert missed[0] in exercise.advice


def test_the_meaning_in_other_words_counts_once() -> None:
    free = "I came across it when I was reading the logs, and nobody had an alarm on it or was looking."
    exercise = drilled(free).of(Practised)[0].exercise
    said = [wanted for wanted in exercise.wanted if wanted.quote]
    assert said
    assert not any(wanted.to_the_letter for wanted in said)
    assert len({(wanted.quote, wanted.start_s) for wanted in said}) == len(said)


def test_every_attempt_is_asked_for_aloud_and_answered_aloud() -> None:
    rehearsal = drilled(SITUATION, SITUATION)
    assert len(rehearsal.sink.played) == len(rehearsal.of(Asked)) + len(rehearsal.of(Practised))
    assert "30 seconds" in rehearsal.of(Asked)[0].text


def test_before_a_microphone_three_seconds_are_counted_down() -> None:
    story = Transcript((), 120.0)
    rehearsal = Rehearsal(story, drill=("situation",), live=True, keys=[None] * 300 + ["leave"]).run()
    counted = rehearsal.of(CountedDown)
    assert [event.left for event in counted[:3]] == [3, 2, 1]
    assert all(
        later.at_s - earlier.at_s == pytest.approx(1.0, abs=0.11) for earlier, later in pairwise(counted[:3])
    )


def test_a_section_can_be_left_and_so_can_the_drill() -> None:
    keys = [None, None, "skip", None, None, "leave"]
    rehearsal = drilled(SITUATION, TASK, sections=("situation", "task", "action"), keys=keys)
    assert [event.reason for event in rehearsal.of(AnswerEnded)] == ["skipped", "left"]
    assert [event.section for event in rehearsal.of(SectionSet)] == ["situation", "task"]
    assert rehearsal.events[-1].reason == "completed"


def test_follow_ups_come_in_any_order_each_before_any_comes_again() -> None:
    probe = STORY.probes["influence"].weak.text
    rehearsal = drilled(*[probe] * 9, sections=())
    asked = [event.probe.id for event in rehearsal.of(Asked)]
    every = {*RUBRIC.probes, *STORY.probes}
    assert set(asked[: len(every)]) == every
    assert asked[: len(every)] != sorted(asked[: len(every)])
    assert [e.grade.probe for e in rehearsal.of(Graded)] == asked[: len(rehearsal.of(Graded))]
    by_probe = {event.grade.probe: event.grade.grade for event in rehearsal.of(Graded)}
    assert by_probe["influence"] == "weak"
