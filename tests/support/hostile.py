"""Files from strangers: real ones, bent, and what every reader of them owes the candidate.

A reader takes a file or refuses it with one of the program's own sentences. It never raises anything else,
never hands a control character on to the terminal, and never does what a file says.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import wave
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from simulator import settings
from simulator.adapters.files import FileSource
from simulator.domain.speech import Word
from simulator.errors import HotseatError
from simulator.events import WordsTyped
from simulator.history import SqliteHistory, exported_json, read_export
from simulator.packs import check, load_spacing, resource_folder
from simulator.packs.faults import pack_error
from simulator.reporting import json_line, trace_object
from simulator.reporting.traces import read_trace
from simulator.reporting.transcripts import read_transcript
from simulator.reporting.turns import session_of
from simulator.settings import Settings
from support.history import drill_record, interview_record, opened
from support.recordings import FOLDER
from support.sessions import weak_interview

TRAP = "trap-sprung"
MOST_EVENT_BYTES = 2_000
MOST_SAID = 20_000
"""Longest message, in characters: a wrong pack has a line for each of its first faults."""

_TEXTS = (
    *("\x1b[2J\x1b]0;title\x07", "\u202e", "\x00", "\ufeff", "\\u0000", "\ud7ff", "\r\n", "\t"),
    *(
        "<script>alert(1)</script>",
        "</style>",
        "{{7*7}}",
        "%s%n",
        "../../../etc/passwd",
        "/etc/passwd",
        "~/x",
    ),
    *(f"!!python/object/apply:os.system ['touch {TRAP}']", "&a [*a, *a]", "*a", "<<: *a", "? [a]", "--- \n"),
    *("[" * 200, "{" * 200, '{"a":' * 100, "- " * 100, "(a+)+$", "(?:a|a)*b", '"', "'", ":", ",", "#", "\\"),
    *("NaN", "Infinity", "-1", "1e999", "9" * 400, "0.0", "-0.0", "null", "true", '""', "x", " and "),
    *("situation", "schema", "hotseat.trace/1", "words"),
)
TOKENS = tuple(text.encode() for text in _TEXTS)
SETTINGS = b'level = "senior"\nprobes = 2\npatience = 1.5\nvoice = "x"\n'
BYTES = (b"\xff\xfe", b"\xc3\x28", b"\x80", b"RIFF\xff\xff\xff\xff", b"\x00" * 64, b"\xff" * 64)

Edit = tuple[int, int, int, bytes]
EDITS: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 2**31),
        st.integers(0, 64),
        st.sampled_from(TOKENS + BYTES) | st.binary(max_size=8),
    ),
    min_size=1,
    max_size=6,
)


def bent(seed: bytes, edits: list[Edit]) -> bytes:
    """`seed` with stretches cut out, doubled, overwritten, put elsewhere, or something put between."""
    data = seed
    for kind, place, length, token in edits:
        at = place % (len(data) + 1)
        piece = data[at : at + length]
        data = (
            data[:at] + data[at + length :],
            data[:at] + piece + piece + data[at + length :],
            data[:at] + token + data[at + len(token) :],
            data[:at] + token + data[at:],
            piece + data[:at] + data[at + length :],
        )[kind]
    return data


@dataclass(frozen=True)
class Reader:
    """What reads files of one kind, and real ones to begin with."""

    ending: str
    read: Callable[[Path], object]
    seeds: tuple[bytes, ...]
    share: float = 1.0
    """Of all inputs of a long run, relative to the others: a slow reader gets fewer."""


def offer(reader: Reader, data: bytes, folder: Path) -> bool:
    """Gives `data` to the reader as a file; whether it was taken.

    Raises:
        AssertionError, or whatever the reader should not have raised.
    """
    path = folder / f"given{reader.ending}"
    path.write_bytes(data)
    try:
        reader.read(path)
        taken = True
    except HotseatError as refused:
        taken = False
        said = str(refused)
        assert said, "a refusal says why"
        assert len(said) < MOST_SAID
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said), "control characters"
        assert "Traceback" not in said
    assert {file.name for file in folder.iterdir()} <= {path.name}, "a file wrote another"
    assert not Path(TRAP).exists(), "a file was obeyed"
    return taken


def readers() -> dict[str, Reader]:
    """Every reader of what strangers may hand over."""
    return {
        "transcript": Reader(".json", read_transcript, _transcripts(), 6),
        "trace": Reader(".jsonl", _trace, _traces(), 0.7),
        "settings": Reader(".toml", _settings, (SETTINGS,), 4),
        "pack": Reader(".yaml", _pack, _packs(), 0.4),
        "export": Reader(".json", _import, _exports(), 1),
        "database": Reader(".db", _database, _databases(), 0.2),
        "audio": Reader(".wav", _audio, _sounds(), 0.3),
    }


def _trace(path: Path) -> object:
    return session_of(read_trace(path))


def _settings(path: Path) -> object:
    with _other_file(path):
        return settings.load()


@contextmanager
def _other_file(path: Path) -> Iterator[None]:
    before = Settings.model_config["toml_file"]
    Settings.model_config["toml_file"] = path
    try:
        yield
    finally:
        Settings.model_config["toml_file"] = before


def _pack(path: Path) -> object:
    if faults := check(path):
        raise pack_error(faults)
    return None


def _audio(path: Path) -> object:
    return sum(len(chunk) for chunk in FileSource(path).chunks())


def _transcripts() -> tuple[bytes, ...]:
    label = json.loads((FOLDER / "probe-hindsight-weak.json").read_text(encoding="utf-8"))
    words = [{"text": word["text"], "start": word["start"], "end": word["end"]} for word in label["words"]]
    small = {"language": "en", "duration": label["duration"], "words": words[:6]}
    return (json.dumps(small).encode(), json.dumps(small, indent=1).encode())


def _traces() -> tuple[bytes, ...]:
    """A whole session, its beginning, and each kind of event that is short."""
    typed = WordsTyped(at_s=3.0, turn=0, kept=1, words=(Word("noticed", 0.5, 0.9),))
    lines = [f"{json_line(trace_object(event))}\n".encode() for event in (*weak_interview(), typed)]
    return (b"".join(lines), b"".join(lines[:3]), *(line for line in lines if len(line) < MOST_EVENT_BYTES))


def _exports() -> tuple[bytes, ...]:
    records = (drill_record(0, True, False), interview_record(1))
    return tuple("".join(exported_json([record])).encode() for record in records)


def _import(path: Path) -> object:
    """What is taken in must fit the tables and the calendar too."""
    records = read_export(path)
    with tempfile.TemporaryDirectory() as folder, closing(opened(Path(folder))) as history:
        history.add(records, imported=True)
        return history.due("2026-06-01T00:00:00")


def _databases() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory() as folder:
        with closing(opened(Path(folder))) as history:
            history.add([drill_record(0, True, False), interview_record(1)])
        (file,) = Path(folder).rglob("*.db")
        return (file.read_bytes(),)


def _database(path: Path) -> object:
    """What is kept beside a database is the program's own, and gone before the next is offered."""
    try:
        with closing(SqliteHistory(path, load_spacing)) as history:
            return [*history.sessions(), *history.glances()]
    finally:
        for beside in path.parent.iterdir():
            if beside.name.startswith(f"{path.stem}.") and beside != path:
                beside.unlink()


def _packs() -> tuple[bytes, ...]:
    """The parts of the shipped packs: a whole one takes long to read, and its parts are alike."""
    found = []
    for path in sorted(resource_folder("prompts").rglob("*.yaml")):
        lines = path.read_bytes().splitlines(keepends=True)
        found += [b"".join(lines[at : at + 40]) for at in range(0, len(lines), 200)]
    return tuple(found)


def _sounds() -> tuple[bytes, ...]:
    """The beginnings of a WAV and a FLAC: a reader looks into what a file is, not what it is called."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(range(256)) * 25)
    return (out.getvalue(), (FOLDER / "probe-hindsight-weak.flac").read_bytes()[:12_000])
