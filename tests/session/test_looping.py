"""A loop on virtual time: several questions, a story that comes back, another example, and the clock."""

from __future__ import annotations

from support.loops import AGAIN, FINANCE, NURSE, UNLIKE, WEBHOOK, asked, looped
from support.rehearsal import RUBRIC, STORY

from simulator.events import Asked, Closed, Repeated, SessionEnded
from simulator.judging import subject


def test_each_question_is_a_session_of_its_own_and_all_are_remembered() -> None:
    loop, held = looped(NURSE, FINANCE)
    assert [brief.session for brief, _ in held] == ["s-ownership", "s-dive-deep"]
    assert [one.principle for one in loop.rounds] == ["ownership", "dive-deep"]
    assert all(one.rating and one.reasons and one.credit and not one.told_before for one in loop.rounds)
    assert asked(held[0][1]) == RUBRIC.principles["ownership"].question
    assert asked(held[1][1]).endswith(RUBRIC.principles["dive-deep"].question)
    assert not any(rehearsal.of(Repeated) for _, rehearsal in held)


def test_a_story_that_comes_back_is_not_followed_up_and_another_one_is_asked_for() -> None:
    loop, held = looped(WEBHOOK, AGAIN, NURSE, probes=2)
    (repeated,) = held[1][1].of(Repeated)
    assert repeated.told_to == RUBRIC.principles["ownership"].question
    assert len(held[1][1].of(Asked)) == 1
    assert held[1][1].of(Closed)
    question = RUBRIC.principles["dive-deep"].question
    assert asked(held[2][1]) == RUBRIC.loop.another[0].replace("{question}", question)
    assert [one.session for one in loop.rounds] == ["s-ownership", "s-dive-deep-another"]
    assert not loop.rounds[1].told_before


def test_it_asks_once_and_then_takes_what_comes() -> None:
    loop, held = looped(WEBHOOK, AGAIN, AGAIN)
    assert len(held) == 3
    assert not held[2][1].of(Repeated)
    assert loop.rounds[1].told_before == RUBRIC.principles["ownership"].question


def test_where_no_other_example_comes_the_first_one_stands() -> None:
    loop, held = looped(WEBHOOK, AGAIN)
    assert held[2][1].of(SessionEnded)[0].reason == "nothing_heard"
    assert [one.session for one in loop.rounds] == ["s-ownership", "s-dive-deep"]
    assert loop.rounds[1].told_before


def test_two_answers_that_tell_one_known_story_are_the_same_however_unlike_they_are() -> None:
    told = " ".join(section.strong_example or "" for section in STORY.sections.values())
    _, alone = looped(WEBHOOK, UNLIKE)
    _, known = looped(WEBHOOK, UNLIKE, known={STORY.id: subject(told.split(), RUBRIC)})
    assert not alone[1][1].of(Repeated)
    assert known[1][1].of(Repeated)


def test_a_question_that_nobody_answers_is_in_the_rounds() -> None:
    loop, _ = looped(NURSE)
    assert [one.heard for one in loop.rounds] == [True, False]


def test_when_the_time_is_up_no_further_follow_up_is_asked() -> None:
    weak = "I told the Platform team about it, and they fixed it after a few days."
    _, (hurried, *_) = looped((NURSE, weak, weak), principles=("ownership",), time_s=0.0, probes=2)
    _, (calm, *_) = looped((NURSE, weak, weak), principles=("ownership",), time_s=9000.0, probes=2)
    assert len(hurried[1].of(Asked)) == 1
    assert len(calm[1].of(Asked)) > 1
    assert hurried[1].of(Closed)
