"""The documents that commands write or read."""

from __future__ import annotations

from simulator.reporting.contract import (
    DEBRIEF_SCHEMA,
    DOCTOR_SCHEMA,
    ERROR_SCHEMA,
    GRADE_SCHEMA,
    REVIEW_SCHEMA,
    TRACE_SCHEMA,
)
from simulator.reporting.schema.events import EVENT_FIELDS
from simulator.reporting.schema.practice import DRAFT, EXERCISE, STEP
from simulator.reporting.schema.review import (
    CUT_IN,
    GRADE_FIELDS,
    RATING_OR_NULL,
    REASON,
    REVIEW_DEFS,
    REVIEW_FIELDS,
)
from simulator.reporting.schema.shapes import (
    Schema,
    document,
    identifier,
    many,
    number,
    one_of,
    record,
    ref,
    text,
)
from simulator.reporting.schema.transcript import TRANSCRIPT_FIELDS, WORD_FIELDS


def review_schema() -> Schema:
    head = {"schema": {"const": REVIEW_SCHEMA}, "source": text("The path as it was given.")}
    return document("review", "One answer, judged.", record({**head, **REVIEW_FIELDS}), REVIEW_DEFS)


def grade_schema() -> Schema:
    head = {"schema": {"const": GRADE_SCHEMA}, "source": text("The path as it was given."), "story": text()}
    return document("grade", "One answer to a probe, judged.", record({**head, **GRADE_FIELDS}))


def error_schema() -> Schema:
    fields = {"source": text("The path as it was given."), "code": identifier(), "message": text()}
    title = "Stands in place of a review or grade for a file that cannot be used."
    return document("error", title, record({"schema": {"const": ERROR_SCHEMA}, **fields}))


def doctor_schema() -> Schema:
    """One thing that `hotseat doctor` looked at."""
    fields = {
        "schema": {"const": DOCTOR_SCHEMA},
        "part": text("What was looked at, such as `microphone`."),
        "state": one_of(("good", "note", "bad"), "`bad`: an interview cannot be held with it."),
        "text": text("What was found, and how to mend it where it is not good."),
    }
    return document("doctor", "One check of the machine.", record(fields))


def transcript_schema() -> Schema:
    word = record(WORD_FIELDS, optional=("confidence",), closed=False)
    fields = {**TRANSCRIPT_FIELDS, "words": many(ref("word"), "In the order spoken.", minItems=1)}
    whole_answer = record(fields, optional=("language",), closed=False)
    return document("transcript", "One answer in words, each with its time.", whole_answer, {"word": word})


def debrief_schema() -> Schema:
    """What a hiring committee writes after a loop."""
    finding = record(
        {
            "principle": identifier(),
            "name": text("The principle's, as it is written."),
            "question": text(),
            "rating": RATING_OR_NULL,
            "evidence": many(REASON, "The reasons for the rating."),
            "remarks": many(text(), "Follow-ups, a story told twice, no answer."),
            "session": text("The folder of its session."),
            "heard": {"type": "boolean", "description": "Whether there was an answer."},
            "told_before": text(
                "The question that this story had answered before in the loop; empty where it is new.",
                empty=True,
            ),
        }
    )
    fields = {
        "schema": {"const": DEBRIEF_SCHEMA},
        "loop": text("The loop's name, which is when it began."),
        "findings": many(finding, "One a question, in the order asked."),
        "vote": RATING_OR_NULL,
        "text": text("The vote in a sentence or two."),
        "carried": many(REASON, "What carried it, what was heard in the most interviews first."),
        "hurt": many(REASON, "What hurt it, likewise."),
    }
    return document("debrief", "The debrief of a loop of interviews.", record(fields))


def trace_schema() -> Schema:
    """One line of a trace; which fields it has depends on its `event`."""
    definitions: dict[str, Schema] = {
        **REVIEW_DEFS,
        "cut_in": CUT_IN,
        "exercise": EXERCISE,
        "step": STEP,
        "draft": DRAFT,
        "review": record(REVIEW_FIELDS),
        "grade": record(GRADE_FIELDS),
        "word": record(WORD_FIELDS, optional=("confidence",)),
        "transcript": record({**TRANSCRIPT_FIELDS, "words": many(ref("word"))}),
        **{name: _event(name, fields) for name, fields in EVENT_FIELDS.items()},
    }
    lines: Schema = {"oneOf": [ref(name) for name in EVENT_FIELDS]}
    return document("trace", "One line of a session's trace: something that happened.", lines, definitions)


def _event(name: str, fields: dict[str, Schema]) -> Schema:
    head = {"schema": {"const": TRACE_SCHEMA}, "event": {"const": name}}
    return record({**head, "at_s": number("Seconds since the session began."), **fields})
