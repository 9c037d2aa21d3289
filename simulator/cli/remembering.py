"""The history, joined: opened, caught up with the sessions' folders, mended where it is damaged.

What a session came to is entered when its command is over and the screen is given back. Whatever fails then
is one sentence: the session is kept in its folder, and the next look at the history enters it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from simulator.cli.kept import TRACE, sessions
from simulator.errors import HistoryError, HotseatError, InputError

if TYPE_CHECKING:
    from simulator.domain.record import SessionRecord
    from simulator.domain.spacing import Spacing
    from simulator.history import SqliteHistory

Answer = TypeVar("Answer")
MANY = 200
"""So many sessions take long enough to read to say so. Source: some 15 ms each."""

_held: list[Path] = []


def remember(folder: Path) -> None:
    """Notes a session that this command has held; it is entered by `enter_held`."""
    _held.append(folder)


def enter_held() -> None:
    """Enters what this command has held. Nothing that fails here undoes or spoils a session."""
    folders = [folder for folder in _held if (folder / TRACE).is_file()]
    _held.clear()
    if not folders:
        return
    try:
        with_history(lambda history: history.add(records(folders)), catching_up=False)
    except HotseatError as error:
        typer.echo(f"{error} This session is kept in its folder, and entered later.", err=True)
    except Exception as error:
        kind = type(error).__name__  # its text might hold words that the candidate said
        typer.echo(f"The history did not take this session ({kind}); it is kept in its folder.", err=True)


def with_history(work: Callable[[SqliteHistory], Answer], *, catching_up: bool = True) -> Answer:
    """Does `work` with the history, and once more where it proves damaged: it is then built again.

    Args:
        catching_up: whether sessions that it does not know, or not to their end, are entered first.

    Raises:
        HistoryError: it is locked, cannot be written, or was written by a newer hotseat.
    """
    from simulator.history import DAMAGED, put_aside
    from simulator.history.faults import told_plainly

    try:
        return _once(work, catching_up)
    except HistoryError as error:
        if error.code != DAMAGED:
            raise
    with told_plainly(place()):
        aside = put_aside(place())
    typer.echo(
        f"The history was damaged; it is put aside as {aside} and made again from the sessions' folders.",
        err=True,
    )
    return _once(work, catching_up=True)


def _once(work: Callable[[SqliteHistory], Answer], catching_up: bool) -> Answer:
    from simulator.history import SqliteHistory

    history = SqliteHistory(place(), _rules)
    try:
        if history.backup:
            typer.echo(f"The history was brought up to date; as it was, it is in {history.backup}.", err=True)
        if catching_up and (new := _unknown(history)):
            history.add(records(new))
        return work(history)
    finally:
        history.close()


def _unknown(history: SqliteHistory) -> list[Path]:
    """The sessions that it does not know, or only as they stood before they were taken up and ended.

    One that is under way is entered when it is over.
    """
    from simulator.adapters.holding import is_held
    from simulator.cli.unfinished import ended

    known, unended = history.names(), history.unended()
    new = []
    for folder in sessions():
        with suppress(OSError):
            behind = ended(folder / TRACE) if folder.name in unended else folder.name not in known
            if behind and not is_held(folder):
                new.append(folder)
    return new


def _rules() -> Spacing:
    from simulator.packs import load_spacing

    return load_spacing()


def place() -> Path:
    """Where the history is."""
    from simulator.folders import DATA_FOLDER

    return DATA_FOLDER / "history" / "history.db"


def began() -> dict[str, str]:
    """The sessions that the history knows, with when they began (ISO text)."""
    if not place().exists():
        return {}
    found = with_history(lambda history: history.outcomes(), catching_up=False)
    return {one.session: one.started for one in found}


def forget(names: Callable[[], Iterator[str]]) -> None:
    """Removes every row of sessions, each as its name is given, and whatever older copies may hold them.

    Args:
        names: gives them one after another; asked anew where the history proves damaged and is made again.

    Raises HistoryError; then some of it may still be there.
    """
    from simulator.history import remove_old
    from simulator.history.faults import told_plainly

    try:
        if place().exists():
            with_history(lambda history: history.forget(names()), catching_up=False)
        else:
            deque(names(), maxlen=0)
    finally:
        with told_plainly(place()):  # at the end: a damaged history is put aside only when it is opened
            remove_old(place())


def records(wanted: Iterable[Path]) -> Iterator[SessionRecord]:
    """The record of each session; those whose trace cannot be used are counted, and the first is named."""
    from simulator.reporting.records import record_of
    from simulator.reporting.traces import read_trace

    wanted = list(wanted)
    if len(wanted) >= MANY:
        typer.echo(f"Reading {len(wanted)} sessions; this is done once.", err=True)
    wrong: list[InputError] = []
    for folder in wanted:
        try:
            yield record_of(folder.name, read_trace(folder / TRACE))
        except InputError as error:
            wrong.append(error)
    if wrong:
        more = f" So do {len(wrong) - 1} more." if len(wrong) > 1 else ""
        typer.echo(f"One session stays out of the history: {wrong[0]}{more}", err=True)
