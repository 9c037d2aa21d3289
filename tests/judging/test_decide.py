"""From findings to the whole review, on the labels themselves and with a detector's errors."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.labelled import Noise, cases, found, hit, oracle, spoken, transcript_of

from simulator.domain.review import Review
from simulator.domain.speech import Transcript
from simulator.judging.decide import decide
from simulator.judging.findings import Findings
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")


def reviewed(case: dict[str, Any], findings: Findings) -> Review:
    story = None if case["story"] == "own" else STORY
    return decide(
        findings,
        transcript_of(case),
        story=story,
        rubric=RUBRIC,
        principle=case["principle"],
        level=case["level"],
    )


def verdict_right(case: dict[str, Any], review: Review) -> bool:
    return review.verdict.rating in case["expect"]["verdict"]


def probe_right(case: dict[str, Any], review: Review) -> bool:
    return review.probes[0].id in case["expect"]["first_probe"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_true_findings_lead_to_a_rating_and_a_probe_that_the_labels_accept(case: dict[str, Any]):
    review = reviewed(case, oracle(case))
    assert verdict_right(case, review), (review.verdict.rating, case["expect"]["verdict"])
    assert probe_right(case, review), (review.probes[0].id, case["expect"]["first_probe"])


@pytest.mark.parametrize(("right", "least"), [(verdict_right, 0.90), (probe_right, 0.85)])
def test_a_detector_that_errs_seldom_changes_the_outcome(
    right: Callable[[dict[str, Any], Review], bool], least: float
):
    rng = random.Random(7)  # noqa: S311
    noise = Noise(0.15, 1.5, 0.2, 0.4, rng)
    outcomes = [right(case, reviewed(case, oracle(case, noise))) for case in cases() for _ in range(3)]
    assert sum(outcomes) / len(outcomes) >= least


def judged(transcript: Transcript, **more: Any) -> Review:
    under = {"story": None, "rubric": RUBRIC, "principle": "ownership", "level": "sde2", **more}
    return decide(found((hit("noticed"),), (hit("blame"),)), transcript, **under)


LONG = "I noticed that the export was late and that nobody had been asked to look at it, so I traced it " * 3


def test_a_transcript_that_cannot_be_trusted_keeps_its_findings_and_gets_no_verdict():
    review = judged(spoken(LONG, confidence=0.2))
    assert (review.verdict.rating, review.gaps, review.probes) == (None, (), ())
    assert [reason.text for reason in review.verdict.reasons] == [review.trust.why]
    assert [h.id for h in (*review.signals, *review.disqualifiers)] == ["noticed", "blame"]
    assert judged(spoken(LONG)).verdict.rating is not None


def test_silence_around_the_answer_is_not_held_against_its_length():
    answer = spoken(LONG)
    long = RUBRIC.levels["sde2"].total_s * RUBRIC.verdict.overlong_share
    stretched = replace(RUBRIC, trust=replace(RUBRIC.trust, spoken_share=0.0))
    waited = judged(replace(answer, duration_s=long + 60), rubric=stretched)
    assert waited.verdict.ledger == judged(answer).verdict.ledger


def test_the_review_names_its_story_or_calls_it_the_candidates_own():
    assert judged(spoken(LONG)).story == "own"
    assert judged(spoken(LONG), story=STORY).story == STORY.id
