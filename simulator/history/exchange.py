"""Sessions' records -> a file for other programs and other machines, and back.

Strict on the way in: a field that no record has, a value of the wrong kind, or another schema is refused with
the place, and never with the candidate's words.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from simulator.domain.record import SessionRecord
from simulator.domain.review import SECTIONS
from simulator.domain.wording import safe
from simulator.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = "hotseat.history/1"
MOST_BYTES = 1024**3
"""Source: judgement; a session takes some 20 kB, and the file is read as a whole."""
YEARS = range(1970, 3000)
"""When a session may have been held: a clock that was never set says 1970, and what is due a year later must
still be a date. Source: judgement."""
MOST = 10**9
"""No second, word or point of a session comes near it, and SQLite can count so far. Source: judgement."""
MEND = "give a file that 'hotseat history --export' wrote"


@cache
def _adapter() -> TypeAdapter[SessionRecord]:
    from pydantic import ConfigDict, TypeAdapter

    form: Any = SessionRecord | None  # a lone dataclass takes no settings of ours
    return TypeAdapter(form, config=ConfigDict(extra="forbid", allow_inf_nan=False))


def to_json(record: SessionRecord) -> str:
    return _adapter().dump_json(record).decode()


def from_json(text: str) -> SessionRecord:
    """Raises pydantic's ValidationError where it is no record."""
    return _adapter().validate_json(text, strict=True)


def exported_json(records: Iterable[SessionRecord]) -> Iterator[str]:
    """The file of all records, one a line, in pieces that can be written one after another."""
    yield f'{{"schema": "{SCHEMA}", "sessions": ['
    for number, record in enumerate(records):
        yield f"{',' if number else ''}\n{to_json(record)}"
    yield "\n]}\n"


def exported_csv(records: Iterable[SessionRecord]) -> Iterator[str]:
    """A table for a spreadsheet, one session a line: its figures, no word that was said."""
    yield _line(
        [
            *("session", "started", "mode", "story", "principle", "level", "rating", "length_s", "ended"),
            *("words_per_minute", "i_to_we", "strong_follow_ups", "weak_follow_ups"),
            *(f"{name}_{what}" for name in SECTIONS for what in ("s", "target_s")),
        ]
    )
    for record in records:
        yield _line(_cells(record))


def _cells(record: SessionRecord) -> Iterator[object]:
    yield from (record.session, record.started, record.mode, record.story, record.principle, record.level)
    yield from (record.rating, round(record.length_s, 1), record.ended)
    said = record.opening.delivery if record.opening else None
    yield from (said.words_per_minute, said.i_to_we) if said else (None, None)
    grades = [grade.grade for grade in record.grades]
    yield from (grades.count("strong"), grades.count("weak"))
    parts = {part.name: part for part in record.opening.sections} if record.opening else {}
    for name in SECTIONS:
        part = parts.get(name)
        yield from (round(part.spoken_s, 1), part.target_s) if part else (None, None)


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(_harmless, cells))
    return text.getvalue()


def _harmless(cell: object) -> object:
    """A spreadsheet takes text that begins so for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def read_export(path: Path) -> tuple[SessionRecord, ...]:
    """The records of an exported file, checked to the last field. Raises InputError."""
    name = safe(str(path))
    data = _data(path, name)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        _refuse(name, f"its schema is not {SCHEMA}", "schema")
    if data.keys() != {"schema", "sessions"} or not isinstance(data["sessions"], list):
        _refuse(name, "it is not an object with 'schema' and a list of 'sessions'", "shape")
    records = tuple(
        _record(one, f"{name}, session {number}") for number, one in enumerate(data["sessions"], start=1)
    )
    if len({record.session for record in records}) < len(records):
        _refuse(name, "it holds a session twice", "twice")
    return records


def _data(path: Path, name: str) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(name, "it is larger than 1 GB", "too-big")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{name}: the file cannot be read ({error.strerror}); check its name and permissions.",
            code="import-unreadable",
        ) from None
    except (ValueError, RecursionError):
        _refuse(name, "it is not JSON", "not-json")


def _record(data: Any, place: str) -> SessionRecord:
    from pydantic import ValidationError

    if not isinstance(data, dict):
        _refuse(place, "it is not an object", "wrong-type")
    try:
        record = from_json(json.dumps(data))
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(safe(str(step)) for step in fault["loc"]) or "the session"
        _refuse(place, f"{field} is missing, unknown, or not what it should be", "wrong-field")
    if not _is_local_time(record.started):
        _refuse(place, "started is not a local time such as 2026-01-05T10:00:00", "wrong-time")
    if any(abs(number) > MOST for number in _numbers(data)):
        _refuse(place, f"a number in it is beyond {MOST:,}", "wrong-number")
    if not _is_folder_name(record.session):
        _refuse(place, "session is not the name of a folder", "wrong-name")
    return record


def _is_local_time(text: str) -> bool:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.isoformat(timespec="seconds") == text and len(text) == 19 and at.year in YEARS


def _is_folder_name(text: str) -> bool:
    return text not in {"", ".", ".."} and Path(text).name == text == safe(text)


def _numbers(data: Any) -> Iterator[float]:
    """Every number of a record, however deep."""
    if isinstance(data, int | float):
        yield data
    elif isinstance(data, dict | list):
        for below in data.values() if isinstance(data, dict) else data:
            yield from _numbers(below)


def _refuse(place: str, problem: str, code: str) -> NoReturn:
    raise InputError(f"{place}: {problem}; {MEND}.", code=f"import-{code}") from None
