"""Whether two tellings are of one story, measured on the labelled answers."""

from __future__ import annotations

from itertools import combinations

import pytest
from support.cases import all_cases, heard

from simulator.judging import likeness, subject
from simulator.packs import load_rubric

RUBRIC = load_rubric()
LEAST = RUBRIC.loop.same_story


def about(case, **how):
    return subject((word.text for word in heard(case["sentences"], **how).transcript.words), RUBRIC)


ABOUT = {case["id"]: (about(case), case["story"]) for case in all_cases()}


def test_two_tellings_of_one_story_are_the_same_and_two_stories_are_not() -> None:
    same, other = [], []
    for (one, story), (two, second) in combinations(ABOUT.values(), 2):
        (same if story == second != "own" else other).append(likeness(one, two) >= LEAST)
    assert sum(same) >= 0.75 * len(same)
    assert sum(other) <= 0.005 * len(other)


@pytest.mark.parametrize("case", all_cases()[::6], ids=lambda case: case["id"])
def test_the_same_words_misheard_are_the_same_story(case) -> None:
    assert likeness(ABOUT[case["id"]][0], about(case, noise=0.2, bare=True)) >= LEAST


def test_likeness_is_the_same_both_ways_between_0_and_1() -> None:
    some = [one for one, _ in list(ABOUT.values())[:12]]
    for one, two in combinations(some, 2):
        assert likeness(one, two) == pytest.approx(likeness(two, one))
        assert 0 <= likeness(one, two) <= 1
    assert likeness(some[0], some[0]) == pytest.approx(1)
    assert likeness(some[0], {}) == 0
