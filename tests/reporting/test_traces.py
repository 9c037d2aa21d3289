"""A trace is read back to the events it was written from, or refused in one sentence."""

from __future__ import annotations

import json

import pytest
from support.reviews import interview_events
from support.sessions import change_line

from simulator.errors import InputError
from simulator.events import Passing, SessionEnded
from simulator.reporting import json_line, trace_object
from simulator.reporting.contract import event_name
from simulator.reporting.traces import read_trace

EVENTS = interview_events()
REVIEWED = 1 + next(at for at, event in enumerate(EVENTS) if event_name(type(event)) == "reviewed")


@pytest.fixture
def trace(tmp_path):
    path = tmp_path / "trace.jsonl"
    path.write_text("".join(json_line(trace_object(event)) + "\n" for event in EVENTS), encoding="utf-8")
    return path


def refusal(path):
    with pytest.raises(InputError) as caught:
        read_trace(path)
    return str(caught.value), caught.value.code


def test_what_was_written_is_read(trace):
    read = read_trace(trace)
    assert [type(event) for event in read] == [type(event) for event in EVENTS]
    assert [trace_object(event) for event in read] == [trace_object(event) for event in EVENTS]


def test_a_last_line_that_was_cut_off_is_forgiven(trace):
    text = trace.read_text(encoding="utf-8")
    trace.write_text(text[:-30], encoding="utf-8")
    assert not isinstance(read_trace(trace)[-1], SessionEnded)
    assert len(read_trace(trace)) == len(EVENTS) - 1


def test_a_line_cut_off_in_the_middle_of_the_file_is_not(trace):
    lines = trace.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3][:-5]
    trace.write_text("\n".join(lines) + "\n", encoding="utf-8")
    message, code = refusal(trace)
    assert f"{trace}, line 4: it is not JSON" in message
    assert code == "trace-not-json"


@pytest.mark.parametrize(
    ("number", "change", "fault", "code"),
    [
        (1, {"mode": 3}, "mode: it is not text", "wrong-field"),
        (1, {"level": "vice president"}, "level: it is not one of the values", "wrong-field"),
        (3, {"at_s": "6.0"}, "at_s: it is not a number", "wrong-field"),
        (3, {"turn": 0.5}, "turn: it is not", "wrong-field"),
        (3, {"text": None}, "text: it is missing", "wrong-field"),
        (3, {"volume": 1}, "volume: there is no such field", "wrong-field"),
        (3, {"schema": "hotseat.trace/9"}, "its schema is not hotseat.trace/1", "wrong-schema"),
        (3, {"event": "applauded"}, "an event that this hotseat does not know", "unknown-event"),
        (3, {"event": "passing"}, "an event that this hotseat does not know", "unknown-event"),
    ],
)
def test_a_wrong_line_is_named_with_its_field_and_the_mend(trace, number, change, fault, code):
    change_line(trace, number, **change)
    message, given = refusal(trace)
    assert message.startswith(f"{trace}, line {number}: ")
    assert fault in message
    assert message.endswith("bring it back, or update hotseat.")
    assert "\n" not in message
    assert given == f"trace-{code}"


def test_the_place_inside_a_review_is_named_and_no_word_of_the_candidate(trace):
    line = json.loads(trace.read_text(encoding="utf-8").splitlines()[REVIEWED - 1])
    line["review"]["signals"][0]["score"] = "my secret words"
    change_line(trace, REVIEWED, review=line["review"])
    message, _ = refusal(trace)
    assert "review.signals.0.score: it is not a whole number" in message
    assert "secret" not in message


def test_what_holds_only_for_the_moment_is_in_no_trace(trace):
    moment = Passing.__subclasses__()[0]
    change_line(trace, 3, event=event_name(moment))
    assert refusal(trace)[1] == "trace-unknown-event"


def test_files_that_are_no_trace_are_refused(tmp_path):
    path = tmp_path / "trace.jsonl"
    assert refusal(path)[1] == "trace-missing"
    path.write_text("\n")
    assert refusal(path)[1] == "trace-empty"
    path.write_bytes(b"\xff\xfe\n{}\n")
    assert refusal(path)[1] == "trace-not-json"
    path.write_text("[1, 2]\n")
    assert refusal(path)[1] == "trace-wrong-type"


def test_a_trace_of_an_older_version_may_lack_what_came_later(trace):
    line = json.loads(trace.read_text(encoding="utf-8").splitlines()[REVIEWED - 1])
    for later in ("pace", "section_pace", "hedges", "sound", "notes"):
        del line["review"]["delivery"][later]
    change_line(trace, REVIEWED, review=line["review"])
    assert len(read_trace(trace)) == len(EVENTS)
