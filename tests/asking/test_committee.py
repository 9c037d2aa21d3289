"""The debrief: the vote by all ratings, one bad interview that holds it down, what carried and what hurt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.asking import debrief
from simulator.domain.committee import Round
from simulator.domain.review import RATINGS, Reason
from simulator.domain.wording import counted
from simulator.packs import load_rubric

RUBRIC = load_rubric()


def held(rating, principle="ownership", **more) -> Round:
    facts = {"session": "s", "principle": principle, "question": "Why?", "rating": rating, "heard": True}
    return Round(**(facts | more))


@pytest.mark.parametrize(
    ("ratings", "vote"),
    [
        (["hire", "hire", "hire"], "hire"),
        (["strong_hire"] * 5, "strong_hire"),
        (["hire", "leaning_hire", "leaning_no_hire"], "leaning_hire"),
        (["strong_hire", "strong_hire", "strong_hire", "strong_no_hire"], "leaning_no_hire"),
        (["hire", None, "hire"], "hire"),
        (["strong_no_hire"], "strong_no_hire"),
        ([None, None], None),
    ],
)
def test_the_vote(ratings, vote) -> None:
    told = debrief("loop", [held(rating) for rating in ratings], RUBRIC)
    assert told.vote == vote
    rated = sum(rating is not None for rating in ratings)
    assert told.text.startswith(
        RUBRIC.loop.votes[vote].replace("{questions}", counted(rated, "question"))
        if vote
        else RUBRIC.loop.no_vote
    )


@pytest.mark.parametrize(
    ("answered", "unanswered", "vote"),
    [
        (5, 0, "hire"),
        (4, 1, "leaning_hire"),
        (3, 2, "leaning_hire"),
        (2, 3, "leaning_no_hire"),
        (1, 4, "leaning_no_hire"),
    ],
)
def test_questions_without_an_answer_hold_the_vote_down_and_it_says_how_many_were_rated(
    answered, unanswered, vote
) -> None:
    rounds = [held("hire")] * answered + [held(None, heard=False)] * unanswered
    told = debrief("loop", rounds, RUBRIC)
    assert told.vote == vote
    assert (f"Of 5 questions only {answered} could be rated" in told.text) == bool(unanswered)


def test_an_answer_that_could_not_be_trusted_holds_nothing_down_but_is_told() -> None:
    told = debrief("loop", [held("hire"), held(None), held("hire")], RUBRIC)
    assert told.vote == "hire"
    assert "Of 3 questions only 2 could be rated" in told.text


@given(st.lists(st.sampled_from(RATINGS), min_size=1, max_size=6), st.data())
def test_a_better_interview_never_lowers_the_vote(ratings, data) -> None:
    at = data.draw(st.integers(0, len(ratings) - 1))
    better = data.draw(st.sampled_from(RATINGS[RATINGS.index(ratings[at]) :]))
    before = debrief("l", [held(rating) for rating in ratings], RUBRIC).vote
    ratings[at] = better
    after = debrief("l", [held(rating) for rating in ratings], RUBRIC).vote
    assert RATINGS.index(after) >= RATINGS.index(before)
    assert RATINGS.index(after) <= max(map(RATINGS.index, ratings))


def test_what_was_heard_most_often_stands_first_with_its_first_quote() -> None:
    noticed = [Reason("You noticed.", quote, 1.0) for quote in ("I saw it", "I spotted it")]
    number = Reason("You measured.", "from ten to two", 2.0)
    rounds = [held("hire", credit=(number, noticed[0])), held("hire", credit=(noticed[1],), cost=(number,))]
    told = debrief("loop", rounds, RUBRIC)
    assert told.carried == (noticed[0], number)
    assert told.hurt == (number,)


def test_each_finding_says_what_else_there_was() -> None:
    rounds = [
        held("hire", grades=("strong", "weak"), told_before="What then?"),
        held(None, "dive-deep", heard=False),
    ]
    first, second = debrief("loop", rounds, RUBRIC).findings
    assert first.remarks[0] == "Follow-ups answered strongly: 1 of 2."
    assert "What then?" in first.remarks[1]
    assert (second.name, second.remarks) == ("Dive Deep", (RUBRIC.loop.unheard,))
    assert (first.heard, second.heard) == (True, False)


@pytest.mark.parametrize(("count", "says"), [(1, "Over 1 question you"), (2, "Over 2 questions you")])
def test_one_question_is_no_plural(count, says) -> None:
    assert says in debrief("loop", [held("hire")] * count, RUBRIC).text
