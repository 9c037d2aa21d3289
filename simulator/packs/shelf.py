"""The principles of a rubric, each read when it is first asked for.

A command needs one of sixteen, and reading them all would take longer than the rest of its start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from simulator.domain.principle import Principle


class Shelf(Mapping[str, Principle]):
    """Principles by name, in the order of the alphabet.

    Looking one up raises PackError where its file is wrong; the names alone open no file.
    """

    def __init__(self, files: Mapping[str, Path], read: Callable[[str, Path], Principle]) -> None:
        self._files = dict(sorted(files.items()))
        self._read = read
        self._there: dict[str, Principle] = {}

    @property
    def files(self) -> Mapping[str, Path]:
        """Where each stands."""
        return self._files

    def __getitem__(self, name: str) -> Principle:
        if name not in self._there:
            self._there[name] = self._read(name, self._files[name])
        return self._there[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
