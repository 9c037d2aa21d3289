"""What SQLite complains of -> one sentence that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.domain.wording import safe
from simulator.errors import HistoryError

DAMAGED, LOCKED = "history-damaged", "history-locked"

# SQLite's own words, since its error codes reach Python only from 3.11 on.
_DAMAGE = (
    *("malformed", "not a database", "could not decode"),
    *("no such table", "no such column", "has no column", "values were supplied", "already exists"),
)
"""The file is no history any more: its pages, or its tables, are not what they were."""
_FAULTS = (
    (_DAMAGE, DAMAGED, "it is damaged; 'hotseat history --rebuild' makes it again"),
    (("locked", "busy"), LOCKED, "another program holds it; end that one, or try again in a moment"),
    (("readonly", "read-only"), "history-read-only", "it cannot be written; give yourself write permission"),
    (("unable to open",), "history-unopened", "it cannot be opened; check the permissions of its folder"),
    (("full",), "history-disk-full", "the disk is full; make room and try again"),
    (("disk i/o",), "history-disk-failed", "the disk does not answer as it should; check it and try again"),
)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Raises HistoryError in place of what SQLite and the system raise."""
    try:
        yield
    except sqlite3.Error as error:
        raise fault(path, str(error)) from None
    except OSError as error:
        raise HistoryError(
            f"The history in {safe(str(path))} cannot be used ({error.strerror}); check its permissions.",
            code="history-unopened",
        ) from None


def fault(path: Path, complaint: str) -> HistoryError:
    """Only what is known as damage is called so: what is damaged is put aside, and a good one must not be."""
    said = complaint.lower()
    for signs, code, mend in _FAULTS:
        if any(sign in said for sign in signs):
            return HistoryError(f"The history in {safe(str(path))}: {mend}.", code=code)
    return HistoryError(
        f"The history in {safe(str(path))} did not take or give what was asked for; try again, or move the "
        "file away: it is made again from the sessions' folders.",
        code="history-failed",
    )
