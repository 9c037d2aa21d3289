"""Where a session is kept while it is held: its folder, its trace, and its name, which is when it began."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.cli.remembering import remember
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import Archive


def session_name(desk: Desk) -> str:
    """The id of a session that begins now."""
    return named_now(desk.story_id)


def named_now(what: str) -> str:
    """The name of something that begins now, after every session that there is."""
    from simulator.cli.kept import sessions_folder

    kept = [path.name for path in sessions_folder().glob("*")]
    return f"{moment(datetime.now(), kept):%Y-%m-%d_%H-%M-%S}_{what}"


def moment(now: datetime, sessions: Iterable[str]) -> datetime:
    """When a session begins: now, or just after the latest, so that sessions are in order by their ids.

    That is for a clock that was set back, as each autumn. One that was wrong by more than a day is not
    followed: it would give wrong days for ever.
    """
    began = [when for name in sessions if (when := _began(name)) and when < now + timedelta(days=1)]
    return max([now.replace(microsecond=0), *(when + timedelta(seconds=1) for when in began)])


def _began(session: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(session[:19], "%Y-%m-%d_%H-%M-%S")
    return None


def keeper(archive: Archive) -> Callable[[Event], None]:
    """Who keeps what is told in the session's trace."""
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object

    def keep(event: Event) -> None:
        if not isinstance(event, Passing):
            archive.append(json_line(trace_object(event)))

    return keep


@contextmanager
def session_archive(name: str, *, sound: bool = True, kept: bool = True) -> Iterator[tuple[Archive, str]]:
    """The session's folder and its id; it goes again where nothing came to be kept in it.

    The id is `name`, or `name-2` and so on where another session began in the same second. `kept` false: no
    folder, and the history is not told.
    """
    from simulator.adapters.archive import NullArchive, new_folder
    from simulator.cli.kept import sessions_folder

    if not kept:
        yield NullArchive(), name
        return
    folder = new_folder(sessions_folder(), name)
    try:
        with kept_in(folder, sound=sound) as archive:
            yield archive, folder.name
    finally:
        with suppress(OSError):  # not empty: something is kept
            folder.rmdir()


@contextmanager
def kept_in(folder: Path, *, sound: bool = True) -> Iterator[Archive]:
    """A folder as a session's archive, held as long as the session goes on; then the history is told of it.

    Raises:
        UsageError: another program holds it.
    """
    from simulator.adapters.archive import FolderArchive, TraceArchive
    from simulator.adapters.holding import held
    from simulator.adapters.keeping import SafeArchive
    from simulator.cli.kept import sessions_folder

    with held(folder) as mine:
        if not mine:
            raise UsageError(
                f"The session '{folder.name}' is going on in another window; end it there first.",
                code="session-under-way",
            )
        safe = SafeArchive(FolderArchive(folder))
        try:
            yield safe if sound else TraceArchive(safe)
        finally:
            if not safe.end():
                typer.echo(
                    f"What was only in memory could not be written anywhere; make room in {folder.parent}.",
                    err=True,
                )
            if folder.resolve().parent == sessions_folder().resolve():
                remember(folder)
