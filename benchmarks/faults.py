"""Brings faults about, again and again, and writes into `docs/faults.md` how often a session survived them.

    python benchmarks/faults.py                  everything: an hour or two
    python benchmarks/faults.py kill --times 20  one kind, or several: see FAULTS

Leaves with status 1 where anything was lost that the page promises to keep.
"""

from __future__ import annotations

import argparse
import contextlib
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from faulty import kills, recogniser  # noqa: E402
from faulty.outcome import Outcome, write  # noqa: E402

PAGE = ROOT / "docs" / "faults.md"


def killed(times: int) -> Outcome:
    tried = survived = amid = judged = strayed = 0
    lost_s = 0.0
    # Ctrl-C leaves it at what was tried.
    with tempfile.TemporaryDirectory() as home, contextlib.suppress(KeyboardInterrupt):
        for done in kills.at_random(times, Path(home), seed=times):
            tried += 1
            survived += not done.fault
            judged += done.judged
            amid += done.amid
            strayed += not done.amid and not kills.by_the_clock(tried - 1)
            lost_s = max(lost_s, done.lost_s)
            print(f"{tried}: {done}", flush=True)
    print(f"{amid} of {tried} were in mid-session, {strayed} missed it, {judged} were judged by resume")
    return Outcome("`kill -9` at a moment of chance in an interview or a drill", tried, survived, lost_s)


def recogniser_failed(times: int) -> Outcome:
    return Outcome(
        "the recogniser crashes or hangs in mid-answer", times, recogniser.survived(times, seed=times), 0.0
    )


FAULTS: dict[str, tuple[Callable[[int], Outcome], int]] = {
    "kill": (killed, 200),
    "recogniser": (recogniser_failed, 50),
}
"""What brings it about, and how often it is tried."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("faults", nargs="*", help=", ".join(FAULTS))
    parser.add_argument("--times", type=int, help="how often, in place of the usual number")
    parser.add_argument("--leave", action="store_true", help="leave the page as it is")
    options = parser.parse_args()
    failed = False
    for name in options.faults or FAULTS:
        bring_about, usual = FAULTS[name]
        outcome = bring_about(options.times or usual)
        print(outcome.row, flush=True)
        if not options.leave:
            write(PAGE, [outcome])
        failed = failed or outcome.survived < outcome.tried
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
