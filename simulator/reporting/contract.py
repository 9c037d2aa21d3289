"""Values -> the JSON that other programs may rely on: reviews, grades, transcripts, the trace.

One object a line. The shapes are fixed by `docs/schemas/`; times are rounded to 0.01 s. This module
neither reads nor writes a file, and it judges nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from simulator.domain.review import Grade, Review, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.errors import HotseatError
from simulator.events import Event

REVIEW_SCHEMA = "hotseat.review/1"
GRADE_SCHEMA = "hotseat.grade/1"
TRACE_SCHEMA = "hotseat.trace/1"
DEBRIEF_SCHEMA = "hotseat.debrief/1"
DOCTOR_SCHEMA = "hotseat.doctor/1"
ERROR_SCHEMA = "hotseat.error/1"

DECIMALS = 2
"""Times and rates carry hundredths: no recogniser places a word more finely."""

TIMES = frozenset(
    {
        "at_s",
        "start_s",
        "end_s",
        "spoken_s",
        "silent_s",
        "duration_s",
        "longest_pause_s",
        "start",
        "end",
        "duration",
    }
    | {"spans", "words_per_minute", "fillers_per_minute", "pace", "section_pace", "sound"}
)
PATHS = frozenset({"session", "folder", "source", "path"})


def review_json(review: Review, source: str) -> dict[str, Any]:
    """A review by `hotseat.review/1`; `source` is the path as the user gave it."""
    return {"schema": REVIEW_SCHEMA, "source": source, **plain(review)}


def grade_json(grade: Grade, source: str, story: str) -> dict[str, Any]:
    """A grade by `hotseat.grade/1`; `story` is the id of the story whose probe was answered."""
    return {"schema": GRADE_SCHEMA, "source": source, "story": story, **plain(grade)}


def error_json(error: HotseatError, source: str) -> dict[str, Any]:
    """What stands in place of a review or grade for a file that cannot be used, by `hotseat.error/1`."""
    return {"schema": ERROR_SCHEMA, "source": source, "code": error.code, "message": str(error)}


def transcript_object(transcript: Transcript) -> dict[str, Any]:
    """A transcript in the form that `hotseat review` reads."""
    return {
        "language": transcript.language,
        "duration": _rounded(transcript.duration_s),
        "words": [_word(word) for word in transcript.words],
    }


def trace_object(event: Event) -> dict[str, Any]:
    """One line of a session's trace by `hotseat.trace/1`: the event's name, its time, its fields."""
    return {"schema": TRACE_SCHEMA, "event": event_name(type(event)), **plain(event)}


def event_name(kind: type[Event]) -> str:
    """`SessionStarted` -> `session_started`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def json_line(value: Mapping[str, Any]) -> str:
    """One line of ASCII: it survives every console encoding, and nothing in it can break the line.

    Raises:
        ValueError: the value holds NaN or infinity.
    """
    return json.dumps(value, allow_nan=False)


def stripped(trace: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The trace without times, paths and the wording of notices: what a golden file keeps."""
    return [_stripped_line(line) for line in trace]


def plain(value: Any) -> Any:
    """A value of the domain as dicts, lists, strings and rounded numbers.

    A word and a transcript take the transcript format; a section gains `spoken_s`; any other value
    has its own fields, in their own order.
    """
    if isinstance(value, Transcript):
        return transcript_object(value)
    if isinstance(value, Word):
        return _word(value)
    if isinstance(value, SectionTime):
        return _section(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return _rounded(value) if isinstance(value, float) else value


def _section(section: SectionTime) -> dict[str, Any]:
    return {
        "name": section.name,
        "spans": plain(section.spans),
        "spoken_s": _rounded(section.spoken_s),
        "target_s": _rounded(section.target_s),
        "status": section.status,
        "confidence": _rounded(section.confidence),
    }


def _word(word: Word) -> dict[str, Any]:
    timed = {"text": word.text, "start": _rounded(word.start_s), "end": _rounded(word.end_s)}
    return timed if word.confidence is None else {**timed, "confidence": _rounded(word.confidence)}


def _rounded(number: float) -> float:
    return round(float(number), DECIMALS) + 0.0  # turns -0.0 into 0.0


def _stripped_line(line: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: _without_times(value) for key, value in line.items() if key not in TIMES | PATHS}
    if line.get("event") == "noticed":
        kept.pop("text", None)  # written for people: may name folders and devices; the code stays
    return kept


def _without_times(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_times(item) for key, item in value.items() if key not in TIMES}
    if isinstance(value, list):
        return [_without_times(item) for item in value]
    return value
