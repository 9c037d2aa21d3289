"""The recorded answers of `audio_fixtures/`, with what is known of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "audio_fixtures"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.flac")))
RATE_HZ = 16_000


@cache
def label(name: str) -> dict[str, Any]:
    """The label file of a recording, as it stands."""
    made: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return made


@cache
def samples(name: str) -> NDArray[np.int16]:
    """The recording, mono int16 at 16 kHz; do not write into it."""
    return read(FOLDER / f"{name}.flac")


def read(path: Path) -> NDArray[np.int16]:
    """The samples of a mono 16-bit file at 16 kHz, to the bit."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (RATE_HZ, 1)
        sound = np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(stream)])
    assert sound.dtype == np.int16
    return sound


def sound(name: str, start_s: float = 0.0, end_s: float | None = None) -> NDArray[np.float32]:
    """A stretch of the recording as the core hears it: float32 in [-1, 1]."""
    end = None if end_s is None else round(end_s * RATE_HZ)
    return samples(name)[round(start_s * RATE_HZ) : end].astype(np.float32) / 32768
