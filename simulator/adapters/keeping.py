"""A session that is kept whatever happens to its folder: a full disk, a folder taken away or made read-only.

What cannot be written where it belongs is written elsewhere, with all that came before it; where nothing can
be written it is held in memory, and written as soon as that has become possible. Says so, and never fails.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from simulator.adapters.archive import TRACE, FolderArchive, WavRecording
from simulator.errors import ArchiveError
from simulator.ports import Samples

Writing = Callable[[FolderArchive], None]


class SafeArchive:
    """A session's archive.

    Args:
        archive: where the session belongs.
        spare: folders in which another can be made, the best first; None: the system's for temporary files.
    """

    def __init__(self, archive: FolderArchive, spare: Sequence[Path] | None = None) -> None:
        self._home = archive
        self._archive: FolderArchive | None = archive
        self._spare = [Path(tempfile.gettempdir())] if spare is None else list(spare)
        self._left = list(self._spare)
        self._lines = _told_before(archive.place / TRACE)
        self._recordings: list[SafeRecording] = []
        self.notice: tuple[str, str] | None = None

    @property
    def folder(self) -> Path:
        """Where the session is now; the place where it belongs, while it is in memory."""
        return (self._archive or self._home).place

    def recording(self, name: str) -> SafeRecording:
        recording = SafeRecording(self, name)
        self._recordings.append(recording)
        self.in_place(lambda archive: recording.goes_to(recording.copied_to(archive)))
        return recording

    def append(self, line: str) -> None:
        self._lines.append(line)
        self.in_place(lambda archive: archive.append(line))

    def in_place(self, write: Writing) -> None:
        """Writes where the session is, or where it can go on; nowhere, while all is in memory."""
        archive = self._archive
        if archive is None:
            return
        try:
            write(archive)
        except ArchiveError:
            self._move(archive.place)

    def settle(self) -> bool:
        """Writes what is only in memory, if that has become possible. Returns whether all is kept."""
        if self._archive is None:
            self._left = [self._home.place.parent, *self._spare]
            self._move(self._home.place)
        return self._archive is not None

    def _move(self, old: Path) -> None:
        """Goes on elsewhere, with all that there is."""
        while self._left:
            place = self._left.pop(0)
            if archive := self._moved_to(place, old):
                self._archive = archive
                self.notice = (
                    "archive-moved",
                    f"{self._home.place} cannot be written any more; what you say is now kept in "
                    f"{archive.place}, with all that could be brought there.",
                )
                return
        for recording in self._recordings:
            recording.hold()
        self._archive = None
        self.notice = (
            "archive-in-memory",
            f"{self._home.place} cannot be written any more, nor can any other folder; what you say is held "
            "in memory and written at the end, if there is room by then: make room on the disk.",
        )

    def _moved_to(self, place: Path, old: Path) -> FolderArchive | None:
        try:
            made = Path(tempfile.mkdtemp(prefix=f"{self._home.place.name}_", dir=place))
        except OSError:
            return None
        copies: list[WavRecording] = []
        try:
            archive = FolderArchive(made)
            for recording in self._recordings:
                copies.append(recording.copied_to(archive))
            for line in self._lines:
                archive.append(line)
        except ArchiveError:
            for copy in copies:
                copy.close()
            shutil.rmtree(made, ignore_errors=True)
            return None
        for recording, copy in zip(self._recordings, copies, strict=True):
            recording.goes_to(copy)
        _bring(old, made)
        return archive

    def closed(self, recording: SafeRecording) -> None:
        if self.settle():
            self._recordings.remove(recording)

    def end(self) -> bool:
        """Closes recordings that a session which broke off left open, and settles; whether all is kept."""
        for recording in tuple(self._recordings):
            recording.close()
        return self.settle()


def _told_before(trace: Path) -> list[str]:
    """The whole lines of a session that is taken up again: they go wherever it goes."""
    try:
        return trace.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    except OSError:
        return []


def _bring(old: Path, new: Path) -> None:
    """Brings over the recordings that were complete before, and takes away what is in both places."""
    with suppress(OSError):
        for path in sorted(old.glob("*.wav")):
            if not (new / path.name).exists():
                shutil.copy2(path, new / path.name)
            path.unlink()
        if (new / TRACE).read_bytes().startswith((old / TRACE).read_bytes()):
            (old / TRACE).unlink()


class SafeRecording:
    """A recording of a `SafeArchive`."""

    def __init__(self, archive: SafeArchive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._file: WavRecording | None = None
        self._held: list[Samples] = []
        """What is in no file."""
        self._closed = False

    @property
    def path(self) -> Path | None:
        return self._file.path if self._file else None

    def write(self, samples: Samples) -> None:
        self._held.append(samples)
        self._archive.in_place(self._write_held)

    def close(self) -> None:
        """May be called again."""
        if self._closed:
            return
        self._closed = True
        if self._file:
            self._archive.in_place(lambda _: self._file.close() if self._file else None)
        self._archive.closed(self)

    def _write_held(self, _archive: FolderArchive) -> None:
        if self._file:
            self._file.write(np.concatenate(self._held))
            self._held.clear()

    def copied_to(self, archive: FolderArchive) -> WavRecording:
        """A file there with all of it. Raises ArchiveError, and leaves none behind that is open."""
        copy = archive.recording(self._name)
        try:
            for chunk in self.so_far():
                copy.write(chunk)
            if self._closed:
                copy.close()
        except ArchiveError:
            copy.close()
            raise
        return copy

    def goes_to(self, file: WavRecording) -> None:
        """From now on it is in this file, which holds all of it."""
        if self._file:
            self._file.close()
        self._file = file
        self._held.clear()

    def hold(self) -> None:
        """There is nowhere to write: all of it goes to memory."""
        self._held = list(self.so_far())
        if self._file:
            self._file.close()
        self._file = None

    def so_far(self) -> Sequence[Samples]:
        """All of it, wherever it is."""
        return [*([self._file.so_far()] if self._file else []), *self._held]
