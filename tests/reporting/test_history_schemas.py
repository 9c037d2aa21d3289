"""What is told of a history holds to its schemas: the list, a session whole, what is due, the export."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.history import drill_record, interview_record, opened
from support.schemas import held, validator

from simulator.domain.record import SessionRecord
from simulator.history import exported_json
from simulator.reporting import json_line
from simulator.reporting.history import due_json, glance_json, record_json
from simulator.reporting.schema import HISTORY_SCHEMA

RECORDS = (
    interview_record(0),
    interview_record(1, strong=False),
    drill_record(2, True, False),
    interview_record(3, opening=None, rating=None, question="", turns=(), grades=(), ended=""),
)


def written(value: dict[str, Any]) -> dict[str, Any]:
    again: dict[str, Any] = json.loads(json_line(value))
    return again


@pytest.mark.parametrize("record", RECORDS, ids=["strong", "weak", "drill", "nothing"])
def test_a_session_whole_holds_to_its_schema(record: SessionRecord) -> None:
    held(written(record_json(record)))


def test_the_list_and_what_is_due_hold_to_theirs(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as history:
        history.add(RECORDS)
        glances, due = history.glances(), history.due("2026-02-01T10:00:00")
    assert len(glances) == len(RECORDS)
    assert {one.kind for one in due} == {"section", "probe", "story"}
    for glance in glances:
        held(written(glance_json(glance)))
    for one in due:
        held(written(due_json(one)))


def test_an_export_holds_to_its_schema_and_names_it() -> None:
    data = json.loads("".join(exported_json(RECORDS)))
    assert held(data)["schema"] == HISTORY_SCHEMA


@pytest.mark.parametrize(
    "damage", [{"mood": "good"}, {"level": "boss"}, {"started": "yesterday"}, {"turns": 3}]
)
def test_what_no_session_has_is_refused(damage: dict[str, Any]) -> None:
    assert not validator("record").is_valid(record_json(RECORDS[0]) | damage)
    data = json.loads("".join(exported_json(RECORDS)))
    data["sessions"][1] |= damage
    assert not validator("history").is_valid(data)
