"""The JSON that others rely on: held to its schemas, rounded, one line each; a trace without its times."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.reviews import STRONG_GRADE, WEAK_GRADE, WORDS, interview_events, weak_review, withheld_review

from simulator import events
from simulator.domain.review import Review
from simulator.domain.speech import Prosody, Transcript
from simulator.errors import AudioFileError
from simulator.reporting import (
    error_json,
    grade_json,
    json_line,
    review_json,
    stripped,
    trace_object,
    transcript_object,
)
from simulator.reporting.contract import event_name
from simulator.reporting.schema import EVENT_FIELDS, main, rendered, schemas

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def _holds(name: str, value: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(json_line(value)))


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_in_docs_are_the_ones_in_force(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])
    assert (SCHEMAS / name).read_text(encoding="utf-8") == rendered(schemas()[name])


@pytest.mark.parametrize("name", [*EVENT_FIELDS, *schemas()])
def test_the_document_names_every_event_and_every_form(name: str) -> None:
    page = (SCHEMAS.parent / "output.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page or f"(schemas/{name})" in page


def test_the_schemas_can_be_written_anew(tmp_path: Path) -> None:
    main([str(tmp_path / "new")])
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(schemas())


@pytest.mark.parametrize("review", [weak_review(), withheld_review()])
def test_a_review_holds_to_its_schema(review: Review) -> None:
    _holds("review", review_json(review, "a.wav"))


@pytest.mark.parametrize("grade", [WEAK_GRADE, STRONG_GRADE])
def test_a_grade_holds_to_its_schema(grade: Any) -> None:
    _holds("grade", grade_json(grade, "a.wav", "webhook-drop-rate"))


@pytest.mark.parametrize("event", interview_events(), ids=lambda event: type(event).__name__)
def test_every_line_of_a_trace_holds_to_its_schema(event: events.Event) -> None:
    _holds("trace", trace_object(event))


def test_an_error_and_a_transcript_hold_to_their_schemas() -> None:
    _holds("error", error_json(AudioFileError("a.wav: empty; record again.", code="audio-empty"), "a.wav"))
    _holds("transcript", transcript_object(Transcript(WORDS, 3.2)))


def test_a_transcript_is_written_without_its_sound() -> None:
    heard = Transcript(WORDS, 3.2, prosody=Prosody(0.032, (-20.0,), (120.0,), (0.0,)))
    assert transcript_object(heard) == transcript_object(Transcript(WORDS, 3.2))


@pytest.mark.parametrize("damage", [{"extra": 1}, {"level": "intern"}, {"duration_s": -1}, {"sections": []}])
def test_the_schema_refuses_what_is_not_in_the_contract(damage: dict[str, Any]) -> None:
    broken = review_json(weak_review(), "a.wav") | damage
    assert not Draft202012Validator(schemas()["review.schema.json"]).is_valid(broken)


def test_the_schema_knows_every_event_and_every_field() -> None:
    made = (kind for kind in events.Event.__subclasses__() if kind.__name__ != "Passing")
    kinds = {event_name(kind): kind for kind in made}
    assert set(kinds) == set(EVENT_FIELDS)
    for name, kind in kinds.items():
        assert {field.name for field in fields(kind)} == {"at_s", *EVENT_FIELDS[name]}


def test_a_review_says_what_the_contract_says() -> None:
    made = review_json(weak_review(), "answers/a.wav")
    assert made["schema"] == "hotseat.review/1"
    assert made["source"] == "answers/a.wav"
    assert made["duration_s"] == 72.4
    assert made["sections"][2] == {
        "name": "action",
        "spans": [[30.5, 41.2], [43.0, 52.75]],
        "spoken_s": 20.45,
        "target_s": 90,
        "status": "short",
        "confidence": 0.52,
    }
    assert made["disqualifiers"][0]["start_s"] == 41.26
    assert made["verdict"]["rating"] == "leaning_no_hire"
    assert [probe["id"] for probe in made["probes"]] == ["influence", "quantification"]
    assert review_json(withheld_review(), "a")["verdict"]["rating"] is None


def test_no_field_of_a_review_is_lost() -> None:
    made = review_json(weak_review(), "a.wav")
    assert set(made) == {"schema", "source"} | {field.name for field in fields(Review)}


def test_a_line_is_one_line_of_ascii_whatever_was_said() -> None:
    line = json_line({"text": "caf\u00e9 \u2028 \x1b[2J \n"})
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == "caf\u00e9 \u2028 \x1b[2J \n"


def test_nan_never_reaches_a_reader() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_line(review_json(replace(weak_review(), duration_s=math.nan), "a.wav"))


def test_a_tiny_negative_time_is_zero() -> None:
    made = review_json(replace(weak_review(), duration_s=-0.001), "a.wav")
    assert str(made["duration_s"]) == "0.0"


def test_a_stripped_trace_is_the_same_whenever_and_wherever_it_ran() -> None:
    first = interview_events()
    moved = [replace(event, at_s=event.at_s + 7.77) for event in first]
    moved[0] = replace(moved[0], session="another-day")  # type: ignore[call-arg]
    moved[1] = replace(moved[1], text="elsewhere")  # type: ignore[call-arg]
    moved[-1] = replace(moved[-1], folder="/elsewhere")  # type: ignore[call-arg]
    kept = stripped(trace_object(event) for event in first)
    assert kept == stripped(trace_object(event) for event in moved)
    assert [line["event"] for line in kept][-2:] == ["closed", "session_ended"]


def test_a_stripped_trace_keeps_what_was_judged_and_drops_every_time() -> None:
    kept = stripped(trace_object(event) for event in interview_events())
    text = json.dumps(kept)
    for gone in ('"at_s"', '"start_s"', '"spans"', '"duration', '"start"', '"folder"', '"session"'):
        assert gone not in text
    for stays in (
        '"leaning_no_hire"',
        '"handed-off"',
        '"target_s"',
        '"recording": "answer.wav"',
        '"noticed"',
    ):
        assert stays in text
