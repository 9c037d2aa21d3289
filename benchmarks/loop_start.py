"""Whether a loop of five questions starts as fast as one interview, until its first question is there.

    .venv/bin/python benchmarks/loop_start.py [RUNS]

Starts both in turn, as a user would: once with answers that are typed, once with recorded ones. Stops the
clock when the first question is told, and the program with it. Prints the medians and the ratio of the two
within this run; about 1 is what is wanted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.command import HOTSEAT, environment  # noqa: E402

RUNS = 9
SINGLE = ("interview", "--principle", "customer-obsession", "--silent", "--json")
LOOP = (
    *("interview", "--loop", "--silent", "--json", "--principles"),
    "customer-obsession,dive-deep,bias-for-action,earn-trust,frugality",
)
ANSWER = ROOT / "audio_fixtures" / "demo-opening.flac"
MANNERS = {"typed": ("--type",), "recorded": ("--answers", str(ANSWER))}


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        for name, manner in MANNERS.items():
            for command in (SINGLE, LOOP):
                _until_asked_s([*command, *manner], Path(home))  # files and caches are warm afterwards
            pairs = [
                (_until_asked_s([*SINGLE, *manner], Path(home)), _until_asked_s([*LOOP, *manner], Path(home)))
                for _ in range(runs)
            ]
            one_s, loop_s = map(statistics.median, zip(*pairs, strict=True))
            print(f"{name:10} one {one_s:.2f} s, five {loop_s:.2f} s, ratio {loop_s / one_s:.2f}")


def _until_asked_s(command: list[str], home: Path) -> float:
    """From the start of the command to its first question."""
    began = time.perf_counter()
    with subprocess.Popen(
        [HOTSEAT, *command],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as held:
        assert held.stdout
        asked = any(json.loads(line)["event"] == "asked" for line in held.stdout)
        took_s = time.perf_counter() - began
        held.kill()
    assert asked, "it ended before it asked"
    return took_s


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
