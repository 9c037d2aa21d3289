"""The whole loop on virtual time, with scripted parts: one script of speech drives them all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.cases import spoken
from support.rehearsal import Rehearsal

from simulator.domain.speech import Transcript, Word
from simulator.errors import DeviceError, EngineError
from simulator.events import (
    AnswerEnded,
    Asked,
    Closed,
    Graded,
    ListeningStarted,
    Noticed,
    Rescored,
    Reviewed,
    SessionEnded,
    SessionStarted,
    WordsHeard,
)
from simulator.reporting import stripped, trace_object

GOLDEN = Path(__file__).parent / "handed-off.trace.jsonl"
HANDED_OFF = """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it.
They looked into it and they fixed it after a few days. I did not track the exact impact.
It seemed better after that. I learned that communication is important."""
ROUTED = "I escalated it in a Slack message, and the other team handled it from there. That was all I did."
MEASURED = """I pulled the payment logs and counted the failed webhooks against the delayed confirmations.
Then I estimated the average revenue lost for each one, and it came to about eight thousand dollars a week."""


def test_a_handed_off_answer_is_probed_graded_rescored_and_closed():
    rehearsal = Rehearsal(HANDED_OFF, ROUTED, MEASURED).run()
    assert [e.probe.id for e in rehearsal.of(Asked) if e.probe] == ["influence", "quantification"]
    assert [(e.grade.probe, e.grade.grade) for e in rehearsal.of(Graded)] == [
        ("influence", "weak"),
        ("quantification", "strong"),
    ]
    (closed,) = rehearsal.of(Closed)
    assert closed.rating == "no_hire"
    assert len(closed.fixes) == 3
    assert closed.say_instead
    assert rehearsal.events[-1] == SessionEnded(at_s=rehearsal.events[-1].at_s, reason="completed", folder="")
    assert rehearsal.interview.state == "closed"


def test_the_probe_holds_the_candidates_own_words():
    rehearsal = Rehearsal(HANDED_OFF, ROUTED).run()
    probe = rehearsal.of(Asked)[1]
    assert probe.probe.quote
    quoted = probe.text.split("“")[1].split("”")[0].rstrip(".?!,")
    assert quoted.lower() in HANDED_OFF.lower().replace("\n", " ")


def test_the_trace_of_a_scripted_session_is_its_golden_file():
    rehearsal = Rehearsal(HANDED_OFF, ROUTED, MEASURED).run()
    lines = [json.dumps(line) for line in stripped(trace_object(event) for event in rehearsal.trace)]
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines(), (
        f"the trace has changed; if that is meant, write {GOLDEN.name} again: python {Path(__file__).name}"
    )


def test_every_question_is_spoken_and_notices_come_before_the_first():
    rehearsal = Rehearsal(HANDED_OFF, ROUTED, MEASURED).run()
    assert len(rehearsal.sink.played) == len(rehearsal.of(Asked)) == 3
    kinds = [type(event) for event in rehearsal.events]
    assert kinds[:3] == [SessionStarted, Noticed, Asked]


def test_words_told_while_listening_are_the_transcript():
    rehearsal = Rehearsal(HANDED_OFF, ROUTED).run()
    for ended in rehearsal.of(AnswerEnded):
        told = [word for e in rehearsal.of(WordsHeard) if e.turn == ended.turn for word in e.words]
        assert tuple(told) == ended.transcript.words


def test_the_limit_of_probes_is_kept_and_none_means_none():
    assert len(Rehearsal(HANDED_OFF, ROUTED, MEASURED, probes=1).run().of(Asked)) == 2
    assert len(Rehearsal(HANDED_OFF, probes=0).run().of(Asked)) == 1


def test_a_candidate_with_no_more_answers_hears_the_probe_and_the_close():
    rehearsal = Rehearsal(HANDED_OFF).run()
    assert rehearsal.asked_of == [(0, ""), (1, "influence")]
    assert not rehearsal.of(Graded)
    assert rehearsal.of(Closed)[0].rating


def test_silence_ends_the_session_with_nothing_to_judge():
    rehearsal = Rehearsal(Transcript((), 30.0)).run()
    assert not rehearsal.of(Reviewed)
    assert rehearsal.events[-1].reason == "nothing_heard"


def test_what_a_source_notices_about_itself_is_told_once():
    rehearsal = Rehearsal(HANDED_OFF, probes=0)
    rehearsal.interview.parts.candidate(0, "").notice = ("microphone-zeros", "It gives no sound.")
    rehearsal.run()
    assert [e.code for e in rehearsal.of(Noticed)] == ["test-notice", "microphone-zeros"]


def test_an_answer_that_cannot_be_trusted_is_not_probed_and_gets_no_verdict():
    garbled = Transcript(
        tuple(Word(w.text, w.start_s, w.end_s, 0.05) for w in spoken(HANDED_OFF).words), 40.0
    )
    rehearsal = Rehearsal(garbled).run()
    assert rehearsal.of(Reviewed)[0].review.trust.level == "low"
    assert len(rehearsal.of(Asked)) == 1
    assert rehearsal.of(Closed)[0].rating is None


def test_enter_ends_the_answer_at_once():
    # The first poll clears what was typed too early; the second comes after one chunk.
    chunks = [None] * 200 + ["done"]
    rehearsal = Rehearsal(HANDED_OFF, probes=0, keys=chunks).run()
    (ended,) = rehearsal.of(AnswerEnded)
    assert ended.reason == "key"
    assert 0 < len(ended.transcript.words) < len(spoken(HANDED_OFF).words)


def test_an_enter_typed_while_the_question_is_asked_ends_nothing():
    rehearsal = Rehearsal(HANDED_OFF, probes=0, keys=["done"]).run()
    assert rehearsal.of(AnswerEnded)[0].reason != "key"


def test_escape_takes_the_same_answer_again():
    rehearsal = Rehearsal(HANDED_OFF, probes=0, keys=[None, None, "again"]).run()
    assert [e.turn for e in rehearsal.of(ListeningStarted)] == [0, 0]
    (ended,) = rehearsal.of(AnswerEnded)
    assert len(ended.transcript.words) == len(spoken(HANDED_OFF).words)


@pytest.mark.parametrize("part", ["voice", "sink"])
def test_when_speaking_fails_it_says_so_once_and_the_interview_goes_on(part):
    class Broken:
        name = "broken"

        def prepare(self, texts):
            pass

        def render(self, text):
            raise EngineError("The voice broke.", code="voice-broken")

        def start(self, sound):
            raise DeviceError("The loudspeaker went away.", code="loudspeaker-gone")

        def close(self):
            pass

    rehearsal = Rehearsal(HANDED_OFF, ROUTED, **{part: Broken()}).run()
    notices = [e for e in rehearsal.of(Noticed) if e.code != "test-notice"]
    assert [e.code for e in notices] == ["voice-broken" if part == "voice" else "loudspeaker-gone"]
    assert len(rehearsal.of(Asked)) == 3
    assert rehearsal.of(Closed)


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), DeviceError("Gone.", code="microphone-gone")])
def test_a_broken_off_session_ends_in_order_and_raises(failure):
    def break_off(event):
        if isinstance(event, WordsHeard):
            raise failure

    rehearsal = Rehearsal(HANDED_OFF, watch=break_off)
    with pytest.raises(type(failure)):
        rehearsal.interview.run()
    assert rehearsal.events[-1].reason == "interrupted"
    assert rehearsal.interview.state == "closed"


def test_a_weak_probe_answer_lowers_a_good_opening():
    strong = json.loads(
        (Path(__file__).parents[1] / "cases" / "webhook-strong-verbatim.json").read_text(encoding="utf-8")
    )
    text = " ".join(sentence["text"] for sentence in strong["sentences"])
    rehearsal = Rehearsal(text, ROUTED, ROUTED, ROUTED, probes=3).run()
    asked = [e.probe.id for e in rehearsal.of(Asked) if e.probe]
    assert "influence" in asked
    (rescored, *_) = rehearsal.of(Rescored)
    assert rescored.after == "no_hire"
    assert rehearsal.of(Closed)[0].rating == "no_hire"


if __name__ == "__main__":
    done = Rehearsal(HANDED_OFF, ROUTED, MEASURED).run()
    GOLDEN.write_text(
        "".join(json.dumps(line) + "\n" for line in stripped(trace_object(event) for event in done.trace)),
        encoding="utf-8",
    )
