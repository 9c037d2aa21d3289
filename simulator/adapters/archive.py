"""Where a session is kept: its own folder, that only its owner can read.

Everything is handed to the system at once, so that a killed program loses at most the chunk in hand.
Never overwrites what is there.
"""

from __future__ import annotations

import errno
import os
import wave
from pathlib import Path

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import ArchiveError
from simulator.ports import Archive, Samples

FULL_SCALE = 32_767
TRACE = "trace.jsonl"
HEADER_BYTES = 44


class FolderArchive:
    """Keeps a session in `folder`, which is made where it is missing.

    Raises (and so do all its methods and its recordings):
        ArchiveError: the folder cannot be made or written: no permission, a full disk.
    """

    folder: Path | None
    notice: tuple[str, str] | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = self._folder = Path(folder)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise _error(self._folder, error) from None

    @property
    def place(self) -> Path:
        """The folder."""
        return self._folder

    def recording(self, name: str) -> WavRecording:
        """Begins `name.wav`; where that is taken, `name-2.wav` and so on."""
        number = 1
        while True:
            path = self._folder / (f"{name}.wav" if number == 1 else f"{name}-{number}.wav")
            try:
                return WavRecording(path)
            except FileExistsError:
                number += 1

    def append(self, line: str) -> None:
        """Adds one line to `trace.jsonl`."""
        path = self._folder / TRACE
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
                file.write(line.rstrip("\n").encode() + b"\n")
        except OSError as error:
            raise _error(path, error) from None


class WavRecording:
    """16-bit mono at 16 kHz, whose header is right after every chunk: readable after `kill -9`.

    Raises:
        FileExistsError: there is such a file already.
        ArchiveError: the file cannot be written.
    """

    path: Path | None

    def __init__(self, path: Path) -> None:
        self.path = self._path = path
        try:
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        except FileExistsError:
            raise
        except OSError as error:
            raise _error(path, error) from None
        self._failed = False
        self._samples = 0
        self._wave = _Wave(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(SAMPLE_RATE_HZ)
        try:
            self.write(np.zeros(0, np.float32))
        except ArchiveError:
            self.close()
            raise

    def write(self, samples: Samples) -> None:
        scaled = np.rint(np.clip(samples, -1.0, 1.0) * FULL_SCALE)
        try:
            if os.fstat(self._file.fileno()).st_nlink == 0:  # what is written now would be nowhere
                raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._wave.writeframes(scaled.astype("<i2").tobytes())
            self._file.flush()
        except OSError as error:
            self._failed = True
            raise _error(self._path, error) from None
        self._samples += len(samples)

    def so_far(self) -> Samples:
        """What was written, read back: also when no more can be, or the file has been taken away.

        Nothing where it cannot be read either.
        """
        size = 2 * self._samples
        try:
            if self._file.closed or not hasattr(os, "pread"):
                pcm = self._path.read_bytes()[HEADER_BYTES : HEADER_BYTES + size]
            else:
                pcm = os.pread(self._file.fileno(), size, HEADER_BYTES)
        except OSError:
            return np.zeros(0, np.float32)
        whole: Samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32)
        whole /= FULL_SCALE
        return whole

    def close(self) -> None:
        """May be called again. After a failed write it does not fail a second time."""
        if self._file.closed:
            return
        try:
            self._finish()
        except OSError as error:
            if not self._failed:
                raise _error(self._path, error) from None

    def _finish(self) -> None:
        try:
            self._wave.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


class _Wave(wave.Wave_write):
    """Goes without a word where it was never closed, as after Ctrl-C in a recording's first moment.

    The library's own would write once more then, into a file that may have gone before it, and print a
    traceback; what is on disk is whole after every chunk.
    """

    def __del__(self) -> None:
        pass


class NullArchive:
    """Keeps nothing."""

    folder: Path | None = None
    notice: tuple[str, str] | None = None

    def recording(self, name: str) -> NullRecording:  # noqa: ARG002  # the port's signature
        return NullRecording()

    def append(self, line: str) -> None:
        pass


class TraceArchive:
    """Keeps what is told and no sound, as of a candidate who types."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.append = archive.append

    @property
    def folder(self) -> Path | None:
        return self._archive.folder

    @property
    def notice(self) -> tuple[str, str] | None:
        return self._archive.notice

    def recording(self, name: str) -> NullRecording:  # noqa: ARG002  # the port's signature
        return NullRecording()


def new_folder(parent: Path, name: str) -> Path:
    """A folder of that name that nobody else has: where it is taken, `name-2` and so on.

    Raises:
        ArchiveError: it cannot be made.
    """
    number = 1
    while True:
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            if not folder.exists():  # something above it is a file
                raise _error(folder, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))) from None
            number += 1
        except OSError as error:
            raise _error(folder, error) from None
        else:
            return folder


def whole_lines(path: Path) -> None:
    """Takes off a last line of a trace that was being written when all ended, so that more can follow.

    Raises:
        ArchiveError: it cannot be written.
    """
    try:
        with path.open("r+b") as file:
            file.truncate(file.read().rfind(b"\n") + 1)
    except OSError as error:
        raise _error(path, error) from None


class NullRecording:
    path: Path | None = None

    def write(self, samples: Samples) -> None:
        pass

    def close(self) -> None:
        pass


def _error(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{path}: cannot be written ({error.strerror}); make room on the disk or allow writing there, "
        "what was written before is kept.",
        code="archive-unwritable",
    )
