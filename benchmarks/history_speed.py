"""How long `hotseat progress` takes over 5,000 sessions, and what stands in the way of it.

    .venv/bin/python benchmarks/history_speed.py [SESSIONS]

Fills a history of its own with that many sessions, half weak and half strong, as the judge really found
them; then runs the command in a process of its own, as a user would, and `hotseat --version` beside it, which
does nothing but start. Prints the median of several runs each.
"""

from __future__ import annotations

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

RUNS = 5
COMMANDS = (
    ("start alone", ["--version"]),
    ("progress", ["progress"]),
    ("progress --page", ["progress", "--page", "progress.html"]),
    ("history", ["history"]),
    ("next", ["next"]),
)


def main(sessions: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / ".local" / "share" / "hotseat"
        began = time.perf_counter()
        with closing(opened(folder, 30)) as history:
            history.add(interview_record(day, strong=day % 2 == 0) for day in range(sessions))
            size_mb = history.path.stat().st_size / 1e6
        took_s = time.perf_counter() - began
        print(f"{sessions} sessions entered in {took_s:.1f} s, {size_mb:.0f} MB")
        for name, command in COMMANDS:
            print(f"{name:16} {_median_s(command, Path(home)):.2f} s")


def _median_s(command: list[str], home: Path) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(
            [HOTSEAT, *command], env=environment(home), cwd=home, check=True, stdout=subprocess.DEVNULL
        )
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
