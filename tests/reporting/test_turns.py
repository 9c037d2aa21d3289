"""A session's turns as far as it went: broken off, taken again, spoken on, heard a second time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reviews import QUESTION, WORDS, interview_events, weak_review

from simulator.domain.speech import Transcript, Word
from simulator.domain.turn_taking import CutIn
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    CameIn,
    Closed,
    HeardAgain,
    ListeningStarted,
    Rescored,
    WordsHeard,
)
from simulator.reporting.turns import session_of

EVENTS = interview_events()
ASKED = Asked(at_s=1, turn=0, text=QUESTION)
LISTENS = ListeningStarted(at_s=2, turn=0, recording="answer.wav")
HEARD = WordsHeard(at_s=3, turn=0, words=WORDS)
ENDED = AnswerEnded(at_s=4, turn=0, reason="silence", transcript=Transcript(WORDS, 3.2))


def test_every_turn_has_its_question_answer_and_judgement():
    session = session_of(EVENTS)
    assert [turn.recording for turn in session.turns] == ["answer.wav", "probe-1.wav", "probe-2.wav"]
    assert session.turns[0].question == QUESTION
    assert session.review == weak_review()
    assert [turn.grade.grade for turn in session.turns if turn.grade] == ["weak", "strong"]
    assert session.turns[1].rescored.after == "no_hire"
    assert session.rating == session.close.rating == "no_hire"
    assert all(turn.ended for turn in session.turns)


@pytest.mark.parametrize("length", range(len(EVENTS)))
def test_a_session_may_break_off_anywhere(length):
    session = session_of(EVENTS[:length])
    assert (session.close is None) == (not any(isinstance(event, Closed) for event in EVENTS[:length]))


def test_without_a_close_the_rating_is_the_last_one_given():
    def until(kind):
        return session_of(EVENTS[: next(at for at, event in enumerate(EVENTS) if isinstance(event, kind))])

    assert until(Rescored).rating == "leaning_no_hire"
    assert until(Closed).rating == "no_hire"
    assert session_of(EVENTS[:3]).rating is None


def test_of_an_answer_that_never_ended_there_are_the_words_that_had_settled():
    more = replace(HEARD, words=(Word("again", 2.0, 2.4),))
    (turn,) = session_of([ASKED, LISTENS, HEARD, more]).turns
    assert turn.transcript.text == "I noticed drops again"
    assert turn.transcript.duration_s == 2.4
    assert not turn.ended


def test_an_answer_taken_again_voids_the_first_take():
    again = replace(LISTENS, recording="answer-take-2.wav")
    (turn,) = session_of([ASKED, LISTENS, HEARD, again]).turns
    assert turn.recording == "answer-take-2.wav"
    assert turn.transcript is None


def test_a_question_that_the_candidate_spoke_over_is_void():
    second = Asked(at_s=5, turn=1, text="And then?")
    longer = replace(ENDED, transcript=Transcript(WORDS, 9.0))
    (turn,) = session_of([ASKED, LISTENS, ENDED, second, AnswerReopened(at_s=6, turn=0), longer]).turns
    assert turn.transcript.duration_s == 9.0


def test_a_second_hearing_replaces_words_and_judgement():
    better = HeardAgain(
        at_s=9,
        turn=0,
        recogniser="a better one",
        transcript=Transcript((Word("hello", 0, 1),), 2),
        review=weak_review(),
        grade=None,
        changes=(),
    )
    (turn,) = session_of([ASKED, LISTENS, ENDED, better]).turns
    assert turn.transcript.text == "hello"
    assert turn.review == weak_review()
    assert turn.heard_again is better


def test_where_the_interviewer_came_in_is_kept():
    came = CameIn(at_s=3.5, turn=0, cut_in=CutIn("ramble", "And the result?", "It ran long.", "", 2.0))
    (turn,) = session_of([ASKED, LISTENS, HEARD, came, ENDED]).turns
    assert turn.came_in == (came,)
