"""`kill -9` while an answer is typed, and how much of it the next start still knows."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from faulty.forked import Child, get_ready, start
from faulty.kills import surroundings, taken_up
from faulty.noted import hotseat
from faulty.outcome import Trial

LINES = tuple(
    f"I noticed {thing} was late, so I read the logs and wrote down what I found"
    for thing in ("the export", "the invoice", "the report", "the backup", "the webhook", "the import")
)
EVERY_S = 0.3
LAST_S = 1.0
"""So much of the latest typing may be lost. Source: the promise in docs/faults.md."""
TYPED = ("interview", "own", "--type", "--silent", "--plain", "--json", "--no-open", "--probes", "0")


def at_random(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """Kills so many sessions while the opening answer is written, a line each third of a second."""
    get_ready()
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    for number in range(times):
        (folder := home / f"{number}").mkdir()
        yield _killed(folder, chance.uniform(LAST_S, LAST_S + EVERY_S * len(LINES)))
        shutil.rmtree(folder)


def _killed(home: Path, after_s: float) -> Trial:
    reading, writing = os.pipe()
    told = home / "told"
    child = start(lambda: hotseat(TYPED), surroundings(home), told, home / "said", reading)
    os.close(reading)
    os.write(writing, f"{LINES[0]}\n".encode())  # nothing is asked before it is known that somebody types
    try:
        while "listening_started" not in (told.read_text() if told.exists() else ""):
            if child.wait(0.01):
                return Trial(0.0, f"it never listened: {(home / 'said').read_text()[-300:]}")
        began_s = time.monotonic()
        written = _written(writing, child, began_s + after_s)
    finally:
        child.kill()
        killed_s = time.monotonic()
        os.close(writing)
    return _judged(home, written, killed_s)


def _written(writing: int, child: Child, until_s: float) -> list[tuple[float, int]]:
    """The time of each line, and the words up to its end."""
    done = [(time.monotonic(), len(LINES[0].split()))]
    for line in LINES[1:]:
        if time.monotonic() >= until_s:
            break
        os.write(writing, f"{line}\n".encode())
        done.append((time.monotonic(), len(line.split()) + done[-1][1]))
        child.wait(min(EVERY_S, max(0.0, until_s - time.monotonic())))
    child.wait(max(0.0, until_s - time.monotonic()))
    return done


def _judged(home: Path, written: list[tuple[float, int]], killed_s: float) -> Trial:
    resumed = taken_up(home)
    lines = [json.loads(line) for line in (home / "told-again").read_text().splitlines()]
    ended = [line["transcript"]["words"] for line in lines if line["event"] == "answer_ended"]
    if resumed.status != 0 or not ended:
        return Trial(0.0, f"resume left with {resumed.status}: {(home / 'said-again').read_text()[-300:]}")
    words = " ".join(LINES).split()[: len(ended[0])]
    if [word["text"] for word in ended[0]] != words:
        return Trial(0.0, "the words are not those that were written")
    gone = [at_s for at_s, count in written if count > len(words)]
    lost_s = killed_s - gone[0] if gone else 0.0
    return Trial(lost_s, "" if lost_s <= LAST_S else f"{lost_s:.2f} s of typing are gone")
