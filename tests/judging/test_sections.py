"""Units into sections and clocks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from support.cases import SETS, all_cases, heard, set_of, spoken

from simulator.domain.review import SECTIONS
from simulator.judging.detect import detect
from simulator.judging.listening import Ear
from simulator.judging.sections import best_path, status_of
from simulator.packs.library import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
ORDERED = (
    "Last year I worked at a hospital laundry and I noticed that one cart in nine came back to us unopened. "
    "Nobody was counting them and there was no report on it. "
    "It was not my department, and nobody had asked me to look, but I decided to find out why. "
    "I followed forty carts for a week and I wrote down where each one stopped. "
    "I drew a new route for the night porters and I tested it on two wards. "
    "I brought the finished plan to the head porter, and he started it the same Monday. "
    "Unopened carts went from eleven percent to under one percent in six weeks. "
    "That saved about nine thousand pounds a year in washing. "
    "Since then, before I plan any route, I ask who sees the carts that come back."
)


def sections_of(text: str) -> dict[str, float]:
    found = detect(spoken(text), None, RUBRIC)
    return {section.name: section.spoken_s for section in found.sections}


def test_all_five_are_there_in_their_order() -> None:
    found = detect(spoken(ORDERED), None, RUBRIC)
    assert tuple(section.name for section in found.sections) == SECTIONS
    assert all(section.spoken_s > 0 for section in found.sections)
    starts = [section.spans[0][0] for section in found.sections]
    assert starts == sorted(starts)


def test_result_first_is_found_first() -> None:
    sentences = ORDERED.split(". ")
    moved = ". ".join([sentences[6], *sentences[:6], *sentences[7:]])
    found = {section.name: section for section in detect(spoken(moved), None, RUBRIC).sections}
    assert found["result"].spans[0][0] < found["situation"].spans[0][0]


def test_an_absent_section_is_missing() -> None:
    found = {s.name: s for s in detect(spoken(ORDERED.rsplit(". ", 1)[0] + "."), None, RUBRIC).sections}
    assert (found["reflection"].status, found["reflection"].spans) == ("missing", ())


def test_nothing_said_is_nothing_spoken() -> None:
    found = detect(spoken(""), None, RUBRIC)
    assert [section.status for section in found.sections] == ["missing"] * 5
    assert found.signals == found.disqualifiers == ()


def test_greeting_and_closing_chatter_belong_to_no_section() -> None:
    found = detect(
        spoken(f"Sure, yes, let me think of one. {ORDERED} Yeah, so, that's my answer."), None, RUBRIC
    )
    assert found.unit_sections[0] is None
    assert found.unit_sections[-1] is None


def test_the_story_has_its_own_clocks() -> None:
    own = {s.name: s.target_s for s in detect(spoken(ORDERED), None, RUBRIC).sections}
    told = {s.name: s.target_s for s in detect(spoken(ORDERED), STORY, RUBRIC).sections}
    assert own == {name: rule.target_s for name, rule in RUBRIC.sections.items()}
    assert told == {name: section.target_s for name, section in STORY.sections.items()}


def test_spans_lie_in_the_recording_and_do_not_overlap() -> None:
    for case in all_cases()[::5]:
        answer = heard(case["sentences"], noise=0.1, bare=True)
        spans = sorted(span for s in detect(answer.transcript, None, RUBRIC).sections for span in s.spans)
        assert all(0 <= start_s < end_s <= answer.transcript.duration_s for start_s, end_s in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("spoken_s", "status"),
    [(0, "missing"), (5, "short"), (14.9, "short"), (20, "on_target"), (44, "on_target"), (46, "over")],
)
def test_status_follows_the_tolerances(spoken_s: float, status: str) -> None:
    assert status_of(spoken_s, 30, RUBRIC.sections["situation"]) == status


def test_the_path_weighs_what_is_said_against_the_order() -> None:
    transitions = np.log(np.full((6, 6), 0.1) + np.eye(6) * 0.4)
    level = np.zeros(6)
    weak, strong = np.zeros((3, 6)), np.zeros((3, 6))
    weak[:, 2] = strong[:, 2] = 3.0
    weak[1, 3], strong[1, 3] = 4.0, 9.0
    assert best_path(weak, transitions, level, level) == ("action", "action", "action")
    assert best_path(strong, transitions, level, level) == ("action", "result", "action")
    assert best_path(np.zeros((0, 6)), transitions, level, level) == ()


@pytest.mark.parametrize("name", SETS)
def test_most_of_the_labelled_time_is_placed(name: str) -> None:
    right = total = 0.0
    for case in (case for case in all_cases() if set_of(case) == name):
        answer = heard(case["sentences"])
        found = {s.name: s.spans for s in detect(answer.transcript, None, RUBRIC).sections}
        for sentence, (start_s, end_s) in zip(case["sentences"], answer.spans, strict=True):
            if sentence["section"] in found:
                total += end_s - start_s
                right += sum(max(0.0, min(end_s, b) - max(start_s, a)) for a, b in found[sentence["section"]])
    assert right / total > 0.9


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    "closing",
    [
        "That's it, I think.",
        "So yeah, that's my story.",
        "Um, that's pretty much it.",
        "Does that answer your question?",
        "Is that enough, or should I go on?",
        "Happy to go deeper on any of that.",
        "So that's the whole story, really.",
        "Thank you for listening.",
    ],
)
def test_what_closes_an_answer_is_no_section(closing: str, bare: bool) -> None:
    found = detect(spoken(f"{ORDERED} {closing}", bare=bare), None, RUBRIC)
    assert found.unit_sections[-1] is None
    assert None not in found.unit_sections[:-1]


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    "opening",
    [
        "Hi, good morning.",
        "Sorry, could you repeat the question?",
        "Good question, let me think for a second.",
        "Sure, I have a story for you.",
        "Okay, the one I'd pick is from last year.",
        "Can you hear me all right?",
    ],
)
def test_what_comes_before_an_answer_is_no_section(opening: str, bare: bool) -> None:
    found = detect(spoken(f"{opening} {ORDERED}", bare=bare), None, RUBRIC)
    assert found.unit_sections[0] is None
    assert None not in found.unit_sections[1:]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("Does that help you?", 1),
        ("I asked the porters does that help you with the night round and I wrote all nine answers down.", 0),
    ],
)
def test_chatter_inside_a_long_thought_does_not_count(said: str, counts: int) -> None:
    assert Ear(RUBRIC, None).take((spoken(said).words, 0))[0].places[-1] == counts


@pytest.mark.parametrize("name", [None, *SECTIONS])
def test_a_pattern_adds_to_its_own_section_only(name: str | None) -> None:
    said = {
        None: "Can you hear me?",
        "situation": "Last summer it broke.",
        "task": "My goal was to find out why.",
        "action": "So they said leave it.",
        "result": "As a result it held.",
        "reflection": "Looking back it was plain.",
    }
    ear = Ear(RUBRIC, None)
    added = ear.sections(ear.take((spoken(said[name]).words, 0)))[0]
    assert added.argmax() == (*SECTIONS, None).index(name)
    assert np.count_nonzero(added) == 1


LATE_SCOPE = (
    "Guests were being shown rooms that had already gone. I traced the calls for two days. "
    "I found that the cache was never cleared, and I rewrote that part. The cache was not ours. "
    "Wrong bookings fell from forty a week to two."
)


@pytest.mark.parametrize(("weight", "section"), [(0.0, "result"), (10.0, "task")])
def test_what_is_heard_in_a_unit_helps_to_place_it(weight: float, section: str) -> None:
    rubric = replace(RUBRIC, hearing=replace(RUBRIC.hearing, section_told=weight))
    assert detect(spoken(LATE_SCOPE), None, rubric).unit_sections[3] == section


def test_a_rule_that_hears_an_id_helps_to_place_it_too() -> None:
    """Cue and pattern together turn what the learned judge, which knows nothing of it, says."""
    hearing = replace(RUBRIC.hearing, section_told=10.0)
    cue = replace(RUBRIC.signals["adoption"], cues=("clean the kettle",), patterns=("the kettle",))
    deaf = replace(RUBRIC, hearing=hearing)
    keen = replace(deaf, signals={**RUBRIC.signals, "adoption": cue})
    said = spoken("I traced the calls for two days. Then somebody had to clean the kettle. I wrote the fix.")
    assert detect(said, None, deaf).unit_sections[1] != "result"
    assert detect(said, None, keen).unit_sections[1] == "result"
