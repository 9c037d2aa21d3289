"""Sound for tests: answers in words, recordings in files."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.ports import AudioSource, Samples

AUDIO = Path(__file__).parent.parent / "audio"
JFK = AUDIO / "jfk.flac"
JFK_S = 11.0


def everything(source: AudioSource) -> Samples:
    """All that a source gives, in one piece."""
    return np.concatenate([np.zeros(0, np.float32), *source.chunks()])


def words_every(gap_s: float, count: int, *, start_s: float = 1.0, length_s: float = 0.3) -> tuple[Word, ...]:
    """`w0 w1 w2 …`, each `length_s` long, with `gap_s` of silence between."""
    starts = [start_s + place * (length_s + gap_s) for place in range(count)]
    return tuple(Word(f"w{place}", start, start + length_s, 0.9) for place, start in enumerate(starts))


def write_wav(
    path: Path, samples: Samples, rate_hz: int = SAMPLE_RATE_HZ, channels: int = 1, width: int = 2
) -> Path:
    """PCM of 8 or 16 bits; every channel the same."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        spread = np.repeat(samples, channels)
        if width == 1:
            file.writeframes((spread * 127 + 128).astype(np.uint8).tobytes())
        else:
            file.writeframes((spread * 32767).astype("<i2").tobytes())
    return path


def read_wav(path: Path) -> tuple[Samples, int]:
    """16-bit PCM, the first channel, by the standard library alone."""
    with wave.open(str(path), "rb") as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")[:: file.getnchannels()]
        return frames.astype(np.float32) / np.float32(32768), file.getframerate()


def encode(path: Path, samples: Samples, codec: str, rate_hz: int = 48_000, layout: str = "mono") -> Path:
    """The samples (16 kHz mono) in another format, rate and number of channels."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz, layout=layout)
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate_hz, frame_size=960)
        for piece in _encodable([frame, None], resampler):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


def _encodable(
    frames: Iterable[av.AudioFrame | None], resampler: av.AudioResampler
) -> Iterable[av.AudioFrame]:
    for frame in frames:
        yield from resampler.resample(frame)


def loudness(samples: Samples, window_s: float = 0.1) -> Samples:
    """Root mean square, a window at a time."""
    size = int(window_s * SAMPLE_RATE_HZ)
    whole = samples[: len(samples) // size * size].reshape(-1, size)
    return np.sqrt(np.mean(np.square(whole), axis=1)).astype(np.float32)
