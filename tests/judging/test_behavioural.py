"""A rubric for companies that like 'we': the same answer, judged otherwise by data alone."""

from __future__ import annotations

from pathlib import Path

from support.cases import spoken

import simulator
from simulator.domain.principle import LEAST_QUESTIONS
from simulator.domain.review import RATINGS, Review
from simulator.judging import review
from simulator.packs import load_rubric

WE = (
    "Last spring I noticed that the night shift kept losing orders. Nobody had asked us to look at it. "
    "We sat down together and we figured out the cause. We built a small check and we tested it. "
    "The credit belongs to Mara, because she came up with the idea of the second list. "
    "In the end lost orders went from 40 to 3 a week and that saved 2000 dollars a month. "
    "Since then I always ask who else has seen a fault before I start on it."
)
GENERAL, BEHAVIOURAL = load_rubric(), load_rubric("behavioural")


def judged(rubric, principle: str) -> Review:
    return review(spoken(WE), story=None, rubric=rubric, principle=principle, level="sde2")


def test_the_same_we_costs_here_and_earns_there() -> None:
    here, there = judged(GENERAL, "ownership"), judged(BEHAVIOURAL, "teamwork")
    assert "we-voice" in {hit.id for hit in here.disqualifiers}
    assert "we-voice" not in {hit.id for hit in there.disqualifiers}
    assert "shared-credit" not in {hit.id for hit in here.signals}
    assert "shared-credit" in {hit.id for hit in there.signals}
    assert here.verdict.rating
    assert there.verdict.rating
    assert RATINGS.index(here.verdict.rating) < RATINGS.index(there.verdict.rating)
    assert here.probes[0].id == "contribution"
    assert here.probes[0].question != next(p.question for p in there.probes if p.id == "contribution")
    assert {note.id for note in here.delivery.notes} - {note.id for note in there.delivery.notes} == {"we"}


def test_no_code_knows_either_rubric_or_what_we_is_worth() -> None:
    package = Path(simulator.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    for word in ("shared-credit", "we-voice", "teamwork", '"behavioural"'):
        assert word not in text, word


def test_its_themes_are_general_and_each_has_questions_enough() -> None:
    assert set(BEHAVIOURAL.principles) == {"teamwork", "conflict", "failure", "leadership", "priorities"}
    for theme in BEHAVIOURAL.principles.values():
        assert len(theme.questions) >= LEAST_QUESTIONS


def test_levels_and_ratings_are_as_they_are() -> None:
    assert BEHAVIOURAL.levels == GENERAL.levels
    assert BEHAVIOURAL.verdict.floors == GENERAL.verdict.floors
