"""Each gap opens where nothing closes it, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.labelled import found, hit, spoken

from simulator.judging.evidence import gather
from simulator.judging.gaps import open_gaps
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
WHOLE = dict.fromkeys(("situation", "task", "action", "result", "reflection"), (0.0, 100.0))


def gaps(signals=(), said="nothing much", *, story=None, principle="ownership") -> dict[str, str]:
    findings = found(tuple(signals), (), WHOLE)
    opened = open_gaps(
        gather(findings), findings, spoken(said), story=story, rubric=RUBRIC, principle=principle
    )
    return {gap.id: gap.section for gap in opened}


ALWAYS = [n for n, rule in RUBRIC.gaps.items() if not rule.later_than_s and not rule.pushback_words]


@pytest.mark.parametrize("name", ALWAYS)
def test_a_gap_names_the_section_where_it_belonged(name: str):
    assert gaps()[name] == RUBRIC.gaps[name].section


@pytest.mark.parametrize("name", ALWAYS)
def test_any_of_its_signals_closes_a_gap(name: str):
    for signal in RUBRIC.gaps[name].closed_by:
        assert name not in gaps([hit(signal)])


@pytest.mark.parametrize(
    ("said", "is_open"),
    [
        ("we saved $400", False),
        ("it fell by twelve percent", False),
        ("from nineteen hundred down to forty of them", False),
        ("the two teams were happy", True),
        ("things got better and everyone was glad", True),
    ],
)
def test_a_measure_in_result_closes_the_number_gap_and_a_stray_number_does_not(said: str, is_open: bool):
    assert ("no-number" in gaps(said=said)) is is_open


def test_a_number_elsewhere_than_in_result_does_not_close_it():
    apart = {"situation": (0.0, 100.0)}
    findings = found((), (), apart)  # type: ignore[arg-type]
    opened = open_gaps(
        gather(findings), findings, spoken("it cost $400"), story=None, rubric=RUBRIC, principle="ownership"
    )
    assert "no-number" in {gap.id for gap in opened}


def test_i_in_action_closes_the_gap_of_nobody_acting():
    assert "no-i" in gaps(said="the team rebuilt the queue")
    assert "no-i" not in gaps(said="then I rebuilt the queue")


@pytest.mark.parametrize(("times", "late"), [((59.0,), False), ((61.0,), True), ((20.0, 61.0), False)])
def test_a_problem_named_after_a_minute_is_late(times: tuple[float, ...], late: bool):
    assert ("late-problem" in gaps([hit("noticed", at) for at in times])) is late


def test_a_problem_never_named_is_no_late_problem():
    assert "late-problem" not in gaps()


def test_pushback_is_missed_only_where_the_question_asks_for_it():
    assert "no-pushback" in gaps(principle="have-backbone-disagree-and-commit")
    assert "no-pushback" not in gaps(principle="frugality")
    assert "no-pushback" in gaps(story=STORY, principle="frugality")
    plain = replace(STORY, question="Tell me about your day.")
    assert "no-pushback" not in gaps(story=plain)
    assert "no-pushback" not in gaps([hit("durable-fix")], story=STORY)
