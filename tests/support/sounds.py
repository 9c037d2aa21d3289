"""Sound that is no plain answer, made by numbers: hum, notes, a whisper, a second voice, and mixtures."""

from __future__ import annotations

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.ports import Samples

SCALE = (0, 2, 4, 5, 7, 9, 11, 12)
"""Semitones of a major scale."""
TRIADS = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (9, 12, 16))


def level_db(sound: Samples) -> float:
    return 10 * float(np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


def at_level(sound: Samples, db: float) -> Samples:
    """The sound with that root mean square, relative to full scale."""
    return (sound * 10 ** ((db - level_db(sound)) / 20)).astype(np.float32)


def mixed(voice: Samples, other: Samples, under_db: float) -> Samples:
    """The voice with the other sound so far under it; a negative number puts it above."""
    return (voice + at_level(other[: len(voice)], level_db(voice) - under_db)).astype(np.float32)


def mains_hum(seconds: float, hz: float = 50.0) -> Samples:
    """As a bad cable gives it: the mains and its multiples, the even ones strong."""
    at = np.arange(round(seconds * SAMPLE_RATE_HZ)) * 2 * np.pi * hz / SAMPLE_RATE_HZ
    strengths = (0.6, 1.0, 0.5, 0.4, 0.2, 0.2, 0.1)
    hum = sum(strength * np.sin(n * at + n * n) for n, strength in enumerate(strengths, start=1))
    return at_level(np.asarray(hum, np.float32), -20)


def notes(seconds: float, each_s: float, *, chords: bool = False, seed: int = 0) -> Samples:
    """A melody, or chords, of plucked notes with their overtones; a note may be a little out of tune."""
    chance = np.random.default_rng(seed)
    count, size = int(np.ceil(seconds / each_s)), round(each_s * SAMPLE_RATE_HZ)
    at = np.arange(size) / SAMPLE_RATE_HZ
    fading = np.minimum(1, at / 0.01) * np.exp(-2 * at / each_s)
    made = []
    for _ in range(count):
        steps = TRIADS[chance.integers(len(TRIADS))] if chords else (int(chance.choice(SCALE)),)
        pitches = [220 * 2 ** ((step + chance.uniform(-0.1, 0.1)) / 12) for step in steps]
        made.append(
            fading * sum(np.sin(2 * np.pi * hz * n * at) / n for hz in pitches for n in (1, 2, 3, 4, 5))
        )
    return at_level(np.concatenate(made)[: round(seconds * SAMPLE_RATE_HZ)].astype(np.float32), -20)


def whispered(voice: Samples, seed: int = 0) -> Samples:
    """The same speech without its voice: noise through the smoothed spectrum of each moment.

    What a whisper is: breath through the same mouth.
    """
    size, hop = 512, 128
    window = np.hanning(size + 1)[:-1]
    padded = np.concatenate([voice, np.zeros(size, np.float32)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop] * window
    log = np.log(np.abs(np.fft.rfft(frames, axis=1)) + 1e-4)
    cepstrum = np.fft.irfft(log, axis=1)
    cepstrum[:, 30 : size - 29] = 0  # what is finer than the mouth's own resonances: the harmonics
    shape = np.exp(np.fft.rfft(cepstrum, axis=1).real)
    noise = np.random.default_rng(seed).normal(0, 1, len(padded))
    breath = np.lib.stride_tricks.sliding_window_view(noise, size)[::hop] * window
    spoken = np.fft.irfft(np.fft.rfft(breath, axis=1) * shape, size, axis=1) * window
    out = np.zeros(len(padded))
    for place, frame in enumerate(spoken):
        out[place * hop : place * hop + size] += frame
    return at_level(out[: len(voice)].astype(np.float32), level_db(voice) - 6)


def higher(voice: Samples, semitones: float) -> Samples:
    """Another speaker: the same speech at another pitch and another size of mouth, and as much quicker."""
    ratio = 2 ** (semitones / 12)
    places = np.arange(0, len(voice) - 1, ratio)
    return np.interp(places, np.arange(len(voice)), voice).astype(np.float32)
