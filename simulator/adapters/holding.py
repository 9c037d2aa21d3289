"""Which sessions are under way: a lock in the session's folder, through filelock.

The system lets go of it when the program ends, however it ends; so a folder that nobody holds and that has
no end in its trace is a session that broke off, and one in which nothing was ever written is cleared away.
Holds nothing else and reads no trace.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".held"
FRESH_S = 60.0
"""A folder younger than this may be that of a session which begins just now, before it is held.
Source: judgement; from the folder to its lock takes milliseconds."""
WAIT_S = 2.0
"""How long a folder may be held by one who only looks. Source: judgement; looking takes a millisecond."""


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Holds a session's folder; False: another program holds it.

    Where the disk knows no locks, or the folder cannot be written, nobody can hold it, and that is True too.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=WAIT_S, poll_interval=0.05)
    except Timeout:
        yield False
        return
    except (OSError, NotImplementedError):
        yield True
        return
    try:
        yield True
    finally:
        lock.release()
        with suppress(OSError):
            (folder / LOCK).unlink(missing_ok=True)


def is_held(folder: Path) -> bool:
    """Whether a program that is running holds the folder."""
    from filelock import FileLock, Timeout

    if not (folder / LOCK).exists():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False


def clear_away(folders: Iterable[Path]) -> None:
    """Removes those that a session left when it was killed before its first event: not a byte is in them."""
    for folder in folders:
        with suppress(OSError):
            if folder.is_symlink() or time.time() - folder.stat().st_mtime < FRESH_S:
                continue
            within = list(folder.iterdir())
            if any(not path.is_file() or path.stat().st_size for path in within) or is_held(folder):
                continue
            for path in within:
                path.unlink(missing_ok=True)
            folder.rmdir()
