"""What is told of sessions once they are over: their list, one of them whole, what is due, and the export."""

from __future__ import annotations

from typing import Any, get_args

from simulator.domain.record import PractiseKind
from simulator.domain.review import LEVELS
from simulator.reporting.history import DUE_SCHEMA, GLANCE_SCHEMA, RECORD_SCHEMA
from simulator.reporting.schema.practice import EXERCISE
from simulator.reporting.schema.review import (
    GRADE_FIELDS,
    RATING_OR_NULL,
    REVIEW_DEFS,
    REVIEW_FIELDS,
    SECTION,
)
from simulator.reporting.schema.shapes import (
    Schema,
    described,
    document,
    many,
    number,
    one_of,
    or_null,
    record,
    ref,
    text,
    whole,
)

HISTORY_SCHEMA = "hotseat.history/1"
"""As `simulator.history` writes it, which this room does not know; a test holds the two together."""
TIME = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"}
STARTED = described(TIME, "Local time on the machine that it was held on.")
HEAD: dict[str, Schema] = {
    "session": text("The name of its folder."),
    "started": STARTED,
    "mode": text(),
    "story": text("Id of the story, or `own`."),
    "principle": text(),
    "level": one_of(LEVELS),
}
TURN = record(
    {
        "number": whole("0 for the opening question."),
        "question": text(empty=True),
        "probe": text("Empty for a question that is no follow-up.", empty=True),
        "length_s": number("0 where no answer came."),
        "words": whole(),
    }
)
RECORD_FIELDS: dict[str, Schema] = {
    **HEAD,
    "question": text("The first that was asked; empty where it came to none.", empty=True),
    "rating": RATING_OR_NULL,
    "length_s": number("From its begin to its end."),
    "opening": described(or_null(ref("review")), "Null where no opening answer was judged, as in a drill."),
    "turns": many(TURN),
    "grades": many(ref("grade"), "Of the follow-ups that were answered, in order."),
    "exercises": many(ref("exercise"), "A drill's attempts, in order."),
    "ended": one_of(("completed", "interrupted", "nothing_heard", ""), "Empty where it was broken off."),
}
RECORD_DEFS: dict[str, Schema] = {
    **REVIEW_DEFS,
    "review": record(REVIEW_FIELDS),
    "grade": record(GRADE_FIELDS),
    "exercise": EXERCISE,
}


def glance_schema() -> Schema:
    """A session by its figures."""
    fields = {
        "schema": {"const": GLANCE_SCHEMA},
        **HEAD,
        "rating": RATING_OR_NULL,
        "length_s": number("From its begin to its end."),
        "words_per_minute": or_null(number("Null where no opening answer was judged.")),
        "i_to_we": or_null(number("Share of 'I' among 'I' and 'we' as doers in Action.", most=1)),
        "sections": many(ref("section"), "Of the opening answer; each span begins at 0."),
    }
    return document(
        "glance", "One session of the history, by its figures.", record(fields), {"section": SECTION}
    )


def record_schema() -> Schema:
    """A session whole."""
    fields = {"schema": {"const": RECORD_SCHEMA}, **RECORD_FIELDS}
    return document("record", "One session of the history, whole.", record(fields), RECORD_DEFS)


def due_schema() -> Schema:
    """Something to practise."""
    fields = {
        "schema": {"const": DUE_SCHEMA},
        "kind": one_of(get_args(PractiseKind)),
        "story": text(),
        "name": text("The section or the probe; of a story, its own id."),
        "due": described(TIME, "Since when, or from when, it is time to."),
        "recall": number("How likely it still sits.", most=1),
        "attempts": whole(),
        "last": text("How the last attempt went: a status, a grade or a rating."),
    }
    return document("due", "Something to practise, the most due first.", record(fields))


def history_schema() -> Schema:
    """The file that one machine writes and another takes in; its sections are without their sums."""
    fields = {"schema": {"const": HISTORY_SCHEMA}, "sessions": many(ref("record"), "In the order held.")}
    bare = {name: shape for name, shape in SECTION["properties"].items() if name != "spoken_s"}
    definitions: dict[str, Any] = {**RECORD_DEFS, "section": record(bare), "record": record(RECORD_FIELDS)}
    return document(
        "history", "Every session of a history, to be taken elsewhere.", record(fields), definitions
    )
