"""`kill -9` at a moment of chance in an interview or a drill, and what is left of it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import time
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faulty.forked import Child, get_ready, start
from faulty.noted import hotseat, note_in
from simulator.adapters.archive import FULL_SCALE
from simulator.adapters.files import FileSource

ROOT = Path(__file__).resolve().parents[2]
RATE_HZ = 16_000
LAST_S = 0.5
"""So much of the latest sound may be lost. Source: the promise in docs/faults.md."""
ANSWERS = tuple(
    ROOT / "audio_fixtures" / f"probe-{name}.flac" for name in ("influence-weak", "hindsight-weak")
)
SITTINGS = {
    "interview": ("interview", "webhook-drop-rate", "--probes", "1"),
    "drill": ("drill", "webhook-drop-rate", "situation"),
}


@dataclass(frozen=True, slots=True)
class Kill:
    """What became of one killed session. `fault` empty: nothing was lost that may not be."""

    sitting: str
    after_s: float
    handed_s: float
    lost_s: float
    judged: bool
    fault: str


def surroundings(home: Path) -> dict[str, str]:
    """Those of a user who has never run the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "HOTSEAT_"))}
    folders = {f"XDG_{kind}_HOME": str(home) for kind in ("DATA", "CONFIG", "CACHE")}
    path = os.pathsep.join([str(ROOT), kept.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return kept | folders | {"HOME": str(home), "NO_COLOR": "1", "PYTHONPATH": path}


@contextlib.contextmanager
def under_way(sitting: str, home: Path) -> Iterator[Child]:
    """The program, answering itself with recordings."""
    answers = [part for answer in ANSWERS for part in ("--answers", str(answer))]
    arguments = [*SITTINGS[sitting], "--silent", "--json", *answers]
    arguments += ["--no-open"] if sitting == "interview" else []

    def work() -> None:
        note_in(str(home / "note"))
        hotseat(arguments)

    child = start(work, surroundings(home), home / "told", home / "said")
    try:
        yield child
    finally:
        child.kill()


def unharmed_s(sitting: str, home: Path) -> tuple[float, float]:
    """When the first sound is kept and when all is over, in seconds from the start, if nobody kills it."""
    began_s = time.monotonic()
    with under_way(sitting, home) as child:
        child.wait()
    assert child.status == 0, (home / "said").read_text()
    first = float((home / "note").read_text().split()[0])
    return first - began_s, time.monotonic() - began_s


def kill(sitting: str, home: Path, after_s: float) -> Kill:
    """Kills it so long after its start, looks at what is on the disk, and has it judged."""
    with under_way(sitting, home) as child:
        child.wait(after_s)
        killed_s = time.monotonic()
        child.kill()
    handed, settled = _handed(home / "note", killed_s - LAST_S)
    lost = {name: count - len(_on_disk(home, name)) for name, count in handed.items()}
    faults = [
        f"{name}: {settled[name]} samples were handed over long before, {handed[name] - gone} are there"
        for name, gone in lost.items()
        if handed[name] - gone < settled.get(name, 0)
    ]
    faults += [f"{name} is not what was said" for name in _changed(home, handed)]
    judged, fault = _judged(home, sitting, something=sum(handed.values()) > 0)
    return Kill(
        sitting,
        after_s,
        sum(handed.values()) / RATE_HZ,
        max([0, *lost.values()]) / RATE_HZ,
        judged,
        "; ".join([*faults, *([fault] if fault else [])]),
    )


def at_random(times: int, home: Path, seed: int) -> Iterator[Kill]:
    """Kills so many sessions, two interviews to a drill, each at some moment of it."""
    get_ready()
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    spans = {}
    for sitting in SITTINGS:
        folder = home / f"unharmed-{sitting}"
        folder.mkdir()
        spans[sitting] = unharmed_s(sitting, folder)
    for number in range(times):
        sitting = "drill" if number % 3 == 2 else "interview"
        first_s, end_s = spans[sitting]
        folder = home / f"{number}"
        folder.mkdir()
        # One in eight before the first sound, where there is nothing to lose but the order of things.
        after_s = chance.uniform(0, first_s) if number % 8 == 7 else chance.uniform(first_s, end_s)
        yield kill(sitting, folder, after_s)
        shutil.rmtree(folder)


def _handed(note: Path, long_before_s: float) -> tuple[dict[str, int], dict[str, int]]:
    """Samples of each recording that were handed over: in all, and long enough before."""
    handed: dict[str, int] = {}
    settled: dict[str, int] = {}
    for line in note.read_text().splitlines() if note.exists() else ():
        at_s, name, count = line.split()
        handed[name] = int(count)
        if float(at_s) <= long_before_s:
            settled[name] = int(count)
    return handed, settled


def _on_disk(home: Path, name: str) -> np.ndarray:
    """What any program reads from the file."""
    (path,) = home.glob(f"hotseat/sessions/*/{name}")
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def _changed(home: Path, handed: dict[str, int]) -> list[str]:
    """Recordings that are not, sample for sample, the beginning of what was said."""
    said = [np.concatenate(list(FileSource(path).chunks())) for path in ANSWERS]
    pcm = [np.rint(np.clip(sound, -1, 1) * FULL_SCALE).astype("<i2") for sound in said]
    kept = [_on_disk(home, name) for name in handed]
    changed = [not np.array_equal(one, whole[: len(one)]) for one, whole in zip(kept, pcm, strict=False)]
    return [name for name, wrong in zip(handed, changed, strict=False) if wrong]


def _judged(home: Path, sitting: str, *, something: bool) -> tuple[bool, str]:
    """Whether `hotseat resume` judged what there was; and what went wrong, if anything."""
    # It ends in good order where the kill came after the end.
    traces = [path.read_text() for path in home.glob("hotseat/sessions/*/trace.jsonl")]
    ended = any('"event": "session_ended"' in trace for trace in traces)
    resumed = start(
        lambda: hotseat(["resume", "--judge", "--json", "--no-open"]),
        surroundings(home),
        home / "told-again",
        home / "said-again",
    )
    resumed.wait()
    said, told_again = (home / "said-again").read_text(), (home / "told-again").read_text()
    if "Traceback" in said:
        return False, "resume showed a traceback"
    if ended or not something:
        return False, "" if resumed.status == 2 else f"resume found what is not there: {said}"
    if resumed.status not in (0, 3):
        return False, f"resume left with {resumed.status}: {said}"
    told = [json.loads(line)["event"] for line in told_again.splitlines()]
    if told[-1] != "session_ended":
        return False, "resume told no end"
    trace = "".join(path.read_text() for path in home.glob("hotseat/sessions/*/trace.jsonl"))
    wanted = {"interview": '"event": "closed"', "drill": '"event": "practised"'}[sitting]
    words = any(json.loads(line).get("words") for line in traces[0].splitlines())
    if words and wanted not in trace:
        return False, "what had been heard was not judged"
    return wanted in trace, ""
