"""How long the commands that look back take over 5,000 sessions, against the same over 50.

    .venv/bin/python benchmarks/history_speed.py [SESSIONS]

Fills two histories of its own, half of the sessions weak and half strong, as the judge really found them,
and every fourth a free answer whose story the bank has to know; then runs each command in a process of its
own, as a user would, over the many and over the few in turn, and `hotseat --version` beside them, which does
nothing but start. Prints medians, the processor time over the many, and the ratio of many to few within this
run; and what reading every trace would take instead.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.command import HOTSEAT, environment
from support.history import interview_record, opened
from support.sessions import STRONG, kept, strong_interview

from simulator.reporting.records import record_of
from simulator.reporting.traces import read_trace

RUNS = 7
FEW = 50
COMMANDS = (
    ("start alone", ["--version"]),
    ("progress", ["progress"]),
    ("progress --page", ["progress", "--page", "progress.html"]),
    ("history", ["history"]),
    ("next", ["next"]),
    ("stories bank", ["stories", "bank"]),
)


def main(sessions: int) -> None:
    with tempfile.TemporaryDirectory() as many, tempfile.TemporaryDirectory() as few:
        began = time.perf_counter()
        size_mb = _fill(Path(many), sessions)
        print(f"{sessions} sessions entered in {time.perf_counter() - began:.1f} s, {size_mb:.0f} MB")
        _fill(Path(few), FEW)
        print(f"{'':16} {'over':>6} {sessions:6}  processor  {'over':>6} {FEW:6}  ratio")
        for name, command in COMMANDS:
            _both(name, command, Path(many), Path(few))
        print(f"reading the trace of each takes {sessions * _trace_s(Path(few)):.1f} s")


def _fill(home: Path, sessions: int) -> float:
    """A history of so many sessions; its size in MB."""
    with closing(opened(home / ".local" / "share" / "hotseat", 30)) as history:
        history.add(
            interview_record(day, strong=day % 2 == 0, **({} if day % 4 else {"story": "own"}))
            for day in range(sessions)
        )
        return history.path.stat().st_size / 1e6


def _both(name: str, command: list[str], many: Path, few: Path) -> None:
    for home in (many, few):
        _run(command, home)  # what is noted once, is
    runs = [(_run(command, many), _run(command, few)) for _ in range(RUNS)]
    (wall_s, busy_s), (few_s, _) = (
        tuple(map(statistics.median, zip(*column, strict=True))) for column in zip(*runs, strict=True)
    )
    print(f"{name:16} {wall_s:11.2f} s {busy_s:8.2f} s {few_s:11.2f} s  {wall_s / few_s:5.2f}")


def _run(command: list[str], home: Path) -> tuple[float, float]:
    """How long it took on the wall, and of the processor."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(
        [HOTSEAT, *command],
        env=environment(home),
        cwd=home,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took_s, after = time.perf_counter() - began, os.times()
    busy_s = after.children_user + after.children_system - before.children_user - before.children_system
    return took_s, busy_s


def _trace_s(home: Path) -> float:
    """How long it takes to read one session's trace."""
    trace = kept(home / STRONG, strong_interview()) / "trace.jsonl"
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        record_of(STRONG, read_trace(trace))
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
