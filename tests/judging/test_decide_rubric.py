"""The shipped rubric is whole: whatever one part names, another part knows."""

from __future__ import annotations

import re

import pytest
from support.labelled import DISQUALIFIERS, SIGNALS, cases

from simulator.domain.review import LEVELS, RATINGS, SECTIONS
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
KNOWN = {*RUBRIC.gaps, *RUBRIC.verdict.cost}


def test_all_sixteen_principles_can_be_asked_about_with_one_question_each():
    assert len(RUBRIC.principles) == 16
    questions = [principle.question for principle in RUBRIC.principles.values()]
    assert len(set(questions)) == 16
    assert all(
        question.startswith("Tell me about a time ") and question.endswith("?") for question in questions
    )


def test_every_principle_of_a_labelled_answer_and_of_a_story_is_known():
    asked = {case["principle"] for case in cases()} | set(load_story("webhook-drop-rate").principles)
    assert asked <= set(RUBRIC.principles)


@pytest.mark.parametrize("part", ["credit", "add"])
def test_every_signal_is_weighed_and_has_its_words(part: str):
    assert set(getattr(RUBRIC.wording, part)) == set(RUBRIC.verdict.credit) == set(SIGNALS)


@pytest.mark.parametrize("part", ["cost", "mend"])
def test_every_disqualifier_has_its_price_and_its_words(part: str):
    assert set(getattr(RUBRIC.wording, part)) == set(RUBRIC.verdict.cost) == set(DISQUALIFIERS)


def test_every_level_and_section_is_spoken_of():
    assert set(RUBRIC.levels) == set(LEVELS)
    assert set(RUBRIC.wording.missing) == set(SECTIONS)


def test_every_trigger_and_cap_hangs_on_something_that_can_happen():
    triggers = {trigger.when for rule in RUBRIC.probes.values() for trigger in rule.triggers}
    assert triggers <= KNOWN
    assert set(RUBRIC.verdict.cost) <= triggers
    assert {cap.when for cap in RUBRIC.verdict.caps} <= KNOWN
    assert set(RUBRIC.verdict.gaps) <= set(RUBRIC.gaps)


def test_every_signal_that_is_named_exists():
    named = {name for principle in RUBRIC.principles.values() for name in principle.weighs}
    named |= {name for rule in RUBRIC.gaps.values() for name in rule.closed_by}
    named |= {name for rule in RUBRIC.probes.values() for name in rule.signals}
    named |= {name for bar in RUBRIC.levels.values() for name in bar.credit}
    named |= {cost.answered_by for cost in RUBRIC.verdict.cost.values() if cost.answered_by}
    assert named <= set(SIGNALS)
    assert {name for rule in RUBRIC.probes.values() for name in rule.disqualifiers} <= set(DISQUALIFIERS)


def test_the_floors_rise_with_the_rating_and_leave_out_only_the_worst():
    assert list(RUBRIC.verdict.floors) == list(reversed(RATINGS[1:]))
    floors = list(RUBRIC.verdict.floors.values())
    assert floors == sorted(floors, reverse=True)


def test_every_probe_has_a_subject_and_every_advice_a_place_for_the_words():
    assert set(RUBRIC.wording.subjects) == set(RUBRIC.probes)
    for text in (*RUBRIC.wording.mend.values(), *(rule.fix for rule in RUBRIC.probes.values())):
        assert "{quote}" in text
        assert re.search(r"\{quote\}\. [A-Z]", text)


def test_no_question_is_asked_in_the_same_words_twice():
    asked = [rule.question for rule in RUBRIC.probes.values()]
    asked += [question for rule in RUBRIC.probes.values() for question in rule.dig]
    assert len(set(asked)) == len(asked)
    assert all(question.rstrip().endswith(("?", ".")) for question in asked)


def test_strong_and_weak_phrasings_of_a_probe_do_not_contradict_each_other():
    for rule in RUBRIC.probes.values():
        assert not set(rule.strong) & set(rule.weak)
        assert len(set(rule.strong)) == len(rule.strong)
        assert len(set(rule.weak)) == len(rule.weak)
