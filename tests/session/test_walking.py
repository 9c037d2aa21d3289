"""The walkthrough, on virtual time: every step of the story, by keys, by voice, and by itself."""

from __future__ import annotations

from random import Random

import pytest
from support.cases import spoken
from support.rehearsal import RUBRIC, STORY, Rehearsal

from simulator.domain.lesson import Step
from simulator.events import Chosen, ReadAloud, SessionEnded, StepShown
from simulator.judging import picked
from simulator.session.lesson import steps

STEPS = steps(STORY, RUBRIC)
CHECKS = [at for at, step in enumerate(STEPS) if step.check]
RIGHT = [step.check.right for step in STEPS if step.check]


def walked(*answers: str, keys=(), **options) -> Rehearsal:
    return Rehearsal(*answers, walk=True, keys=keys, **options).run()


def test_everything_there_is_to_learn_is_shown_and_in_order() -> None:
    chapters = list(dict.fromkeys(step.chapter for step in STEPS))
    assert chapters == [
        *("overview", "situation", "task", "action", "result", "reflection"),
        *("weak_answer", "reflections", "lenses", "levels", "probes", "checks"),
    ]
    shown = "\n".join(step.text for step in STEPS)
    for told in STORY.sections.values():
        assert told.coaching in shown
        assert told.common_mistake in shown
        assert told.strong_example in shown
    for probe in STORY.probes.values():
        assert probe.weak.text in shown
        assert probe.strong.text in shown
    for text in (STORY.weak_answer.bar_raiser_thinks, *(one.text for one in STORY.reflections)):
        assert text in shown
    assert len(CHECKS) == len(STORY.knowledge_checks)


def lit(step: Step) -> list[str]:
    return [step.text[one.begin : one.end] for one in step.lit]


@pytest.mark.parametrize("name", STORY.sections)
def test_in_a_strong_example_every_phrase_is_lit(name: str) -> None:
    (example,) = (step for step in STEPS if step.chapter == name and step.lit)
    wanted = sorted(phrase.lower() for phrase in STORY.sections[name].phrases)
    assert sorted(text.lower() for text in lit(example)) == wanted


def test_the_marks_of_the_weak_answer_appear_one_by_one_each_with_its_remark() -> None:
    marked = [step for step in STEPS if step.chapter == "weak_answer" and step.lit]
    assert [len(step.lit) for step in marked] == list(range(1, len(STORY.weak_answer.marks) + 1))
    assert {one.remark for one in marked[-1].lit} == {mark.remark for mark in STORY.weak_answer.marks}
    assert set(lit(marked[-1])) == {mark.quote for mark in STORY.weak_answer.marks}


def test_without_keys_it_goes_through_by_itself_and_shows_the_right_answers() -> None:
    rehearsal = walked(keyboard=False)
    assert [event.step for event in rehearsal.of(StepShown)] == list(STEPS)
    assert [event.option for event in rehearsal.of(Chosen)] == RIGHT
    aloud = [step for step in STEPS if step.aloud]
    assert len(rehearsal.sink.played) == len(aloud) + len(CHECKS)  # and the reasons
    assert rehearsal.of(SessionEnded)[0].reason == "completed"


def test_enter_goes_on_escape_goes_back_and_p_goes_to_the_next_chapter() -> None:
    rehearsal = walked(keys=["done", "done", "again", "skip", "skip", "leave"])
    turns = [event.turn for event in rehearsal.of(StepShown)]
    assert turns[:4] == [0, 1, 2, 1]
    assert [STEPS[turn].chapter for turn in turns[4:]] == ["situation", "task"]
    assert rehearsal.events[-1].reason == "completed"


def test_space_hushes_the_voice_and_has_it_read_again() -> None:
    rehearsal = walked(keys=[None, None, "pause", None, "pause", None, "leave"])
    first, second = rehearsal.sink.played
    assert (first.samples == second.samples).all()
    assert len(rehearsal.sink.stopped) == 2


def test_how_far_the_reading_is_can_be_followed() -> None:
    rehearsal = walked(keys=[None] * 40 + ["leave"])
    shares = [event.share for event in rehearsal.of(ReadAloud)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def to_the_checks(*keys) -> list:
    return ["skip"] * (len(dict.fromkeys(step.chapter for step in STEPS)) - 1) + list(keys)


def test_checks_are_answered_by_key_and_the_reason_is_told() -> None:
    right, wrong = str(RIGHT[0] + 1), str((RIGHT[1] + 1) % 3 + 1)
    rehearsal = walked(keys=to_the_checks(right, "done", wrong, "leave"))
    assert [event.right for event in rehearsal.of(Chosen)] == [True, False]


def test_checks_are_answered_by_voice_and_what_is_unclear_is_asked_again() -> None:
    mumbled, said = (
        spoken("Hm, I am not so sure."),
        [spoken(f"I think it is number {n}.") for n in _named(RIGHT)],
    )
    keys = to_the_checks(*[None] * 3000)
    rehearsal = walked(mumbled, *said, keys=keys, one_after_another=True)
    assert [event.right for event in rehearsal.of(Chosen)] == [True] * len(CHECKS)


def _named(places: list[int]) -> list[str]:
    return [RUBRIC.walkthrough.words.numbers[place] for place in places]


OPTIONS = (
    "The names of the people who fixed it",
    "The measured change, and what it was worth to the business",
    "A fuller account of how the fix works",
)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("two", 1),
        ("to", 1),
        ("number three please", 2),
        ("the second one", 1),
        ("the first", 0),
        ("b", 1),
        ("i would say the measured change to the business", 1),
        ("a fuller account of how it works", 2),
        ("either one or two", None),
        ("i am not sure", None),
        ("", None),
        ("four", None),
    ],
)
def test_what_was_picked(said: str, place: int | None) -> None:
    assert picked(said.split(), OPTIONS, RUBRIC.walkthrough.words) == place


def test_options_can_be_told_apart_by_their_own_words_alone() -> None:
    chance = Random(3)  # noqa: S311  # it shuffles words
    for step in STEPS:
        for place, option in enumerate(step.check.options if step.check else ()):
            words = option.split()
            chance.shuffle(words)
            assert picked(words, step.check.options, RUBRIC.walkthrough.words) in {place, None}
