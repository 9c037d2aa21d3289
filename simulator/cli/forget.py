"""`hotseat forget`: removes every trace of a session from this machine, and says what went.

What the candidate has put elsewhere, such as a page written with `--output`, is theirs and stays. The
files are unlinked, not overwritten: on today's disks that would promise more than it does.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
    wanted = _wanted(sessions or (), older_than=older_than)
    if not wanted:
        typer.echo("There is nothing to forget.")
        return
    if not yes and not sessions:
        _ask(len(wanted))
    _forget(wanted)


@dataclass(frozen=True, slots=True)
class Session:
    """One that is to be forgotten. `folder` None: only the history knows it, as one that was taken in."""

    name: str
    folder: Path | None = None


def _wanted(names: Sequence[str], *, older_than: str | None) -> tuple[Session, ...]:
    """Those named, or that old, or all. One that is going on is refused by its name, and else stays."""
    if names:
        found = tuple(dict.fromkeys(map(_named, names)))
        if held := next((one for one in found if _goes_on(one)), None):
            raise UsageError(f"{_refusal(held)}.", code="session-under-way")
        return found
    found = _all() if older_than is None else _older(datetime.now() - _age(older_than))
    staying = tuple(filter(_goes_on, found))
    for one in staying:
        typer.echo(f"{_refusal(one)}, then forget it.", err=True)
    return tuple(one for one in found if one not in staying)


def _goes_on(one: Session) -> bool:
    from simulator.adapters.holding import is_held

    return one.folder is not None and is_held(one.folder)


def _refusal(one: Session) -> str:
    return f"The session '{one.name}' is going on in another window and stays; end it there first"


def _named(name: str) -> Session:
    """A session of one's own, also one whose trace has gone, or that is in the history alone.

    Only what hotseat keeps itself is removed: another folder may hold more than a session.
    """
    place = kept.sessions_folder().resolve()
    for path in ((place / name).resolve(), Path(name).resolve()):
        if path.parent == place and path.is_dir():
            return Session(path.name, path)
    if name in remembering.began():
        return Session(name)
    raise UsageError(
        f"{kept.find(name)} is not in {kept.sessions_folder()}; remove a folder that you keep elsewhere "
        "yourself.",
        code="session-elsewhere",
    )


def _all() -> tuple[Session, ...]:
    place = kept.sessions_folder()
    folders = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
    return (*(Session(path.name, path) for path in folders), *map(Session, _apart(folders)))


def _older(before: datetime) -> tuple[Session, ...]:
    folders = kept.sessions()
    apart = _apart(folders)
    return (
        *(Session(path.name, path) for path in folders if _began(path) < before),
        *(Session(name) for name, began in apart.items() if datetime.fromisoformat(began) < before),
    )


def _apart(folders: Iterable[Path]) -> dict[str, str]:
    """What the history alone knows, with when it began."""
    there = {folder.name for folder in folders}
    return {name: began for name, began in remembering.began().items() if name not in there}


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


def _forget(wanted: Iterable[Session]) -> None:
    """One after another, each with its rows, so that nothing is left of those before one that fails."""
    gone: list[str] = []
    left = iter(wanted)

    def removed() -> Iterator[str]:
        yield from tuple(gone)  # where the history proves damaged, it is asked for all of them again
        for one in left:
            if one.folder:
                with _told_plainly(one.folder):
                    _remove(one.folder)
            gone.append(one.name)
            yield one.name
            typer.echo(f"Forgotten: {one.name}")

    try:
        remembering.forget(removed)
    finally:
        if gone:
            _remove_shared(gone)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()  # what it leads to is not ours
    else:
        shutil.rmtree(folder)


def _remove_shared(forgotten: Sequence[str]) -> None:
    """The debriefs of their loops, and pages that may lay them beside others: those can be made again."""
    from simulator.cli.report import SIDE_BY_SIDE

    for debrief in kept.loops_folder().glob("*.json"):
        with _told_plainly(debrief):
            told = debrief.read_text("utf-8", "replace")
            if any(f'"{name}"' in told for name in forgotten):
                debrief.unlink()
    for folder in kept.sessions():
        with _told_plainly(folder):
            (folder / SIDE_BY_SIDE).unlink(missing_ok=True)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"{path}: cannot be removed ({error.strerror}); what is left of it is still there.",
            code="session-unremovable",
        ) from None
