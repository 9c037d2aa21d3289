"""The debrief of a loop, told and kept beside the sessions."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.committee import Debrief


@dataclass(frozen=True, slots=True)
class Kept:
    """A debrief and where it is; `path` None: nowhere, and `why` says why, unless nothing is to be kept."""

    told: Debrief
    path: Path | None = None
    why: str = ""


def tell(kept: Kept, desk: Desk, *, as_json: bool) -> None:
    """The debrief to read, with where it is kept; or as one line of JSON."""
    from simulator.reporting import json_line
    from simulator.reporting.debrief import DebriefPage, debrief_object
    from simulator.ui.terminal import terminal_console

    if as_json:
        typer.echo(json_line(debrief_object(kept.told)))
    else:
        console = terminal_console()
        console.print(DebriefPage(kept.told, desk.rubric.loop))
        if kept.path:
            console.print(f"  {kept.path}", soft_wrap=True)
    if kept.why:
        typer.echo(kept.why, err=True)


def keep(told: Debrief, desk: Desk) -> Kept:
    """Keeps it under its loop's name; that becomes `name-2` and so on where another loop has it.

    What cannot be written is told all the same: the loop has been held.
    """
    from simulator.cli.kept import loops_folder
    from simulator.reporting import json_line
    from simulator.reporting.debrief import debrief_object

    if not desk.kept:
        return Kept(told)
    folder = loops_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, file = _new_file(folder, told.loop)
        told = replace(told, loop=path.stem)
        with file:
            file.write(json_line(debrief_object(told)) + "\n")
    except OSError as error:
        why = f"{folder}: the debrief cannot be written ({error.strerror}); check the folder's permissions."
        return Kept(told, why=why)
    return Kept(told, path)


def _new_file(folder: Path, name: str) -> tuple[Path, TextIO]:
    """A file for its owner alone, that nobody else has."""
    number = 1
    while True:
        path = folder / (f"{name}.json" if number == 1 else f"{name}-{number}.json")
        try:
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
        else:
            return path, os.fdopen(opened, "w", encoding="utf-8")
