"""`hotseat forget`: removes every trace of a session from this machine, and says what went.

What the candidate has put elsewhere, such as a page written with `--output`, is theirs and stays. The
files are unlinked, not overwritten: on today's disks that would promise more than it does.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli import kept, remembering
from simulator.errors import ArchiveError, UsageError

AGE = re.compile(r"(\d{1,4})([dw])")
DAYS = {"d": 1, "w": 7}


def forget(
    *,
    sessions: Annotated[list[str] | None, typer.Argument(help="Sessions by id or folder.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every session.")] = False,
    older_than: Annotated[
        str | None, typer.Option("--older-than", help="Sessions older than this: 30d, 8w.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Removes sessions for good: recordings, trace, pages, and their rows in the history."""
    if sum(map(bool, (sessions, everything, older_than))) != 1:
        raise UsageError(
            "Say what to forget: sessions by name, or --all, or --older-than 30d; one of the three.",
            code="forget-what",
        )
    folders = _named(sessions or (), everything=everything, older_than=older_than)
    if not folders:
        typer.echo("There is nothing to forget.")
        return
    if not yes and not sessions:
        _ask(len(folders))
    for folder in folders:
        _remove(folder)
        typer.echo(f"Forgotten: {folder.name}")
    _remove_shared(folders)
    remembering.forget([folder.name for folder in folders])


def _named(names: Sequence[str], *, everything: bool, older_than: str | None) -> tuple[Path, ...]:
    if names:
        return tuple(dict.fromkeys(_own(kept.find(name)) for name in names))
    if everything:
        place = kept.sessions_folder()
        return tuple(sorted(path for path in place.iterdir() if path.is_dir())) if place.is_dir() else ()
    before = datetime.now() - _age(older_than or "")
    return tuple(folder for folder in kept.sessions() if _began(folder) < before)


def _own(folder: Path) -> Path:
    """Only what hotseat keeps itself is removed: another folder may hold more than a session."""
    if folder.resolve().parent != kept.sessions_folder().resolve():
        raise UsageError(
            f"{folder} is not in {kept.sessions_folder()}; remove a folder that you keep elsewhere yourself.",
            code="session-elsewhere",
        )
    return folder


def _began(folder: Path) -> datetime:
    """By the folder's name; where somebody has changed that, by the last change of its trace."""
    from simulator.reporting.records import began

    return began(folder.name) or datetime.fromtimestamp((folder / kept.TRACE).stat().st_mtime)


def _age(text: str) -> timedelta:
    fits = AGE.fullmatch(text)
    if fits is None:
        raise UsageError(
            f"'{text}' is no age; write days or weeks, such as 30d or 8w.", code="forget-age-unknown"
        )
    return timedelta(days=int(fits[1]) * DAYS[fits[2]])


def _ask(count: int) -> None:
    what = "1 session" if count == 1 else f"{count} sessions"
    if not sys.stdin.isatty():
        raise UsageError(
            f"That would remove {what} for good; add --yes if you mean it.", code="forget-unconfirmed"
        )
    typer.confirm(f"Remove {what} for good?", abort=True)


def _remove(folder: Path) -> None:
    try:
        if folder.is_symlink():
            folder.unlink()  # what it leads to is not ours
        else:
            shutil.rmtree(folder)
    except OSError as error:
        raise ArchiveError(
            f"{folder}: cannot be removed ({error.strerror}); what is left of it is still there.",
            code="session-unremovable",
        ) from None


def _remove_shared(forgotten: Sequence[Path]) -> None:
    """The debriefs of their loops, and pages that may lay them beside others: those can be made again."""
    for debrief in kept.loops_folder().glob("*.json"):
        told = debrief.read_text("utf-8", "replace")
        if any(f'"{folder.name}"' in told for folder in forgotten):
            debrief.unlink()
    from simulator.cli.report import SIDE_BY_SIDE

    for folder in kept.sessions():
        (folder / SIDE_BY_SIDE).unlink(missing_ok=True)
