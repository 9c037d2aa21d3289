"""The debrief of a loop, told and kept beside the sessions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.errors import ArchiveError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.committee import Debrief


def tell(told: Debrief, desk: Desk, path: Path | None, *, as_json: bool) -> None:
    """The debrief to read, with where it is kept; or as one line of JSON."""
    from simulator.reporting import json_line
    from simulator.reporting.debrief import DebriefPage, debrief_object
    from simulator.ui.terminal import terminal_console

    if as_json:
        typer.echo(json_line(debrief_object(told)))
        return
    console = terminal_console()
    console.print(DebriefPage(told, desk.rubric.loop))
    if path:
        console.print(f"  {path}", soft_wrap=True)


def keep(told: Debrief, desk: Desk) -> Path | None:
    """Where it is now; None where nothing is kept.

    Raises:
        ArchiveError: it cannot be written.
    """
    from simulator.cli.kept import loops_folder
    from simulator.reporting import json_line
    from simulator.reporting.debrief import debrief_object

    if not desk.kept:
        return None
    path = loops_folder() / f"{told.loop}.json"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(json_line(debrief_object(told)) + "\n")
    except OSError as error:
        raise ArchiveError(
            f"{path}: the debrief cannot be written ({error.strerror}); check the folder's permissions.",
            code="archive-unwritable",
        ) from None
    return path
