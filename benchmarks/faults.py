"""Brings faults about, again and again, and writes into `docs/faults.md` how often a session survived them.

    python benchmarks/faults.py                  everything: two hours or so
    python benchmarks/faults.py kill --times 20  one kind, or several: see FAULTS

Leaves with status 1 where anything was lost that the page promises to keep.
"""

from __future__ import annotations

import argparse
import contextlib
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from faulty import disturbed, kills, microphone, migration, parts, recogniser, typed  # noqa: E402
from faulty.outcome import Outcome, Trial, outcome_of, write  # noqa: E402

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


Bring = Callable[[int, Path, int], Iterable[Trial]]
"""So many times, in that folder, with moments drawn by that seed."""


def tried(fault: str, bring_about: Bring) -> Callable[[int], Outcome]:
    def all_of_it(times: int) -> Outcome:
        with tempfile.TemporaryDirectory() as home:
            return outcome_of(fault, bring_about(times, Path(home), times))

    return all_of_it


def on_no_disk(bring_about: Callable[[int, int], Iterable[Trial]]) -> Bring:
    return lambda times, _home, seed: bring_about(times, seed)


FAULTS: dict[str, tuple[Callable[[int], Outcome], int]] = {
    "kill": (killed, 200),
    "typed": (tried("`kill -9` while an answer is typed", typed.at_random), 20),
    "migration": (tried("`kill -9` while an old history is brought up to date", migration.at_random), 50),
    "full": (tried("the disk is full", disturbed.full_disks), 20),
    "away": (tried("the session's folder is taken away", disturbed.taken_away), 20),
    "read-only": (tried("the session's folder is made read-only", disturbed.read_only), 20),
    "microphone": (tried("the microphone goes away for good", on_no_disk(parts.unplugged)), 100),
    "replugged": (tried("the microphone is unplugged and back", microphone.replugged), 10),
    "crash": (
        tried(
            "the recogniser crashes in mid-answer",
            on_no_disk(lambda times, seed: recogniser.failed(times, seed, signal.SIGKILL)),
        ),
        40,
    ),
    "hang": (
        tried(
            "the recogniser hangs in mid-answer",
            on_no_disk(lambda times, seed: recogniser.failed(times, seed, signal.SIGSTOP)),
        ),
        10,
    ),
    "voice": (tried("the voice engine hangs", on_no_disk(parts.hanging_voices)), 20),
    "sleep": (tried("the machine sleeps in mid-answer", on_no_disk(parts.asleep)), 50),
    "two": (tried("two sessions at once in one folder", disturbed.two_at_once), 10),
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
        if outcome.tried and not options.leave:
            write(PAGE, [outcome])
        failed = failed or outcome.survived < outcome.tried
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
