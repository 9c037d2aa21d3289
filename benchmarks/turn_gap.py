"""How long the candidate waits for the follow-up, and what it costs to make that wait short.

    python benchmarks/turn_gap.py                        every row, about half an hour
    python benchmarks/turn_gap.py turns                  one row or several: see ROWS
    python benchmarks/turn_gap.py turns --sessions 2     fewer interviews, for a look

The gaps are measured on the real sound path: the command itself runs in a terminal of its own on a PulseAudio
server without a sound card; recordings play into the microphone, keys are pressed, and both ends are recorded
on one clock. Prints what it does, then the table of `docs/latency.md`. Needs Linux with PulseAudio and ALSA's
way to it (`make system` installs them). Run it on a machine that does nothing else: load stands beside.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]
# The programs that are started here import the same.
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path[:2]])

from latency import offline, rows  # noqa: E402
from latency.figures import Figure, load, machine, median, table  # noqa: E402
from latency.shapes import SHAPES  # noqa: E402
from latency.wire import wired  # noqa: E402

SHORT_S, LONG_S, NAIVE_S = 30.0, 240.0, 180.0


def turns(options: argparse.Namespace) -> list[Figure]:
    with wired() as wire:
        naive_s, steps = rows.naive(wire, rows.probe_answer("influence"))
        print(f"  naive, a follow-up's answer: {naive_s:.2f} s {steps}")
        found = rows.turns(wire, options.sessions, where=options.where)
    rows.show(found)
    return rows.gap_rows(found, naive_s, "pocketsphinx")


def length(options: argparse.Namespace) -> list[Figure]:
    """Long answers against short ones, and the naive way with both; the processor while they are heard."""
    short, long = rows.answer_of(SHORT_S), rows.answer_of(LONG_S)
    with wired() as wire:
        brief = [gap for _ in range(options.rounds) for gap in rows.answer(wire, short, 2)]
        found = {short.name: brief, long.name: rows.answer(wire, long, 2 * options.rounds)}
        naive = {clip.name: rows.naive(wire, clip)[0] for clip in (short, long)}
    ours = {name: median([gap.beyond_s for gap in gaps]) for name, gaps in found.items()}
    for gaps in found.values():
        rows.show(gaps)
    ratio = ours[long.name] / ours[short.name]
    got = f"{ratio:.2f} ({ours[long.name]:.3f} s over {ours[short.name]:.3f} s, endpoint wait aside)"
    other = naive[long.name] / naive[short.name]
    against = f"{other:.1f} ({naive[long.name]:.1f} s over {naive[short.name]:.1f} s)"
    name = "gap of a 4-minute answer over that of a 30-second answer"
    return [Figure(name, got, "under 1.1", ratio < 1.1, against), rows.processor_row(found[long.name][:1])]


def naive(_options: argparse.Namespace) -> list[Figure]:
    clip = rows.answer_of(NAIVE_S)
    with wired() as wire:
        found = rows.answer(wire, clip, 3)
        theirs_s, steps = rows.naive(wire, clip)
    rows.show(found)
    print(f"  naive: {theirs_s:.2f} s {steps}")
    ours_s = median([gap.beyond_s for gap in found])
    name = "gap of a 3-minute answer, the naive way's over ours"
    got = f"{theirs_s / ours_s:.0f} times ({ours_s:.3f} s, endpoint wait aside)"
    return [Figure(name, got, "at least 20 times", theirs_s >= 20 * ours_s, f"{theirs_s:.1f} s")]


def pauses(_options: argparse.Namespace) -> list[Figure]:
    return offline.pause_rows()


def words(_options: argparse.Namespace) -> list[Figure]:
    return offline.word_rows()


def memory(options: argparse.Namespace) -> list[Figure]:
    return offline.memory_rows(options.minutes)


def whisper(options: argparse.Namespace) -> list[Figure]:
    figures: list[Figure] = []
    with wired() as wire, tempfile.TemporaryDirectory(prefix="hotseat-shapes-") as folder:
        for shape in SHAPES:
            figures += rows.whisper_rows(wire, shape, Path(folder), max(1, options.sessions // 5))
    return figures


ROWS: dict[str, Callable[[argparse.Namespace], list[Figure]]] = {
    row.__name__: row for row in (turns, length, naive, pauses, words, memory, whisper)
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all unless named")
    parser.add_argument("--sessions", type=int, default=5, help="interviews of six gaps each (5)")
    parser.add_argument("--rounds", type=int, default=3, help="30-second answers (3)")
    parser.add_argument("--minutes", type=float, default=30.0, help="length of the long session (30)")
    parser.add_argument("--where", action="store_true", help="show where the time of each gap goes")
    options = parser.parse_args()
    if unknown := set(options.rows) - set(ROWS):
        parser.error(f"no such row: {', '.join(unknown)}")
    print(machine())
    figures: list[Figure] = []
    for name in options.rows or ROWS:
        print(f"{name}: {load()}", flush=True)
        figures += ROWS[name](options)
    print(f"done: {load()}\n\n{table(figures)}")


if __name__ == "__main__":
    main()
