"""A story told for the first time, on virtual time: what is asked for, and what stays when it breaks off."""

from __future__ import annotations

import pytest
from support.rehearsal import RUBRIC
from support.telling import KEPT, LESSON, OPEN, WHOLE, told

from simulator.errors import PackError
from simulator.events import Asked, Reviewed, SessionEnded, StoryDrafted, StoryGrew, StoryKept


def test_a_whole_story_is_asked_for_nothing_more() -> None:
    rehearsal, kept = told(WHOLE)
    rehearsal.run()
    assert [event.turn for event in rehearsal.of(Asked)] == [0]
    assert all(section.text and section.phrases for section in kept[0].sections)


def test_a_missing_section_is_asked_for_and_its_answer_counts_for_it() -> None:
    rehearsal, kept = told(OPEN, LESSON)
    rehearsal.run()
    opening, question = rehearsal.of(Asked)
    assert RUBRIC.principles["ownership"].question not in question.text
    assert opening.text.startswith(RUBRIC.telling.begin[:20])
    assert question.text == RUBRIC.telling.sections["reflection"]
    sections = {section.name: section for section in kept[0].sections}
    assert sections["reflection"].text == LESSON
    assert sections["reflection"].phrases
    assert rehearsal.of(Reviewed)[0].review.story == "own"
    assert [event.story for event in rehearsal.of(StoryKept)] == [KEPT[0]]
    assert rehearsal.of(SessionEnded)[0].reason == "completed"


def test_what_is_there_and_what_is_lacking_is_told_after_each_answer() -> None:
    rehearsal, _ = told(OPEN, LESSON)
    rehearsal.run()
    first, second = rehearsal.of(StoryGrew)
    assert [need.id for need in first.lacks if need.id == need.section] == ["reflection"]
    assert first.asks == next(need for need in first.lacks if need.id == "reflection")
    assert rehearsal.of(Asked)[1].text == first.asks.question
    assert "reflection" not in {need.id for need in second.lacks}
    assert {section.name: section for section in second.draft.sections}["reflection"].text == LESSON
    assert second.asks is None


def test_what_nobody_answers_stays_open_and_the_story_is_written_all_the_same() -> None:
    rehearsal, kept = told(OPEN)
    rehearsal.run()
    assert len(rehearsal.of(Asked)) == 2
    (reflection,) = (section for section in kept[0].sections if section.name == "reflection")
    assert (reflection.text, reflection.phrases) == ("", ())
    assert reflection.mend


def test_no_more_is_asked_than_the_rubric_allows_and_nothing_twice() -> None:
    rehearsal, _ = told(OPEN, *["I did it again, and then I did it once more."] * 9)
    rehearsal.run()
    texts = [event.text for event in rehearsal.of(Asked)[1:]]
    assert len(texts) <= RUBRIC.telling.most_questions
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("answers", [(), ("I fixed it.",)])
def test_too_little_makes_no_story(answers) -> None:
    rehearsal, kept = told(*answers)
    rehearsal.run()
    assert kept == []
    assert rehearsal.of(SessionEnded)[0].reason == "nothing_heard"


def test_what_cannot_be_written_leaves_what_was_told() -> None:
    def refuse(_draft):
        raise PackError("mine.yaml: there is such a file already; choose another name.", code="story-exists")

    rehearsal, _ = told(WHOLE, keep=refuse)
    with pytest.raises(PackError):
        rehearsal.run()
    assert rehearsal.of(StoryDrafted)
    assert not rehearsal.of(StoryKept)
    assert rehearsal.of(SessionEnded)[0].reason == "interrupted"


def test_whoever_leaves_in_the_middle_keeps_what_was_told() -> None:
    def leave(event) -> None:
        if isinstance(event, Asked) and event.turn == 1:
            raise KeyboardInterrupt

    rehearsal, kept = told(OPEN, LESSON, watch=leave)
    with pytest.raises(KeyboardInterrupt):
        rehearsal.run()
    assert rehearsal.of(Reviewed)
    assert kept == []
    assert rehearsal.of(SessionEnded)[0].reason == "interrupted"
