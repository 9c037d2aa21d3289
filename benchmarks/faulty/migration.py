"""`kill -9` while an old history is brought up to date, and what the next start finds."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from support.history import interview_record, opened

from faulty.forked import Child, start
from faulty.kills import surroundings
from faulty.noted import hotseat
from faulty.outcome import Trial
from simulator.history.migrations import NEWEST, migrate

SESSIONS = 150
"""In the old history; a migration of so many takes long enough to be hit in the middle."""
OLD_TABLES = ("sessions", "records", "verdicts", "turns", "sections", "hits")


def old_history(home: Path) -> Path:
    """A history as the first hotseat kept it."""
    with closing(opened(home / "new")) as new:
        new.add([interview_record(number) for number in range(SESSIONS)])
        made = new.path
    old = home / "old.db"
    with closing(sqlite3.connect(old)) as database, database:
        migrate(database, 1)
        database.execute("ATTACH ? AS new", (str(made),))
        for table in OLD_TABLES:
            database.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")  # noqa: S608  # our own names
    return old


def at_random(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """Looks at an old history so often, each time killed at some moment of that, and then once more."""
    import simulator.reporting.history  # noqa: F401  # loaded before, so that a child begins with the history

    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    old = old_history(home)
    length_s = _unharmed(old, home / "unharmed")
    for number in range(times):
        yield _killed(old, home / f"{number}", chance.uniform(0, length_s))
        shutil.rmtree(home / f"{number}")


def _looked_at(folder: Path) -> Child:
    work = lambda: hotseat(["history", "--all", "--json"])  # noqa: E731
    return start(work, surroundings(folder), folder / "told", folder / "said")


def _laid_out(old: Path, folder: Path) -> Path:
    place = folder / "hotseat" / "history" / "history.db"
    place.parent.mkdir(parents=True)
    shutil.copy(old, place)
    return place


def _unharmed(old: Path, folder: Path) -> float:
    _laid_out(old, folder)
    began_s = time.monotonic()
    child = _looked_at(folder)
    child.wait()
    assert child.status == 0, (folder / "said").read_text()
    return time.monotonic() - began_s


def _killed(old: Path, folder: Path, after_s: float) -> Trial:
    place = _laid_out(old, folder)
    child = _looked_at(folder)
    child.wait(after_s)
    child.kill()
    if any(place.parent.glob("*backup*")) and _step(place) < NEWEST:
        print("in mid-migration: ", end="")
    again = _looked_at(folder)
    again.wait()
    said = (folder / "said").read_text()
    if again.status != 0 or "Traceback" in said:
        return Trial(0.0, f"the next start left with {again.status}: {said[-500:]}")
    found = {json.loads(line)["session"] for line in (folder / "told").read_text().splitlines()}
    if len(found) != SESSIONS:
        return Trial(0.0, f"{len(found)} of {SESSIONS} sessions are there")
    copies = [path for path in place.parent.glob("*backup*.db") if not _whole(path)]
    return Trial(0.0, f"{copies[0].name} is no whole copy" if copies else "")


def _step(place: Path) -> int:
    """The step that is committed, read without writing anything that a crash left behind."""
    copy = place.with_name("looked-at")
    shutil.copy(place, copy)
    for ending in ("-wal", "-shm"):
        if (beside := place.with_name(place.name + ending)).exists():
            shutil.copy(beside, copy.with_name(copy.name + ending))
    with closing(sqlite3.connect(copy)) as database:
        step = int(database.execute("PRAGMA user_version").fetchone()[0])
    for path in place.parent.glob("looked-at*"):
        os.unlink(path)  # noqa: PTH108
    return step


def _whole(copy: Path) -> bool:
    with closing(sqlite3.connect(copy)) as database:
        (fine,) = database.execute("PRAGMA integrity_check").fetchone()
        (count,) = database.execute("SELECT count(*) FROM records").fetchone()
    return fine == "ok" and count == SESSIONS
