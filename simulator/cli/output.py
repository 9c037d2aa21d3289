"""A file that somebody asked for by name: written for its owner alone, and whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simulator.errors import ArchiveError, UsageError


def write_output(path: Path, pieces: Iterable[str]) -> None:
    """Writes the pieces one after another; a file that is there is replaced when the new one is whole.

    Raises:
        UsageError: it has no name, as `.` and `/` have none.
        ArchiveError: it cannot be written.
    """
    if not path.name:
        raise UsageError(f"{path} is a folder; give the name of a file in it.", code="output-folder")
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
        ) as file:
            file.writelines(pieces)
        part.replace(path)
    except OSError as error:
        raise ArchiveError(
            f"{path}: it cannot be written ({error.strerror}); choose another place.",
            code="output-unwritable",
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()
