"""Which sessions are under way: a lock in the session's folder, through filelock.

The system lets go of it when the program ends, however it ends; so a folder that nobody holds and that has
no end in its trace is a session that broke off. Holds nothing else and reads no trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".held"
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
