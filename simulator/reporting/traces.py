"""A session's `trace.jsonl` -> the events it was written from: the way back of `contract.trace_object`.

Strict: a line that is not an event, a field that no event has, or a value of the wrong kind is refused with
one sentence that names the file, the line and the mend, and never a word that the candidate said. One thing
is forgiven: a last line that was cut off in the middle, as by a power cut; what stands before it counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ConfigDict, TypeAdapter, ValidationError

from simulator import events
from simulator.domain.wording import safe
from simulator.errors import InputError
from simulator.events import Event, Passing
from simulator.reporting.contract import TRACE_SCHEMA, event_name

MAX_BYTES = 50 * 1024 * 1024
"""A trace of an hour is about 2 MB; beyond this the file is something else."""

MEND = "the file was changed after the session, or by a newer hotseat: bring it back, or update hotseat"

# Where the trace speaks the transcript format, and what the values are called inside.
_INSIDE = {"start": "start_s", "end": "end_s", "duration": "duration_s"}


def read_trace(path: Path) -> tuple[Event, ...]:
    """The events of one session, in the order in which they happened; at least one.

    Raises:
        InputError: the file cannot be read, or a line of it is not an event.
    """
    name = safe(str(path))
    lines = _lines(path, name)
    told = tuple(_event(line, f"{name}, line {number}") for number, line in lines)
    if not told:
        raise InputError(
            f"{name}: there is nothing in it; the session ended before it began.", code="trace-empty"
        )
    return told


def _lines(path: Path, name: str) -> Iterator[tuple[int, Any]]:
    """Each line as JSON, with its number, counted from 1."""
    raw = _text(path, name)
    lines = raw.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            if number == len(lines):  # no line break behind it: it was being written when all ended
                return
            _refuse(f"{name}, line {number}", "it is not JSON", "not-json")


def _text(path: Path, name: str) -> str:
    try:
        if not path.is_file():
            raise InputError(
                f"{name}: there is no such file; give a session that holds a trace.", code="trace-missing"
            )
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{name}: the file is over 50 MB; it is not one session's trace.", code="trace-too-big"
            )
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{name}: the file cannot be read ({error.strerror}); check its permissions.",
            code="trace-unreadable",
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: the file is not UTF-8 text; {MEND}.", code="trace-not-json") from None


def _event(line: Any, place: str) -> Event:
    if not isinstance(line, dict):
        _refuse(place, "it holds no object", "wrong-type")
    if line.get("schema") != TRACE_SCHEMA:
        _refuse(place, f"its schema is not {TRACE_SCHEMA}", "wrong-schema")
    adapter = _adapters().get(str(line.get("event")))
    if adapter is None:
        _refuse(place, "it is an event that this hotseat does not know", "unknown-event")
    facts = {key: _inside(value) for key, value in line.items() if key not in ("schema", "event")}
    try:
        return adapter.validate_json(json.dumps(facts), strict=True)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(safe(str(step)) for step in fault["loc"]) or "the line"
        _refuse(place, f"{field}: {_FAULTS.get(fault['type'], 'it is not what it should be')}", "wrong-field")


# In our own words: the library's may repeat a value, and a value may be what the candidate said.
_FAULTS = {
    "missing": "it is missing",
    "unexpected_keyword_argument": "there is no such field",
    "literal_error": "it is not one of the values that it may have",
    "string_type": "it is not text",
    "float_type": "it is not a number",
    "int_type": "it is not a whole number",
    "tuple_type": "it is not a list",
}


@cache
def _adapters() -> dict[str, TypeAdapter[Event]]:
    """The name of each event that a trace may hold -> what checks and makes it."""
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)]
    return {
        event_name(kind): _adapter(kind)
        for kind in kinds
        if kind is not Event and not issubclass(kind, Passing)
    }


def _adapter(kind: type[Event]) -> TypeAdapter[Event]:
    form: Any = kind | None  # a lone class takes no settings of ours
    return TypeAdapter(form, config=ConfigDict(extra="forbid"))


def _inside(value: Any) -> Any:
    """Renames what the trace writes in the form of a transcript, and drops sums that are made again."""
    if isinstance(value, list):
        return [_inside(item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {_INSIDE.get(key, key): _inside(item) for key, item in value.items()}
    if "spans" in renamed:
        renamed.pop("spoken_s", None)
    return renamed


def _refuse(place: str, fault: str, code: str) -> NoReturn:
    raise InputError(f"{place}: {fault}; {MEND}.", code=f"trace-{code}") from None
