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
_FAULTS = (
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
    """What is not known as anything better is damage: it is mended by building the history again."""
    said = complaint.lower()
    for signs, code, mend in _FAULTS:
        if any(sign in said for sign in signs):
            return HistoryError(f"The history in {safe(str(path))}: {mend}.", code=code)
    return HistoryError(
        f"The history in {safe(str(path))} is damaged; 'hotseat history --rebuild' makes it again.",
        code=DAMAGED,
    )
