"""The folders that sessions are kept in: where they are, which is the latest.

A folder counts when it holds a trace. Reads no trace and writes nothing.
"""

from __future__ import annotations

from pathlib import Path

from simulator.errors import UsageError

TRACE = "trace.jsonl"


def sessions_folder() -> Path:
    """Where every session has its own folder."""
    from simulator.folders import DATA_FOLDER

    return DATA_FOLDER / "sessions"


def loops_folder() -> Path:
    """Where the debriefs of loops are, each with the names of the sessions that it tells of."""
    from simulator.folders import DATA_FOLDER

    return DATA_FOLDER / "loops"


def sessions() -> tuple[Path, ...]:
    """The folders of all sessions, in the order in which they began: they are named by the time."""
    return tuple(sorted(path.parent for path in sessions_folder().glob(f"*/{TRACE}")))


def latest() -> Path:
    """The session that began last. Raises UsageError where there is none."""
    kept = sessions()
    if not kept:
        raise UsageError(
            "There is no session yet; hold one with 'hotseat interview', or try 'hotseat demo'.",
            code="session-none",
        )
    return kept[-1]


def find(session: str) -> Path:
    """A session by its id, or by its folder. Raises UsageError where there is none of that name."""
    for folder in (sessions_folder() / session, Path(session)):
        if (folder / TRACE).is_file():
            return folder
    raise UsageError(
        f"There is no session '{session}'; name one in {sessions_folder()}, "
        f"or a folder that holds a {TRACE}.",
        code="session-unknown",
    )
