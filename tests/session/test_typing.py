"""Typed answers: the times of their words, what ends them, and a whole interview that is typed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from support.rehearsal import Rehearsal

from simulator.adapters.scripted import ScriptedControls
from simulator.events import (
    AnswerEnded,
    Graded,
    ListeningStarted,
    Paused,
    Reviewed,
    SectionsClocked,
    WordsHeard,
    WordsTyped,
)
from simulator.ports import Typed
from simulator.reporting.turns import session_of
from simulator.session.loop import Interview
from simulator.session.resuming import left_off
from simulator.session.typing import said

WEAK = (
    "I noticed that webhooks were dropped and nobody had an alert on it. I told the platform team. "
    "They fixed it after a few days. It seemed better. I learned that communication is key. " * 2
)


def test_words_have_the_times_that_they_would_take_to_be_said() -> None:
    words = said(["word"] * 150)
    assert words[-1].end_s == pytest.approx(60, abs=0.5)
    assert all(one.end_s < other.start_s for one, other in pairwise(words))


class Killed(BaseException):
    """Stands for the end of the program: nothing of it is told."""


class Typist:
    """Writes what it is given, a step each time it is asked, half a second apart on the rehearsal's clock."""

    over = False

    def __init__(self, clock, *answers: list[Typed | BaseException]) -> None:
        self._clock = clock
        self._answers = iter(answers)
        self._steps = iter(())

    def begin(self) -> None:
        self._steps = iter(next(self._answers))

    def typed(self) -> Typed:
        self._clock.advance(0.5)
        step = next(self._steps)
        if isinstance(step, BaseException):
            raise step
        return step


def steps(text: str, *, rest: int = 0) -> list[Typed]:
    words = text.split()
    written = [Typed(" ".join(words[: at + 1]), False) for at in range(len(words))]
    return [*written, *[Typed(text, False)] * rest, Typed(text, True)]


def typed_rehearsal(*answers, keys=(), probes=1) -> Rehearsal:
    rehearsal = Rehearsal("x", "x", "x", probes=probes, live=True)
    interview = rehearsal.interview
    keyboard = Typist(rehearsal.clock, *answers)
    parts = replace(interview.parts, keyboard=keyboard, controls=ScriptedControls(keys), voice=None)
    rehearsal.interview = Interview(interview.brief, parts)
    return rehearsal


def test_a_typed_interview_is_judged_like_a_spoken_one() -> None:
    rehearsal = typed_rehearsal(steps(WEAK, rest=4), steps("I sent a message and they handled it.")).run()
    ended = rehearsal.of(AnswerEnded)
    assert [event.reason for event in ended] == ["key", "key"]
    assert ended[0].transcript.text == " ".join(WEAK.split())
    review = rehearsal.of(Reviewed)[0].review
    assert review.trust.level == "high"
    assert {hit.id for hit in review.disqualifiers} >= {"handed-off", "unmeasured"}
    assert not [note for note in review.delivery.notes if "pace" in note.id or "pause" in note.id]
    assert rehearsal.of(SectionsClocked)
    assert rehearsal.of(Graded)
    assert [event.words for event in rehearsal.of(WordsHeard)] == [event.transcript.words for event in ended]


def test_thinking_for_minutes_withholds_no_verdict() -> None:
    rehearsal = typed_rehearsal(steps(WEAK, rest=1000), probes=0).run()
    assert rehearsal.of(Reviewed)[0].review.trust.level == "high"


def test_again_throws_away_what_was_written_and_skip_leaves_a_follow_up_out() -> None:
    first = [Typed("this is nothing", False)] * 3
    keys = [None, None, "again", *[None] * 200]
    rehearsal = typed_rehearsal(first, steps(WEAK), probes=0, keys=keys).run()
    assert len(rehearsal.of(ListeningStarted)) == 2
    assert "nothing" not in rehearsal.of(AnswerEnded)[0].transcript.text
    count = len(steps(WEAK))
    keys = [*[None] * (count + 2), "skip", *[None] * 50]
    rehearsal = typed_rehearsal(steps(WEAK), [Typed("well", False)] * 9, keys=keys).run()
    assert rehearsal.of(AnswerEnded)[1].reason == "skipped"


def test_the_clock_is_that_of_saying_it_however_long_it_takes_to_write() -> None:
    slow = [Typed("I", False), *[Typed("I noticed", False)] * 500, *steps(WEAK)]
    lengths = [
        typed_rehearsal(way, probes=0).run().of(AnswerEnded)[0].transcript.duration_s
        for way in (slow, steps(WEAK))
    ]
    assert lengths[0] == lengths[1] == pytest.approx(len(WEAK.split()) / 150 * 60, rel=0.3)


def test_what_is_written_in_a_break_counts_when_it_is_over() -> None:
    keys = [None, "pause", *[None] * 20, "pause", *[None] * 300]
    waits = [Typed("I noticed it", False)] * 21
    paused = typed_rehearsal([Typed("I", False), *waits, *steps(WEAK)], probes=0, keys=keys).run()
    assert [event.on for event in paused.of(Paused)] == [True, False]
    assert paused.of(AnswerEnded)[0].transcript.text == " ".join(WEAK.split())


def told_typed(events) -> list[str]:
    """What a reader of the trace knows to stand there."""
    known: list[str] = []
    for event in events:
        if isinstance(event, WordsTyped):
            known[event.kept :] = [word.text for word in event.words]
    return known


def test_what_stands_there_is_told_all_the_while_however_it_is_mended() -> None:
    written = ["I", "I noticed", "We noticed", "We noticed it was late", "I noticed it was", "I"]
    for count in range(1, len(written) + 1):
        steps_until = [Typed(text, False) for text in written[:count]]
        rehearsal = typed_rehearsal([*steps_until, Killed()])
        with pytest.raises(Killed):
            rehearsal.run()
        assert told_typed(rehearsal.events) == written[count - 1].split()
        (under_way,) = [left_off(rehearsal.trace).unjudged]
        assert under_way
        assert [word.text for word in under_way.words] == written[count - 1].split()
        (turn,) = session_of(rehearsal.trace).turns
        assert turn.transcript
        assert turn.transcript.text == written[count - 1]
        assert not turn.ended


def test_what_was_typed_is_not_counted_twice_at_its_end() -> None:
    trace = typed_rehearsal(steps(WEAK), probes=0).run().trace
    place = next(at for at, event in enumerate(trace) if isinstance(event, WordsHeard))
    for told in (trace[: place + 1], trace):
        (turn,) = session_of(told).turns
        assert turn.transcript
        assert turn.transcript.text == " ".join(WEAK.split())
    left = left_off(trace[: place + 1])
    assert left.unjudged
    assert [word.text for word in left.unjudged.words] == WEAK.split()


def test_an_answer_taken_again_forgets_what_was_typed() -> None:
    keys = [None, None, "again", *[None] * 20]
    rehearsal = typed_rehearsal(
        [Typed("this is nothing", False)] * 3, [Typed("I", False), Killed()], keys=keys
    )
    with pytest.raises(Killed):
        rehearsal.run()
    left = left_off(rehearsal.trace)
    assert left.unjudged
    assert [word.text for word in left.unjudged.words] == ["I"]


def test_who_breaks_off_leaves_the_written_words_in_the_trace() -> None:
    rehearsal = typed_rehearsal([Typed("I noticed", False), KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        rehearsal.run()
    assert [word.text for event in rehearsal.of(WordsHeard) for word in event.words] == ["I", "noticed"]
