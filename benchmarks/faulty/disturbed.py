"""A whole interview of the real program while something is done to the place where it is kept."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from faulty.forked import get_ready, start
from faulty.kills import ANSWERS, RATE_HZ, SITTINGS, WATCH_S, read_wav, said_in, surroundings
from faulty.noted import hotseat
from faulty.outcome import Trial

CAPABILITIES = 0x20080522
"""The third version of Linux's form of them, in two words."""
OVERRIDE = 0b110
"""The superuser's two: to write and to read what is closed to it."""
Disturb = Callable[[Path], None]
"""Does something to the session's folder."""


def held(
    home: Path,
    data: Path,
    *,
    disturb: Disturb | None = None,
    at_bytes: int = 0,
    kept_out: bool = False,
    moves: bool = True,
) -> Trial:
    """An interview kept under `data`, disturbed once so much sound is there, and what is left of it.

    `moves`: whether it cannot but go on in another place.
    """
    (spare := home / "spare").mkdir(exist_ok=True)
    around = surroundings(home) | {"XDG_DATA_HOME": str(data), "TMPDIR": str(spare)}
    answers = [part for answer in ANSWERS for part in ("--answers", str(answer))]

    def work() -> None:
        if kept_out:
            _no_superuser()
        hotseat([*SITTINGS["interview"], "--silent", "--json", "--no-open", *answers])

    told, said = home / "told", home / "said"
    child = start(work, around, told, said)
    try:
        while disturb and not child.wait(WATCH_S):
            if sum(path.stat().st_size for path in _sounds(data)) >= at_bytes:
                disturb(_sounds(data)[0].parent)
                break
        child.wait()
    finally:
        child.kill()
    return _judged(child.status, told, said, moves=moves)


def _sounds(data: Path) -> list[Path]:
    return sorted(data.glob("hotseat/sessions/*/*.wav"))


def _judged(status: int | None, told: Path, said: Path, *, moves: bool) -> Trial:
    """Whether it came to its end with every sample of what was said, wherever that is kept."""
    lines = [json.loads(line) for line in told.read_text().splitlines()]
    events = [line["event"] for line in lines]
    if status != 0 or "Traceback" in said.read_text() or events[-2:] != ["closed", "session_ended"]:
        return Trial(0.0, f"it left with {status}: {said.read_text()[-500:]}")
    if moves and not {"archive-moved", "archive-in-memory"} & {line.get("code") for line in lines}:
        return Trial(0.0, "nothing befell it")
    names = [line["recording"] for line in lines if line["event"] == "listening_started"]
    kept = [read_wav(Path(lines[-1]["folder"]) / name) for name in names]
    wanted = said_in(ANSWERS)
    lost = sum(max(0, len(whole) - len(one)) for whole, one in zip(wanted, kept, strict=True))
    same = all(np.array_equal(one, whole[: len(one)]) for whole, one in zip(wanted, kept, strict=True))
    fault = (
        "" if same and not lost else f"{lost} samples are missing, the rest is {'' if same else 'not '}right"
    )
    return Trial(lost / RATE_HZ, fault)


@contextmanager
def small_disk(folder: Path, size_kb: int) -> Iterator[None]:
    """A disk of its own in that place. Raises OSError where this machine does not let one be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k,mode=700", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise OSError("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disks(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """Disks with room for part of the session, however small. Only root may make them."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    for number, size_kb in _drawn(times, home, seed, 60, 640):
        with small_disk(number / "small", size_kb):
            yield held(number, number / "small")


def taken_away(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """The session's folder removed, with all that is in it, in mid-answer."""
    for number, at_kb in _drawn(times, home, seed, 5, 360):
        yield held(number, number, disturb=shutil.rmtree, at_bytes=1024 * at_kb)


def read_only(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """The session's folder and what is in it closed to whoever holds the session."""
    for number, at_kb in _drawn(times, home, seed, 5, 560):
        yield held(number, number, disturb=_close, at_bytes=1024 * at_kb, kept_out=True)


def _no_superuser() -> None:
    """From now on a closed folder is closed to this process as well, whoever runs it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head, words = (ctypes.c_uint32 * 2)(CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(head, words):
        raise OSError(ctypes.get_errno(), "capget")
    words[0] &= ~OVERRIDE  # what is in force, and below what may be brought into force
    words[1] &= ~OVERRIDE
    if libc.capset(head, words):
        raise OSError(ctypes.get_errno(), "capset")


def _close(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)


def two_at_once(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """Two interviews kept in the same place, the second begun at some moment of the first."""
    for folder, after_ms in _drawn(times, home, seed, 0, 2000):
        trials: list[Trial] = []

        def second(_: Path, folder: Path = folder, trials: list[Trial] = trials) -> None:
            (other := folder / "other").mkdir()
            trials.append(held(other, folder, moves=False))

        trials.append(held(folder, folder, disturb=second, at_bytes=after_ms * 32, moves=False))
        yield Trial(sum(one.lost_s for one in trials), "; ".join(one.fault for one in trials if one.fault))


def _drawn(times: int, home: Path, seed: int, least: int, most: int) -> Iterator[tuple[Path, int]]:
    """A folder for each trial, and a size of its own in kilobytes."""
    get_ready()
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    for number in range(times):
        folder = home / f"{number}"
        folder.mkdir()
        yield folder, chance.randint(least, most)
        shutil.rmtree(folder, ignore_errors=True)
