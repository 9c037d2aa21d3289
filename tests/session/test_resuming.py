"""A session may break off after any event: taken up there, it comes to what it would have come to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.cases import spoken
from support.rehearsal import Rehearsal

from simulator.domain.speech import Transcript
from simulator.errors import InputError
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    Closed,
    Event,
    Graded,
    Practised,
    Resumed,
    Reviewed,
    SessionEnded,
    WordsHeard,
)
from simulator.reporting.interview import summarise
from simulator.reporting.turns import session_of
from simulator.session.resuming import left_off

OPENING = """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it.
They looked into it and they fixed it after a few days. I did not track the exact impact.
It seemed better after that. I learned that communication is important."""
ROUTED = "I escalated it in a Slack message, and the other team handled it from there. That was all I did."
MEASURED = """I pulled the payment logs and counted the failed webhooks against the delayed confirmations.
Then I estimated the average revenue lost for each one, and it came to about eight thousand dollars a week."""
ANSWERS = (OPENING, ROUTED, MEASURED)
WHOLE = tuple(Rehearsal(*ANSWERS).run().trace)


def taken_up(told: tuple[Event, ...], *, go_on: bool) -> Rehearsal:
    """The session goes on from there; what was under way had been said to its end, and is heard again."""
    left = left_off(told)
    heard: Transcript | None = None
    if left.unjudged:
        heard = left.unjudged.transcript or spoken(ANSWERS[left.unjudged.turn])
    rehearsal = Rehearsal(*ANSWERS)
    rehearsal.interview.take_up(left, heard, go_on=go_on)
    return rehearsal


@pytest.mark.parametrize("cut", range(1, len(WHOLE) - 1))
def test_broken_off_after_any_event_and_gone_on_with_it_ends_as_it_would_have(cut):
    told = WHOLE[:cut]
    after = tuple(taken_up(told, go_on=True).trace)
    assert isinstance(after[0], Resumed)
    assert (after[-1].reason, type(after[-1])) == ("completed", SessionEnded)
    both = (*told, *after)
    (*_, close), (end,) = [e for e in both if isinstance(e, Closed)], [e for e in WHOLE if type(e) is Closed]
    assert (close.rating, close.fixes, close.say_instead) == (end.rating, end.fixes, end.say_instead)
    joined, unbroken = session_of(both), session_of(WHOLE)
    assert [turn.number for turn in joined.turns] == [turn.number for turn in unbroken.turns]
    judged = [[bool(t.review or t.grade) for t in session.turns] for session in (joined, unbroken)]
    assert judged[0] == judged[1]
    assert len(summarise(both).follow_ups) == len(summarise(WHOLE).follow_ups)


@pytest.mark.parametrize("cut", range(1, len(WHOLE) - 1))
def test_broken_off_after_any_event_and_judged_it_asks_nothing_more(cut):
    told = WHOLE[:cut]
    after = taken_up(told, go_on=False).trace
    assert not [event for event in after if isinstance(event, Asked)]
    judged = [e for e in (*told, *after) if isinstance(e, (Reviewed, Graded))]
    said = [e for e in told if isinstance(e, WordsHeard)]
    assert len(judged) >= len({event.turn for event in said})
    assert after[-1].reason == ("completed" if said else "nothing_heard")
    assert any(isinstance(event, Closed) for event in after) is bool(said)


def test_nothing_is_judged_twice():
    for told, more in pairwise(WHOLE[:cut] for cut in range(1, len(WHOLE))):
        if isinstance(more[-1], (Reviewed, Graded)):
            assert left_off(told).unjudged
            assert not left_off(more).unjudged


def test_an_answer_that_had_been_reopened_is_under_way_again():
    place = next(at for at, event in enumerate(WHOLE) if isinstance(event, Asked) and event.turn == 1)
    left = left_off((*WHOLE[: place + 1], AnswerReopened(at_s=99.0, turn=0)))
    assert left.unjudged
    assert left.unjudged.turn == 0
    assert left.unjudged.transcript is None
    assert left.past.opening is None


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ((Asked, 0), "question 1 is answered on, and had not been asked"),
        ((Reviewed, 0), "the answer before it was never judged"),
    ],
)
@pytest.mark.parametrize("until", [AnswerEnded, Graded])
def test_a_trace_of_which_lines_are_gone_is_refused_by_its_name(gone, said, until):
    place = next(at for at, event in enumerate(WHOLE) if isinstance(event, until) and event.turn == 1)
    kind, turn = gone
    bent = [event for event in WHOLE[: place + 1] if not (isinstance(event, kind) and event.turn == turn)]
    if kind is Asked:
        bent += [AnswerReopened(at_s=99.0, turn=0), Asked(at_s=99.0, turn=0, text="Asked too late.")]
    with pytest.raises(InputError, match=f"one/trace.jsonl: .*{said}"):
        left_off(bent, "one/trace.jsonl")


def test_a_trace_may_be_cut_off_anywhere_and_is_taken():
    for cut in range(len(WHOLE) + 1):
        assert left_off(WHOLE[:cut]).at_s == (WHOLE[cut - 1].at_s if cut else 0.0)


def test_a_follow_up_that_was_left_out_is_not_asked_again():
    place = next(at for at, event in enumerate(WHOLE) if isinstance(event, AnswerEnded) and event.turn == 1)
    skipped = AnswerEnded(at_s=99.0, turn=1, reason="skipped", transcript=Transcript((), 1.0))
    left = left_off((*WHOLE[:place], skipped))
    assert left.past.skipped == {"influence"}
    assert not left.unjudged
    after = taken_up((*WHOLE[:place], skipped), go_on=True)
    assert "influence" not in [event.probe.id for event in after.of(Asked)]


def test_the_attempt_that_was_under_way_in_a_drill_is_judged():
    whole = Rehearsal(OPENING, drill=("situation",)).run()
    place = next(at for at, event in enumerate(whole.trace) if isinstance(event, AnswerEnded))
    told = tuple(whole.trace[:place])
    drill = Rehearsal(OPENING, drill=("situation",))
    drill.interview.take_up(left_off(told), spoken(OPENING))
    (before,), (after,) = whole.of(Practised), drill.of(Practised)
    assert after.exercise == before.exercise
    assert drill.trace[-1].reason == "interrupted"


def test_the_follow_up_that_was_under_way_in_a_drill_is_graded():
    whole = Rehearsal(ROUTED, drill=()).run()
    place = next(at for at, event in enumerate(whole.trace) if isinstance(event, AnswerEnded))
    drill = Rehearsal(ROUTED, drill=())
    drill.interview.take_up(left_off(tuple(whole.trace[:place])), spoken(ROUTED))
    assert [event.grade for event in drill.of(Graded)] == [event.grade for event in whole.of(Graded)][:1]
