"""Every shipped principle says how it sounds, and the judge hears its examples as the pack calls them.

General over the shipped rubrics: a principle that is added later is held to this without a word more.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

import pytest
from support.cases import spoken

from simulator.domain.principle import Examples, Principle
from simulator.domain.review import RATINGS, SECTIONS, GradeName, Review
from simulator.judging import grade, likeness, review, subject
from simulator.packs import load_rubric, load_story, rubric_names, story_ids

RUBRICS = {name: load_rubric(name) for name in rubric_names()}
PLACES = [(rubric, name) for rubric, held in RUBRICS.items() for name in held.principles]
PROBES = [(*place, probe) for place in PLACES for probe in RUBRICS[place[0]].principles[place[1]].probes]
HIRE, LEANING_HIRE = RATINGS.index("hire"), RATINGS.index("leaning_hire")
STRONG_WORDS, WEAK_WORDS = range(280, 381), range(100, 201)
"""Two minutes to two and a half at 150 words a minute; and what is left when the evidence is."""
BY_CHANCE = 1.5
"""So many times the likeness that is worth asking about in a loop two different stories may come to."""


def principle(rubric: str, name: str) -> Principle:
    return RUBRICS[rubric].principles[name]


def examples(rubric: str, name: str) -> Examples:
    found = principle(rubric, name).examples
    assert found is not None
    return found


@cache
def judged(rubric: str, name: str, how: GradeName) -> Review:
    text = examples(rubric, name).opening.graded[how].text
    return review(spoken(text), story=None, rubric=RUBRICS[rubric], principle=name, level="sde2")


# --- what stands in the packs ---------------------------------------------------------------------------


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_a_strong_answer_takes_two_minutes_or_so_and_a_weak_one_less(rubric: str, name: str) -> None:
    opening = examples(rubric, name).opening
    assert len(opening.strong.text.split()) in STRONG_WORDS
    assert len(opening.weak.text.split()) in WEAK_WORDS


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_every_follow_up_of_its_own_is_answered_both_ways(rubric: str, name: str) -> None:
    assert set(examples(rubric, name).probes) == set(principle(rubric, name).probes)


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_no_sign_stands_in_an_answer_that_a_voice_would_stumble_over(rubric: str, name: str) -> None:
    told = examples(rubric, name)
    for pair in (told.opening, *told.probes.values()):
        for answer in pair.graded.values():
            assert re.findall(r"[^A-Za-z0-9 ,.:;?%'\n\-]", answer.text) == []


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_a_strong_answer_has_a_paragraph_for_each_section(rubric: str, name: str) -> None:
    opening = examples(rubric, name).opening
    assert len(opening.strong.text.split("\n")) == len(SECTIONS)
    assert "\n" not in opening.weak.text


def test_no_two_of_them_and_of_the_stories_tell_the_same() -> None:
    general = RUBRICS["general"]
    told = {place: examples(*place).opening.strong.text for place in PLACES}
    for name in story_ids():
        sections = load_story(name).sections.values()
        told["story", name] = " ".join(section.strong_example or "" for section in sections)
    about = {place: subject(text.split(), general) for place, text in told.items()}
    alike = [
        (one, other)
        for one, other in combinations(about, 2)
        if likeness(about[one], about[other]) >= BY_CHANCE * general.loop.same_story
    ]
    assert alike == []


# --- what the judge makes of them -----------------------------------------------------------------------


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_the_strong_answer_is_a_hire_and_costs_nothing(rubric: str, name: str) -> None:
    found = judged(rubric, name, "strong")
    assert RATINGS.index(found.verdict.rating) >= HIRE, found.verdict.ledger
    assert found.disqualifiers == ()
    assert [part.name for part in found.sections if part.status != "missing"] == list(SECTIONS)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_misheard_words_take_no_hire_from_it(rubric: str, name: str, seed: int) -> None:
    answer = spoken(examples(rubric, name).opening.strong.text, bare=True, noise=0.1, seed=seed)
    found = review(answer, story=None, rubric=RUBRICS[rubric], principle=name, level="sde2")
    assert RATINGS.index(found.verdict.rating) >= HIRE, found.verdict.ledger


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_the_weak_answer_is_not_even_leaning_hire(rubric: str, name: str) -> None:
    found = judged(rubric, name, "weak")
    assert RATINGS.index(found.verdict.rating) < LEANING_HIRE, found.verdict.ledger


@pytest.mark.parametrize(("rubric", "name"), PLACES)
def test_the_one_shows_the_principle_and_the_other_harms_it(rubric: str, name: str) -> None:
    strong, weak = judged(rubric, name, "strong").lens, judged(rubric, name, "weak").lens
    assert strong is not None
    assert weak is not None
    assert strong.shows
    assert strong.harms == ()
    assert weak.harms


@pytest.mark.parametrize(("bare", "noise"), [(False, 0.0), (True, 0.0), (True, 0.1)])
@pytest.mark.parametrize(("rubric", "name", "probe"), PROBES)
def test_answers_to_its_follow_ups_are_graded_as_what_they_are(
    rubric: str, name: str, probe: str, bare: bool, noise: float
) -> None:
    asked = RUBRICS[rubric].asking(name)
    for how, answer in examples(rubric, name).probes[probe].graded.items():
        found = grade(spoken(answer.text, bare=bare, noise=noise), probe=probe, story=None, rubric=asked)
        assert found.grade == how, answer.text
