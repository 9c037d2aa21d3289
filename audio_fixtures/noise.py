"""The sound of a room: a fan that hums, a café that murmurs, and the same signal for the same seed.

Gives noise of a wanted level under speech; it does not speak itself (the murmur is made of utterances
that the caller hands in). Sound is mono float64 at `RATE_HZ`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000
Sound = NDArray[np.float64]

HUM_HZ = 100.0
"""The hum of a fan on a 50 Hz mains."""
ECHO_S = 0.35
"""How long the room answers. Source: judgement, a café with hard walls."""


def fan(length: int, seed: int) -> Sound:
    """Broad noise that falls 6 dB an octave, a little hum, and a slow breath in its level."""
    draw = np.random.RandomState(seed)
    spectrum = np.fft.rfft(draw.standard_normal(length))
    hz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    air = np.fft.irfft(spectrum * _slope(hz, db_per_octave=-6.0), length)
    t = np.arange(length) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * HUM_HZ * k * t + draw.uniform(0, 2 * np.pi)) / k**2 for k in (1, 2, 3))
    breath = 1 + 0.15 * np.sin(2 * np.pi * 0.13 * t + draw.uniform(0, 2 * np.pi))
    return breath * (air / _rms(air) + 0.4 * hum)


def babble(length: int, talkers: Sequence[Sound], seed: int) -> Sound:
    """A murmur: every talker goes round from a random place, across a dull and echoing room."""
    draw = np.random.RandomState(seed)
    mix = np.zeros(length)
    for talker in talkers:
        turned = np.roll(talker, draw.randint(len(talker)))
        mix += np.resize(turned, length) / _rms(talker) * draw.uniform(0.5, 1.0)
    echo = draw.standard_normal(int(ECHO_S * RATE_HZ)) * np.exp(-np.linspace(0, 6.9, int(ECHO_S * RATE_HZ)))
    size = length + len(echo)
    hz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    room = np.fft.rfft(mix, size) * np.fft.rfft(echo, size) * _slope(hz, db_per_octave=-3.0)
    murmur = np.fft.irfft(room, size)[:length]
    return murmur / _rms(murmur) + 0.3 * fan(length, seed + 1)


def under(speech: Sound, noise: Sound, spoken: NDArray[np.bool_], snr_db: float) -> Sound:
    """`speech` plus `noise`, so loud that speech stands `snr_db` above it where `spoken` is true."""
    gain = _rms(speech[spoken]) / _rms(noise) / 10 ** (snr_db / 20)
    return speech + gain * noise


def _slope(hz: NDArray[np.float64], db_per_octave: float) -> NDArray[np.float64]:
    octaves = np.log2(np.maximum(hz, 60.0) / 60.0)
    return np.where(hz < 30.0, 0.0, 10 ** (db_per_octave * octaves / 20))


def _rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))
