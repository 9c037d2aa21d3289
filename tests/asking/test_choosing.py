"""The next question: the gravest first, none twice, one dig, the limit, the candidate's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reviews import INFLUENCE, QUANTIFICATION, weak_review

from simulator.asking import Ask, Turn, next_ask
from simulator.domain.review import Grade, Probe, Review
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
REST = tuple(
    Probe(name, f"Question about {name}?", "because", "", 0.0)
    for name in ("contribution", "motivation", "hindsight")
)
REVIEW = replace(weak_review(), probes=(INFLUENCE, QUANTIFICATION, *REST))


def turn(ask: Ask | None, grade: str, **more) -> Turn:
    assert ask is not None
    told = {"quote": "um, I just asked nicely", "start_s": 2.0, "why": "Asking is not carrying."}
    return Turn(ask.probe, Grade(ask.probe.id, grade, **{**told, **more}))  # type: ignore[arg-type]


def asked(*turns: Turn, limit: int = 4, review: Review = REVIEW) -> Ask | None:
    return next_ask(review, turns, rubric=RUBRIC, limit=limit)


def interview(*grades: str, limit: int = 6) -> list[Ask]:
    turns: tuple[Turn, ...] = ()
    asks = []
    for grade in grades:
        ask = asked(*turns, limit=limit)
        if ask is None:
            break
        asks.append(ask)
        turns += (turn(ask, grade),)
    return asks


def test_the_gravest_comes_first_in_the_candidates_own_words():
    ask = asked()
    assert ask is not None
    assert ask.probe == INFLUENCE
    assert "“I told the platform team.”" in ask.text or "“I told the platform team" in ask.text
    assert ask.text.endswith(INFLUENCE.question)


def test_no_subject_comes_twice_when_answers_are_strong():
    ids = [ask.probe.id for ask in interview(*["strong"] * 6)]
    assert ids == [probe.id for probe in REVIEW.probes]


def test_a_weak_answer_is_dug_into_once_with_another_question():
    asks = interview("weak", "weak", "strong")
    assert [ask.probe.id for ask in asks] == ["influence", "influence", "quantification"]
    assert asks[1].probe.question in RUBRIC.probes["influence"].dig
    assert asks[1].probe.question != asks[0].probe.question
    assert asks[1].probe.quote == "um, I just asked nicely"
    assert asks[1].text.endswith(asks[1].probe.question)


def test_a_strong_answer_is_not_dug_into():
    assert [ask.probe.id for ask in interview("strong", "strong")] == ["influence", "quantification"]


def test_the_last_question_goes_to_a_fresh_subject_and_not_to_a_dig():
    assert [ask.probe.id for ask in interview("weak", "weak", limit=2)] == ["influence", "quantification"]


def test_with_no_fresh_subject_left_the_last_question_may_dig():
    alone = replace(REVIEW, probes=(INFLUENCE,))
    first = asked(review=alone)
    ask = asked(turn(first, "weak"), limit=2, review=alone)
    assert ask is not None
    assert ask.probe.id == "influence"


def test_an_answer_that_changed_the_verdict_is_not_dug_into():
    ask = asked(turn(asked(), "weak", rescore="no_hire"))
    assert ask is not None
    assert ask.probe.id == "quantification"


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_no_more_questions_than_the_limit(limit: int):
    assert len(interview(*["strong"] * 6, limit=limit)) == limit


def test_when_all_is_asked_the_interview_closes():
    assert len(interview(*["strong"] * 9, limit=9)) == len(REVIEW.probes)


def test_a_probe_that_the_rubric_does_not_know_is_asked_and_not_dug_into():
    odd = replace(REVIEW, probes=(Probe("scaling", "What broke at scale?", "", "", 0.0), QUANTIFICATION))
    first = asked(review=odd)
    assert first is not None
    assert first.text.endswith("What broke at scale?")
    then = asked(turn(first, "weak"), review=odd)
    assert then is not None
    assert then.probe.id == "quantification"


def test_without_words_to_quote_the_lead_is_plain():
    ask = asked(review=replace(REVIEW, probes=REST))
    assert ask is not None
    assert any(ask.text == f"{lead} {REST[0].question}" for lead in RUBRIC.wording.lead_plain)


def test_a_quote_too_poor_to_be_said_is_left_out():
    poor = replace(INFLUENCE, quote="and, um")
    ask = asked(review=replace(REVIEW, probes=(poor,)))
    assert ask is not None
    assert "“" not in ask.text


def test_a_weak_answer_without_words_is_dug_into_with_a_plain_lead():
    ask = asked(turn(asked(), "weak", quote="", start_s=0.0))
    assert ask is not None
    assert ask.probe.id == "influence"
    assert "“" not in ask.text
    assert "{quote}" not in ask.text


def test_the_wording_changes_from_turn_to_turn_and_from_answer_to_answer():
    leads = [ask.text.removesuffix(ask.probe.question) for ask in interview(*["strong"] * 5)]
    assert len(set(leads)) == len(leads)
    firsts = {
        asked(review=replace(REVIEW, probes=(replace(INFLUENCE, start_s=float(at)),))).text  # type: ignore[union-attr]
        for at in range(len(RUBRIC.wording.lead_quote))
    }
    assert len(firsts) == len(RUBRIC.wording.lead_quote)


def test_the_same_interview_is_always_put_the_same_way():
    assert interview("weak", "strong", "weak") == interview("weak", "strong", "weak")


def test_a_question_mark_inside_the_quote_is_kept():
    doubt = replace(INFLUENCE, quote="why would they listen to me?")
    ask = asked(review=replace(REVIEW, probes=(doubt,)))
    assert ask is not None
    assert ("me?”" in ask.text) or ("me.”" in ask.text)
