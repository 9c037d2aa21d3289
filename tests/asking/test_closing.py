"""The close: what moves the rating and by how much, what to mend, what to say instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.labelled import SIGNALS, hit
from support.reviews import INFLUENCE, QUANTIFICATION, weak_review, withheld_review

from simulator.asking import Close, Turn, close
from simulator.domain.review import RATINGS, Gap, Grade, Probe, Rating, Verdict
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
NAMES = tuple(RUBRIC.probes)


def turn(name: str, grade: str, *, quote: str = "I just asked nicely", rescore: Rating | None = None) -> Turn:
    probe = Probe(name, f"About {name}?", "because", "", 0.0)
    return Turn(probe, Grade(name, grade, "why", quote, 1.0, rescore))  # type: ignore[arg-type]


def closed(*turns: Turn, before: Rating = "leaning_hire", story=STORY, **review) -> Close:
    opening = replace(weak_review(), verdict=Verdict(before, ()), **review)
    return close(opening, turns, story=story, rubric=RUBRIC)


def strong(count: int) -> list[Turn]:
    return [turn(name, "strong") for name in NAMES[:count]]


def weak(count: int) -> list[Turn]:
    return [turn(name, "weak") for name in NAMES[:count]]


def test_a_rescore_changes_the_verdict_and_says_the_storys_reason():
    end = closed(turn("influence", "weak", rescore="no_hire"), turn("motivation", "strong"))
    assert end.rating == "no_hire"
    assert end.changed_by == (
        RUBRIC.sway.rescore_text.replace("{probes}", RUBRIC.wording.subjects["influence"])
        .replace("{before}", "Leaning Hire")
        .replace("{after}", "No Hire")
        .replace("{why}", STORY.probes["influence"].rescore.why),  # type: ignore[union-attr]
    )


def test_a_rescore_never_raises():
    end = closed(turn("influence", "weak", rescore="no_hire"), before="strong_no_hire")
    assert end.rating == "strong_no_hire"


def test_a_rescore_stands_whatever_is_said_afterwards():
    end = closed(turn("influence", "weak", rescore="no_hire"), turn("influence", "strong"), *strong(4)[1:])
    assert end.rating == "no_hire"


@pytest.mark.parametrize("before", RATINGS)
@pytest.mark.parametrize("count", [0, 1, 2, 6])
def test_strong_answers_lift_a_leaning_rating_by_one_step_at_most(before: Rating, count: int):
    lifted = before in RUBRIC.sway.lift_from and count >= RUBRIC.sway.lift_net
    end = closed(*strong(count), before=before)
    assert RATINGS.index(end.rating or before) == RATINGS.index(before) + lifted
    assert len(end.changed_by) == (1 if count else 0)


@pytest.mark.parametrize("before", RATINGS)
@pytest.mark.parametrize("count", [0, 1, 2, 6])
def test_weak_answers_lower_a_rating_by_one_step_at_most(before: Rating, count: int):
    lowered = before in RUBRIC.sway.drop_from and count >= RUBRIC.sway.drop_net
    end = closed(*weak(count), before=before)
    assert RATINGS.index(end.rating or before) == RATINGS.index(before) - lowered


def test_strong_and_weak_answers_are_set_against_each_other():
    assert closed(*strong(3)[:2], turn(NAMES[3], "weak")).rating == "leaning_hire"
    assert closed(*strong(3), turn(NAMES[3], "weak")).rating == "hire"


def test_a_good_second_answer_makes_up_for_a_weak_first_one():
    dug = closed(turn(NAMES[0], "weak"), turn(NAMES[0], "strong"), turn(NAMES[1], "strong"))
    assert dug.rating == "hire"
    assert not any("I just asked nicely" in fix for fix in dug.fixes)


def test_what_moved_it_names_the_subjects_and_both_ratings():
    text = closed(*strong(2)).changed_by[0]
    first, second = (RUBRIC.wording.subjects[name] for name in NAMES[:2])
    assert f"{first} and {second}" in text
    assert "Leaning Hire" in text
    assert text.endswith("Hire.")
    three = closed(*weak(3)).changed_by[0]
    assert f"{first}, {second} and " in three


def test_a_rating_that_stands_is_said_to_stand():
    assert closed(turn(NAMES[0], "weak")).changed_by == (
        RUBRIC.sway.unmoved_text.replace("{after}", "Leaning Hire"),
    )
    assert closed().changed_by == ()


def test_a_withheld_verdict_stays_withheld_and_tells_what_to_do():
    review = withheld_review()
    end = close(review, tuple(strong(3)), story=STORY, rubric=RUBRIC)
    assert (end.rating, end.changed_by, end.say_instead) == (None, (), "")
    assert end.fixes == (review.trust.why, RUBRIC.wording.withheld)


def test_the_fixes_are_three_the_dearest_first_with_the_candidates_words():
    end = closed(turn("motivation", "weak", quote="um, I had the time"))
    assert len(end.fixes) == 3
    assert end.fixes[0].startswith("You said “I told the platform team")
    assert end.fixes[1].startswith("You said “it seemed better”.")
    assert end.fixes[2] == RUBRIC.probes["motivation"].fix.replace("{quote}", "“I had the time”")


def test_gaps_are_mended_after_what_was_said_wrongly():
    gap = Gap("no-number", "result", "none")
    end = closed(disqualifiers=(), gaps=(gap,))
    assert end.fixes[0] == RUBRIC.gaps["no-number"].fix
    assert end.fixes[1] == RUBRIC.wording.add["self-assigned"] or end.fixes[1] in RUBRIC.wording.add.values()


def test_advice_without_words_to_quote_is_still_a_sentence():
    end = closed(turn("motivation", "weak", quote=""), disqualifiers=(), gaps=())
    assert end.fixes[0].startswith("Give the stake")
    assert "{" not in end.fixes[0]


def test_an_answer_without_fault_gets_delivery_and_polish():
    review = weak_review()
    everything = tuple(hit(name) for name in SIGNALS)
    end = closed(disqualifiers=(), gaps=(), signals=everything)
    assert end.fixes == (*(note.text for note in review.delivery.notes), *RUBRIC.wording.polish)[:3]


def test_the_same_advice_is_given_once():
    end = closed(turn("influence", "weak"), turn("influence", "weak"), gaps=())
    assert len(set(end.fixes)) == len(end.fixes)


def test_the_line_to_say_is_the_storys_for_the_gravest_open_subject():
    probes = (INFLUENCE, QUANTIFICATION)
    assert closed(probes=probes).say_instead == STORY.probes["influence"].signature
    told = closed(turn("influence", "strong"), probes=probes)
    assert told.say_instead == STORY.probes["quantification"].signature
    missed = closed(turn("influence", "strong"), turn("hindsight", "weak"), probes=probes)
    assert missed.say_instead == STORY.probes["hindsight"].signature


def test_the_line_to_say_is_the_rubrics_for_ones_own_story():
    probes = (INFLUENCE, QUANTIFICATION)
    assert closed(story=None, probes=probes).say_instead == RUBRIC.probes["influence"].say
    beyond = replace(INFLUENCE, id="contribution")
    assert closed(probes=(beyond,)).say_instead == RUBRIC.probes["contribution"].say


def test_with_every_subject_answered_there_is_no_line_to_say():
    assert closed(turn("influence", "strong"), probes=(INFLUENCE,)).say_instead == ""
