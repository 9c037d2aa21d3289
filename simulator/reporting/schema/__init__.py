"""The JSON Schemas of everything that the program writes and of the transcripts that it reads.

`python -m simulator.reporting.schema [FOLDER]` writes them, by default into `docs/schemas/`. What is
written is closed (an unknown field is an error); what is read is open (an unknown field is ignored).
"""

from __future__ import annotations

import json
from pathlib import Path

from simulator.reporting.schema.documents import (
    debrief_schema,
    doctor_schema,
    error_schema,
    grade_schema,
    review_schema,
    trace_schema,
    transcript_schema,
)
from simulator.reporting.schema.events import EVENT_FIELDS
from simulator.reporting.schema.history import (
    HISTORY_SCHEMA,
    due_schema,
    glance_schema,
    history_schema,
    record_schema,
)
from simulator.reporting.schema.shapes import Schema

__all__ = ["EVENT_FIELDS", "HISTORY_SCHEMA", "main", "rendered", "schemas", "transcript_schema"]

FOLDER = Path("docs/schemas")


def schemas() -> dict[str, Schema]:
    """File name -> schema."""
    return {
        "review.schema.json": review_schema(),
        "grade.schema.json": grade_schema(),
        "error.schema.json": error_schema(),
        "transcript.schema.json": transcript_schema(),
        "trace.schema.json": trace_schema(),
        "debrief.schema.json": debrief_schema(),
        "glance.schema.json": glance_schema(),
        "record.schema.json": record_schema(),
        "due.schema.json": due_schema(),
        "history.schema.json": history_schema(),
        "doctor.schema.json": doctor_schema(),
    }


def rendered(schema: Schema) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(rendered(schema), encoding="utf-8")
