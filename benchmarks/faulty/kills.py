"""`kill -9` at a moment of chance in an interview or a drill, and what is left of it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import time
import wave
from collections.abc import Iterator, Sequence
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
WATCH_S = 0.002
"""How often the disk is looked at. Source: judgement; answers come in at some ten times their speed."""
LEAST_BYTES = 2 * RATE_HZ // 10
"""The earliest kill by sound: a tenth of a second, more than a file's header."""
LATEST_SHARE = 0.9
"""The latest: so much of all sound. Source: judgement; the rest is heard and judged after it."""
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
    when: str
    handed_s: float
    lost_s: float
    amid: bool
    """Whether it fell between the session's first sound and its end."""
    judged: bool
    fault: str


def surroundings(home: Path) -> dict[str, str]:
    """Those of a user who has never run the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "HOTSEAT_"))}
    folders = {f"XDG_{kind}_HOME": str(home) for kind in ("DATA", "CONFIG", "CACHE")}
    path = os.pathsep.join([str(ROOT), kept.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return kept | folders | {"HOME": str(home), "NO_COLOR": "1", "PYTHONPATH": path}


def taken_up(home: Path) -> Child:
    """`hotseat resume`, at its end; what it told and said is in `told-again` and `said-again`."""
    told, said = home / "told-again", home / "said-again"
    resumed = start(
        lambda: hotseat(["resume", "--judge", "--json", "--no-open"]), surroundings(home), told, said
    )
    resumed.wait()
    return resumed


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


def unharmed(sitting: str, home: Path) -> tuple[float, int]:
    """How long it lasts and how many bytes of sound it keeps, if nobody kills it."""
    began_s = time.monotonic()
    with under_way(sitting, home) as child:
        child.wait()
    assert child.status == 0, (home / "said").read_text()
    return time.monotonic() - began_s, _kept_bytes(home)


def kill(sitting: str, home: Path, *, after_s: float | None = None, after_bytes: int = 0) -> Kill:
    """Kills it so long after its start, or once so much sound is on the disk; has judged what is left."""
    with under_way(sitting, home) as child:
        if after_s is not None:
            child.wait(after_s)
        else:
            while _kept_bytes(home) < after_bytes and not child.wait(WATCH_S):
                pass
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
    amid = sum(handed.values()) > 0 and not _ended(home)
    judged, fault = _judged(home, sitting, amid=amid)
    return Kill(
        sitting,
        f"after {after_s:.2f} s" if after_s is not None else f"at {after_bytes} bytes of sound",
        sum(handed.values()) / RATE_HZ,
        max([0, *lost.values()]) / RATE_HZ,
        amid,
        judged,
        "; ".join([*faults, *([fault] if fault else [])]),
    )


def at_random(times: int, home: Path, seed: int) -> Iterator[Kill]:
    """Kills so many sessions, two interviews to a drill, each at some moment of it.

    Seven in eight fall in mid-session, however busy the machine is: they go by the sound on the disk. One in
    eight goes by the clock, so that starts and ends have their share.
    """
    get_ready()
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    whole = {}
    for sitting in SITTINGS:
        folder = home / f"unharmed-{sitting}"
        folder.mkdir()
        whole[sitting] = unharmed(sitting, folder)
    for number in range(times):
        sitting = "drill" if number % 3 == 2 else "interview"
        length_s, kept_bytes = whole[sitting]
        folder = home / f"{number}"
        folder.mkdir()
        if by_the_clock(number):
            yield kill(sitting, folder, after_s=chance.uniform(0, length_s))
        else:
            drawn = chance.uniform(0, LATEST_SHARE) * kept_bytes
            yield kill(sitting, folder, after_bytes=max(LEAST_BYTES, int(drawn)))
        shutil.rmtree(folder)


def by_the_clock(number: int) -> bool:
    """Whether the kill of this number falls at any time, not at an amount of sound."""
    return number % 8 == 7


def _kept_bytes(home: Path) -> int:
    return sum(path.stat().st_size for path in home.glob("hotseat/sessions/*/*.wav"))


def _ended(home: Path) -> bool:
    traces = [path.read_text() for path in home.glob("hotseat/sessions/*/trace.jsonl")]
    return any('"event": "session_ended"' in trace for trace in traces)


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
    (path,) = home.glob(f"hotseat/sessions/*/{name}")
    return read_wav(path)


def read_wav(path: Path) -> np.ndarray:
    """What any program reads from the file."""
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def said_in(answers: Sequence[Path]) -> list[np.ndarray]:
    """What is said in each recording, as it is to stand in the session's own."""
    said = [np.concatenate(list(FileSource(path).chunks())) for path in answers]
    return [np.rint(np.clip(sound, -1, 1) * FULL_SCALE).astype("<i2") for sound in said]


def _changed(home: Path, handed: dict[str, int]) -> list[str]:
    """Recordings that are not, sample for sample, the beginning of what was said."""
    kept = [_on_disk(home, name) for name in handed]
    pairs = zip(kept, said_in(ANSWERS), strict=False)
    changed = [not np.array_equal(one, whole[: len(one)]) for one, whole in pairs]
    return [name for name, wrong in zip(handed, changed, strict=False) if wrong]


def _judged(home: Path, sitting: str, *, amid: bool) -> tuple[bool, str]:
    """Whether `hotseat resume` judged what there was; and what went wrong, if anything."""
    traces = [path.read_text() for path in home.glob("hotseat/sessions/*/trace.jsonl")]
    resumed = taken_up(home)
    said, told_again = (home / "said-again").read_text(), (home / "told-again").read_text()
    if "Traceback" in said:
        return False, "resume showed a traceback"
    if not amid:
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
