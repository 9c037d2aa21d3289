"""Recordings as a source of sound, through PyAV: any usual format, rate and number of channels.

Reads as it goes, so that three hours need no more memory than three seconds. Does not judge whether
anything is said in the recording; that is for the listener.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import AudioFileError
from simulator.ports import Samples

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.container import InputContainer

CHUNK_SAMPLES = SAMPLE_RATE_HZ // 10
CUT_SHORT = 0.95
"""Less than this share of the length that a file states is worth a word. Source: judgement; some formats only
estimate their length."""
FORMATS = "WAV, FLAC, MP3, M4A, Ogg, Opus or WebM"


class FileSource:
    """A recording, heard as a microphone would be but as fast as it can be read.

    Args:
        path: the recording.
    """

    live = False
    holdoff_s = 0.0
    notice: tuple[str, str] | None = None

    def __init__(self, path: Path) -> None:
        self._path = Path(path)
        self.name = self._path.name

    @property
    def duration_s(self) -> float | None:
        """How long the file says that it is; None where it does not say.

        Raises:
            AudioFileError: as `chunks`.
        """
        with closing(self._open()) as container:
            return container.duration / 1e6 if container.duration else None

    def check(self) -> None:
        """Looks at the file before it is its turn.

        Raises:
            AudioFileError: the file is missing, empty or not audio.
        """
        self._open().close()

    def chunks(self) -> Generator[Samples, None, None]:
        """Yields 0.1 s at a time, the last one shorter. All channels are averaged.

        A recording that is cut short or damaged gives what can be decoded of it.

        Raises:
            AudioFileError: the file is missing, empty, not audio, or nothing in it can be decoded.
        """
        with closing(self._open()) as container:
            kept: Samples = np.zeros(0, np.float32)
            heard = 0
            for decoded in _decoded(container):
                heard += len(decoded)
                kept = np.concatenate([kept, decoded])
                whole = len(kept) - len(kept) % CHUNK_SAMPLES
                yield from kept[:whole].reshape(-1, CHUNK_SAMPLES)
                kept = kept[whole:]
            if not heard:
                raise self._error("no sound in this can be decoded; record or export it again", "empty")
            if len(kept):
                yield kept
            self._compare(heard / SAMPLE_RATE_HZ, (container.duration or 0) / 1e6)

    def _compare(self, heard_s: float, said_s: float) -> None:
        if heard_s < CUT_SHORT * said_s:
            self.notice = (
                "recording-cut-short",
                f"{self._path} is cut short or damaged: {heard_s:.0f} of {said_s:.0f} seconds can be heard.",
            )

    def _open(self) -> InputContainer:
        self._check()
        import av

        try:
            # A playlist that calls itself a recording must not make the decoder fetch anything.
            container: InputContainer = av.open(
                f"file:{self._path}", options={"protocol_whitelist": "file"}, **_lenient()
            )
        except (av.FFmpegError, ValueError):
            raise self._error(f"this is no recording that can be read; use {FORMATS}", "unreadable") from None
        if not container.streams.audio:
            container.close()
            raise self._error(f"this has no sound in it; use {FORMATS}", "without-sound")
        return container

    def _check(self) -> None:
        if not self._path.exists():
            raise self._error("there is no such file; check the path", "missing")
        if not self._path.is_file():
            raise self._error("this is not a file; name the recordings in it one by one", "not-a-file")
        try:
            with self._path.open("rb") as file:
                empty = not file.read(1)
        except OSError as error:
            raise self._error(f"this cannot be opened: {error.strerror}", "unreadable") from None
        if empty:
            raise self._error("this is empty; record or export it again", "empty")

    def _error(self, what: str, code: str) -> AudioFileError:
        return AudioFileError(f"{self._path}: {what}.", code=f"audio-{code}")


def _lenient() -> dict[str, Any]:
    """What keeps a tag that is not UTF-8 from stopping everything: from PyAV 19 on, nothing is needed."""
    import av

    return {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}


def _decoded(container: InputContainer) -> Iterator[Samples]:
    """16 kHz mono sound, a decoder's frame at a time."""
    import av

    resampler, kind = None, None
    for frame in _frames(container):
        # A file may change its rate or its channels in the middle.
        if kind != (kind := (frame.sample_rate, frame.layout.name, frame.format.name)):
            yield from _flushed(resampler)
            # The channels are averaged below: ffmpeg's own mix of two equal channels exceeds 1 in floats.
            resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE_HZ)
        if resampler is not None:
            yield from map(_mono, resampler.resample(frame))
    yield from _flushed(resampler)


def _flushed(resampler: AudioResampler | None) -> Iterator[Samples]:
    yield from map(_mono, resampler.resample(None) if resampler else ())


def _frames(container: InputContainer) -> Iterator[AudioFrame]:
    """What can be decoded: damaged packets are passed over."""
    import av

    packets = container.demux(container.streams.audio[0])
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


def _mono(frame: AudioFrame) -> Samples:
    planes: Any = frame.to_ndarray()
    mono: Samples = planes.mean(axis=0, dtype=np.float32)
    return np.nan_to_num(mono, copy=False).clip(-1.0, 1.0)
