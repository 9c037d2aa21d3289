"""Where sound begins and ends, and where a known piece lies in a recording; places are samples."""

from __future__ import annotations

import numpy as np

from simulator.ports import Samples

RATE_HZ = 16_000
WINDOW = RATE_HZ // 200
"""5 ms: the grain in which loudness is looked at."""
FLOOR_DB = -40.0
"""Sound is what is no more than this below the loudest. Source: speech spans some 30 dB from its loudest
vowel to its softest consonant; a synthetic voice has nothing at all between its words."""


def loudness(samples: Samples) -> Samples:
    """Root mean square of each whole window."""
    whole = samples[: len(samples) // WINDOW * WINDOW].reshape(-1, WINDOW)
    return np.sqrt(np.mean(np.square(whole, dtype=np.float64), axis=1)).astype(np.float32)


def threshold(samples: Samples) -> float:
    """The loudness from which a window of this recording counts as sound."""
    levels = loudness(samples)
    return float(levels.max(initial=0.0)) * 10 ** (FLOOR_DB / 20)


def first_sound(samples: Samples, least: float) -> int | None:
    """The first sample of the first window that is louder than `least`; None where none is."""
    loud = np.flatnonzero(loudness(samples) > least)
    return int(loud[0]) * WINDOW if len(loud) else None


def last_sound(samples: Samples, least: float) -> int | None:
    """Just behind the last window that is louder than `least`."""
    loud = np.flatnonzero(loudness(samples) > least)
    return (int(loud[-1]) + 1) * WINDOW if len(loud) else None


def find(piece: Samples, recording: Samples) -> tuple[int, float]:
    """Where `piece` begins in the recording, and how alike the two are there (correlation, 0 to 1)."""
    size = 1 << (len(recording) + len(piece)).bit_length()
    product = np.fft.irfft(np.fft.rfft(recording, size) * np.conj(np.fft.rfft(piece, size)), size)
    place = int(np.argmax(product[: max(1, len(recording) - len(piece) + 1)]))
    there = recording[place : place + len(piece)]
    norm = float(np.linalg.norm(there) * np.linalg.norm(piece[: len(there)]))
    return place, float(np.dot(there, piece[: len(there)])) / norm if norm else 0.0
