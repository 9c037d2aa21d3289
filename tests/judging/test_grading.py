"""A probe answer's grade: each kind of evidence counts, and the quote is what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.labelled import cases, found, hit, spoken

from simulator.domain.review import Grade
from simulator.judging import grade
from simulator.judging.grading import details, grade_answer, likeness
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
NEUTRAL = (
    "Well, at that time there was a meeting in the afternoon and then the week went on as weeks do there."
)
OUR_OWN = {"story": None, "rubric": RUBRIC}


def graded(
    text: str = NEUTRAL, likely: float = 0.5, *, signals=(), disqualifiers=(), probe="influence", **more: Any
) -> Grade:
    under = {**OUR_OWN, **more}
    return grade_answer(
        spoken(text), found(tuple(signals), tuple(disqualifiers)), likely, probe=probe, **under
    )


@pytest.mark.parametrize(("likely", "name"), [(0.9, "strong"), (0.1, "weak")])
def test_the_learned_judge_has_a_voice(likely: float, name: str):
    assert graded(likely=likely).grade == name


def test_the_learned_judge_alone_cannot_outvote_the_words():
    said = (
        "I escalate it, I flagged it in their channel and they handled it, and their manager sorted it. " * 2
    )
    assert graded(said, likely=0.9).grade == "weak"
    assert graded(likely=0.9).grade == "strong"


@pytest.mark.parametrize("probe", RUBRIC.probes)
def test_each_probe_hears_its_strong_and_its_weak_phrasings(probe: str):
    rule = RUBRIC.probes[probe]
    for phrases, likely, name in ((rule.strong, 0.45, "strong"), (rule.weak, 0.55, "weak")):
        told = [
            phrase for phrase in phrases if not any(other in phrase for other in phrases if other != phrase)
        ]
        answer = f"{NEUTRAL} {told[0]}. {told[1]}."
        result = graded(answer, likely, probe=probe)
        assert result.grade == name, (probe, told[:2])
        assert any(phrase.split()[0] in result.quote for phrase in told[:2])


def test_the_hits_that_the_probe_cares_about_count():
    assert graded(likely=0.45, signals=[hit("cross-team-delivery")]).grade == "strong"
    assert graded(likely=0.45, signals=[hit("specific-learning")]).grade == "weak"
    assert graded(likely=0.55, disqualifiers=[hit("handed-off")]).grade == "weak"
    assert graded(likely=0.55, disqualifiers=[hit("guessed")]).grade == "strong"


def test_one_signal_heard_often_counts_once():
    often = [hit("cross-team-delivery", at) for at in range(9)]
    against = [hit("handed-off"), hit("we-voice")]
    assert graded(likely=0.5, signals=often, disqualifiers=against).grade == "weak"


def test_concrete_figures_count():
    assert details(spoken("From 52 to thirteen minutes, that's $400 and 3% of one pull.")) == 4
    figures = f"{NEUTRAL} It was 41 and then 17 and 6 in May."
    assert graded(figures, 0.45).grade == "strong"


def test_a_short_answer_loses_and_a_very_short_one_cannot_be_strong():
    assert graded("We met on the Monday and then in the end we went ahead.", 0.6).grade == "weak"
    assert graded(NEUTRAL, 0.6).grade == "strong"
    assert graded("I brought the branch, already tested.", 0.98).grade == "weak"


def test_likeness_to_the_storys_own_exemplars_counts():
    probe = STORY.probes["influence"]
    assert likeness(probe.strong.text, probe.strong.text) == 1
    assert likeness("a quiet afternoon in the garden", probe.strong.text) < 0.2
    silent = replace(RUBRIC, probes={})
    assert graded(probe.strong.text, 0.4, story=STORY, rubric=silent).grade == "strong"
    assert graded(probe.weak.text, 0.6, story=STORY, rubric=silent).grade == "weak"


def test_the_storys_signature_counts_and_is_quoted_even_when_bent():
    said = f"{NEUTRAL} I brought a solution not just the problem."
    silent = replace(RUBRIC, probes={})
    result = graded(said, 0.3, story=STORY, rubric=silent)
    assert result.grade == "strong"
    assert "brought a solution" in result.quote


def test_the_quote_is_in_the_answer_with_its_time():
    said = f"{NEUTRAL} They handled it."
    result = graded(said, 0.4)
    words = spoken(said).words
    assert result.quote in said
    assert result.start_s in [word.start_s for word in words]
    assert result.start_s > words[10].start_s


def test_where_nothing_stands_out_the_answer_is_quoted_from_its_start():
    result = graded(likely=0.2)
    assert NEUTRAL.startswith(result.quote)
    assert result.quote


def test_no_words_are_a_weak_answer_without_a_quote():
    assert graded("", 0.99) == Grade("influence", "weak", RUBRIC.probes["influence"].why_weak, "", 0.0)


def test_a_weak_influence_answer_to_the_story_rescores_and_says_why():
    weak = graded(likely=0.02, story=STORY)
    assert (weak.rescore, weak.why) == ("no_hire", STORY.probes["influence"].weak.tells)
    assert graded(likely=0.98, story=STORY).rescore is None
    assert graded(likely=0.02).rescore is None
    assert graded(likely=0.02, story=STORY, probe="motivation").rescore is None


def test_a_probe_of_the_story_alone_is_graded_by_the_story():
    story = replace(STORY, probes={**STORY.probes, "scaling": STORY.probes["hindsight"]})
    result = graded(STORY.probes["hindsight"].strong.text, probe="scaling", story=story)
    assert (result.grade, result.why) == ("strong", STORY.probes["hindsight"].strong.tells)


def test_an_unknown_probe_is_an_error():
    with pytest.raises(KeyError):
        graded(probe="no-such-probe")


def test_every_fourth_labelled_case_has_its_probe_answers_graded_right():
    answers = [(case, answer) for case in cases()[::4] for answer in case.get("probe_answers", ())]
    right = 0
    for case, answer in answers:
        story = None if case["story"] == "own" else STORY
        result = grade(spoken(answer["text"]), probe=answer["probe"], story=story, rubric=RUBRIC)
        right += result.grade == answer["grade"]
    assert right / len(answers) >= 0.97


@pytest.mark.parametrize("probe", STORY.probes)
def test_the_storys_own_exemplars_get_their_grade(probe: str):
    told = STORY.probes[probe]
    for text, name in ((told.strong.text, "strong"), (told.weak.text, "weak")):
        assert grade(spoken(text), probe=probe, story=STORY, rubric=RUBRIC).grade == name


FILLER = (
    "So it was a Tuesday, the office was quite full, and the coffee machine was broken again. We have a long "
    "canteen with a view over the river. In the afternoon there was a meeting about the parking spaces. "
)


@pytest.mark.parametrize("probe", RUBRIC.probes)
def test_a_long_answer_is_not_a_good_answer(probe: str):
    assert grade(spoken(FILLER * 3), probe=probe, story=None, rubric=RUBRIC).grade == "weak"


@pytest.mark.parametrize("probe", RUBRIC.probes)
def test_many_weak_answers_do_not_add_up_to_a_strong_one(probe: str):
    weak = [
        a["text"]
        for case in cases()
        for a in case.get("probe_answers", ())
        if (a["probe"], a["grade"]) == (probe, "weak")
    ]
    assert grade(spoken(*weak[:5]), probe=probe, story=None, rubric=RUBRIC).grade == "weak"
