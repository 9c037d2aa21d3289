"""Where the shipped packs and recordings are, in a checkout and in an installed copy alike.

In a checkout they stand beside the package, in a wheel inside it (`force-include` in `pyproject.toml`).
It never looks anywhere else, least of all in the working folder.
"""

from __future__ import annotations

from pathlib import Path

import simulator
from simulator.errors import PackError


def resource_folder(name: str, package: Path | None = None) -> Path:
    """The folder `name` (`prompts` or `audio_fixtures`) that came with the program.

    Args:
        name: the folder's name.
        package: where the package `simulator` is; by default where this one was imported from.

    Raises:
        PackError: this copy of the program came without it.
    """
    home = package or Path(simulator.__file__).parent
    for folder in (home / name, home.parent / name):
        if folder.is_dir():
            return folder
    raise PackError(
        f"The folder '{name}' that belongs to hotseat is missing from {home}; install hotseat again.",
        code="resources-missing",
    )
