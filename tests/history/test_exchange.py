"""What is exported comes back the same; what was never exported is refused."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.history import drill_record, interview_record, opened

from simulator.domain.record import SessionRecord, TurnRecord
from simulator.domain.review import RATINGS
from simulator.errors import InputError
from simulator.history import exported_csv, exported_json, read_export

NUMBERS = st.floats(0, 1e6, allow_nan=False)
TURNS = st.builds(
    TurnRecord,
    number=st.integers(0, 99),
    question=st.text(),
    probe=st.text(),
    length_s=NUMBERS,
    words=st.integers(0, 9999),
)
RECORDS = st.builds(
    replace,
    st.sampled_from([interview_record(0), interview_record(0, strong=False), drill_record(0, True, False)]),
    session=st.text("abcdefgh-_0123456789", min_size=1),
    started=st.datetimes(datetime(1970, 1, 1), datetime(2999, 12, 31)).map(
        lambda at: at.replace(microsecond=0).isoformat()
    ),
    mode=st.sampled_from(["interview", "drill", "demo"]),
    story=st.text(),
    principle=st.text(),
    question=st.text(),
    rating=st.sampled_from([*RATINGS, None]),
    length_s=NUMBERS,
    turns=st.lists(TURNS, max_size=3).map(tuple),
    ended=st.text(),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(RECORDS, max_size=5, unique_by=lambda record: record.session))
def test_exported_imported_and_exported_again_it_is_the_same(records: list[SessionRecord]) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with closing(opened(place / "a")) as one, closing(opened(place / "b")) as other:
            one.add(records)
            first = "".join(exported_json(one.sessions()))
            (place / "all.json").write_text(first, encoding="utf-8")
            assert other.add(read_export(place / "all.json"), imported=True) == len(records)
            assert "".join(exported_json(other.sessions())) == first
            assert other.add(read_export(place / "all.json"), imported=True) == 0
            assert "".join(exported_json(other.sessions())) == first


@pytest.mark.parametrize("started", ["1970-01-01T00:00:00", "2999-12-31T23:59:59"])
def test_what_is_taken_in_can_be_put_in_the_calendar(tmp_path: Path, started: str) -> None:
    record = replace(interview_record(0), started=started, length_s=1e9)
    (tmp_path / "all.json").write_text("".join(exported_json([record])), encoding="utf-8")
    with closing(opened(tmp_path)) as history:
        history.add(read_export(tmp_path / "all.json"), imported=True)
        assert history.due("2026-01-05T10:00:00")


def exported(path: Path) -> dict[str, Any]:
    text = "".join(exported_json([interview_record(0), interview_record(1)]))
    path.write_text(text, encoding="utf-8")
    return json.loads(text)


def turn(**fields: Any) -> dict[str, Any]:
    return {"number": 1, "question": "", "probe": "", "length_s": 1.0, "words": 1} | fields


def changes() -> list[tuple[str, Any, str]]:
    def first(**fields: Any) -> Any:
        return lambda data: data["sessions"][0].update(fields)

    return [
        ("another schema", lambda data: data.update(schema="hotseat.trace/1"), "schema is not"),
        ("more than it may", lambda data: data.update(more=1), "'sessions'"),
        ("no list", lambda data: data.update(sessions={}), "'sessions'"),
        ("no object", lambda data: data["sessions"].append(3), "session 3: it is not an object"),
        ("unknown field", first(mood="good"), "session 1: mood is missing, unknown"),
        ("no such rating", first(rating="splendid"), "session 1: rating"),
        ("text for a number", first(length_s="3"), "session 1: length_s"),
        ("no time", first(started="yesterday"), "session 1: started is not a local time"),
        ("a zone", first(started="2026-01-05T10:00:00+01:00"), "session 1: started is not a local time"),
        (
            "a time past all dates",
            first(started="9999-12-31T10:00:00"),
            "session 1: started is not a local time",
        ),
        ("more than can be counted", first(turns=[turn(words=2**70)]), "session 1: a number in it is beyond"),
        ("longer than any life", first(length_s=1e300), "session 1: a number in it is beyond"),
        ("the folder above", first(session=".."), "session 1: session is not the name of a folder"),
        ("no sign of a name", first(session="a\x00b"), "session 1: session is not the name of a folder"),
        ("a path", first(session="../../etc"), "session 1: session is not the name of a folder"),
        ("twice", lambda data: data["sessions"].append(data["sessions"][0]), "holds a session twice"),
    ]


@pytest.mark.parametrize(("why", "change", "told"), changes(), ids=[one[0] for one in changes()])
def test_what_was_never_exported_is_refused(tmp_path: Path, why: str, change: Any, told: str) -> None:
    data = exported(tmp_path / "all.json")
    change(data)
    (tmp_path / "all.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_export(tmp_path / "all.json")
    assert told in str(caught.value)
    assert str(tmp_path / "all.json") in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"[]", b"[" * 100_000])
def test_what_is_no_json_or_no_object_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "all.json").write_bytes(content)
    with pytest.raises(InputError, match="--export"):
        read_export(tmp_path / "all.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: the file cannot be read"):
        read_export(tmp_path / "none.json")


def test_a_table_has_the_figures_and_runs_no_formula() -> None:
    record = interview_record(0, story="=1+1")
    head, row = csv.reader(exported_csv([record]))
    cells = dict(zip(head, row, strict=True))
    assert cells["session"] == record.session
    assert cells["rating"] == "strong_hire"
    assert cells["strong_follow_ups"] == "2"
    assert float(cells["action_s"]) > 20
    assert cells["story"] == "'=1+1"
    assert len(next(csv.reader(list(exported_csv([drill_record(0, True)]))[1:]))) == len(head)
