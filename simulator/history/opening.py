"""Opens the database: made where there is none, stepped up where it is old, refused where it is newer.

Only its owner may read it or its folder. A damaged one is put aside under a name that says so; nothing is
ever deleted here.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from simulator.domain.wording import safe
from simulator.errors import HistoryError
from simulator.history.migrations import NEWEST, version

BUSY_S = 5.0
"""How long another process is waited for. Source: judgement; entering a session takes some 10 ms, building
thousands again holds the file for a second or two."""
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database, which belongs to it and to no other."""


def connect(path: Path, busy_s: float = BUSY_S) -> sqlite3.Connection:
    """A connection in which transactions are begun by hand. Raises HistoryError, sqlite3.Error, OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))  # SQLite's companions take its permissions
    database = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
    try:
        if (found := version(database)) > NEWEST:
            raise HistoryError(
                f"The history in {safe(str(path))} was written by a newer hotseat (step {found}, this one "
                f"knows {NEWEST}); update hotseat, or move the file away.",
                code="history-newer",
            )
        if database.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")
    except BaseException:
        database.close()
        raise
    return database


def back_up(database: sqlite3.Connection, path: Path) -> Path:
    """Copies a database that is about to be stepped up, as it is, to a free name beside it.

    It gets that name once it is whole; a copy that a crash has cut short is made over.
    """
    copy = _free(path, f"step-{version(database)}-backup")
    partial = copy.with_name(f"{copy.name}.partial")
    for ending in ("", "-journal"):
        partial.with_name(partial.name + ending).unlink(missing_ok=True)
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(partial)) as target:
        database.backup(target)
    return partial.rename(copy)


def put_aside(path: Path) -> Path:
    """Gives a damaged database a name that says so. Raises OSError."""
    aside = _free(path, "damaged")
    path.rename(aside)
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def remove_old(path: Path) -> None:
    """Removes what was put aside of the database at `path` and the backups made of it. Raises OSError."""
    for old in path.parent.glob(f"{path.stem}.*-backup*"):
        old.unlink()
    for old in path.parent.glob(f"{path.stem}.damaged*"):
        old.unlink()


def _free(path: Path, why: str) -> Path:
    """`history.damaged.db`, `history.damaged-2.db` …: the first that is not there."""
    number = 1
    while True:
        name = f"{path.stem}.{why}{'' if number == 1 else f'-{number}'}{path.suffix}"
        if not path.with_name(name).exists():
            return path.with_name(name)
        number += 1
