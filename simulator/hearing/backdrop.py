"""What is in the sound that no voice makes: a steady offset, the hum of the mains, tones that stand still.

Mains hum is what stands at multiples of 50 or 60 Hz in every second, also where nobody speaks. The notes of
music stand still for a moment each, while a voice always glides: a peak of the spectrum that keeps its place
to a few hertz for a third of a second is no voice's. Measured in blocks of fixed size at fixed places, so
that the result does not depend on how the sound was chopped. It keeps no sound and judges nothing.

Cost: see `tests/hearing/test_backdrop.py` for how it is measured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.domain.speech import SAMPLE_RATE_HZ, Backdrop
from simulator.ports import Samples

BLOCK = 2 * SAMPLE_RATE_HZ
"""Samples measured at a time: two windows for the hum, thirty for the tones."""
MAINS_HZ = (50, 60)
HUM_LINES = 6
"""How many multiples of the mains are looked at. Source: judgement; above 300 Hz there is little hum."""
MOMENT = SAMPLE_RATE_HZ // 2
"""Of the hum, in samples: half a second, which tells 2 Hz apart. Of the four in a block the stillest counts
in each place of the spectrum, and of the blocks the middle one: there a voice pauses or has moved on."""
LINE_BINS = 2
"""How far a line reaches to each side: a Hann window's own width."""
BESIDE_BINS = (4, 9)
"""Where the spectrum beside a line is looked at, in bins from it."""
LINE_STANDS_OUT = 4.0
"""How many times the power beside it a line has. Source: measured; white noise stays below 2."""

WINDOW, HOP = 2048, 1024
"""Of the tones, in samples: 128 ms every 64 ms, which tells 8 Hz apart."""
LOWEST_HZ, HIGHEST_HZ = 80, 4000
"""Where tones are looked for: below is rumble, above little of a note's power."""
STEPS = 3
"""Over so many hops a tone must stand still: a third of a second with the window. Source: measured."""
STILL_BINS = 0.12
"""How far a tone may wander from hop to hop, in bins of 8 Hz. Source: measured, see docs/hearing.md."""
PEAK_OVER = 8.0
"""How many times the middle of its frame's spectrum a peak has. Source: judgement; leaves noise out."""
NEAR_MAINS_HZ = 3.0
MAINS_UP_TO_HZ = 1000
FLOOR_DB = -100.0

Grid = NDArray[np.float64]
Spectrum = NDArray[np.float32]
_HANN_MOMENT = np.hanning(MOMENT + 1)[:-1]
_MOMENT_BIN_HZ = SAMPLE_RATE_HZ / MOMENT
_HUM_TOP = round(HUM_LINES * max(MAINS_HZ) / _MOMENT_BIN_HZ) + BESIDE_BINS[1] + 1
_HANN = np.hanning(WINDOW + 1)[:-1]
_BIN_HZ = SAMPLE_RATE_HZ / WINDOW
_FIRST, _LAST = round(LOWEST_HZ / _BIN_HZ), round(HIGHEST_HZ / _BIN_HZ)


@dataclass(frozen=True, slots=True)
class _Block:
    total: float
    """The sum of its samples."""
    level_db: float
    still_share: float
    low: Spectrum
    """The least of its moments' power spectra, as far up as hum is looked for."""


class BackdropMeter:
    """Measures one answer. Feed it every chunk."""

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.float32)
        self._blocks: list[_Block] = []

    def feed(self, samples: Samples) -> None:
        """The next chunk, of any length: mono float32 at 16 kHz."""
        self._rest = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        while len(self._rest) >= BLOCK:
            self._blocks.append(_measured(self._rest[:BLOCK].astype(np.float64)))
            self._rest = self._rest[BLOCK:]

    def so_far(self) -> Backdrop:
        """What was measured up to now; of a last piece shorter than a block, its offset only."""
        blocks, rest = self._blocks, self._rest
        count = BLOCK * len(blocks) + len(rest)
        total = sum(block.total for block in blocks) + float(np.sum(rest, dtype=np.float64))
        hum_hz, hum_db = _hum([block.low for block in blocks])
        return Backdrop(
            block_s=BLOCK / SAMPLE_RATE_HZ,
            offset=round(total / count, 4) + 0.0 if count else 0.0,
            hum_hz=hum_hz,
            hum_db=hum_db,
            level_db=tuple(block.level_db for block in blocks),
            still_share=tuple(block.still_share for block in blocks),
        )


def _measured(sound: Grid) -> _Block:
    total = float(np.sum(sound))
    centred = sound - total / len(sound)
    level, still = _still(centred)
    return _Block(total, _decibels(level), round(still, 3), _low(centred.reshape(-1, MOMENT)))


def _low(moments: Grid) -> Spectrum:
    scale = 2 / (MOMENT * np.sum(np.square(_HANN_MOMENT)))
    power = scale * np.square(np.abs(np.fft.rfft(moments * _HANN_MOMENT, axis=1)[:, :_HUM_TOP]))
    least: Spectrum = np.min(power, axis=0).astype(np.float32)
    return least


def _hum(spectra: list[Spectrum]) -> tuple[int, float]:
    """The mains of which most sounds throughout, and its level; 0 where none does."""
    if not spectra:
        return 0, FLOOR_DB
    power = np.median(spectra, axis=0).astype(np.float64)
    hums = [sum(_line(power, hz * n) for n in range(1, HUM_LINES + 1)) for hz in MAINS_HZ]
    loudest = int(np.argmax(hums))
    return (MAINS_HZ[loudest], _decibels(hums[loudest])) if hums[loudest] > 0 else (0, FLOOR_DB)


def _line(power: Grid, hz: int) -> float:
    """What stands out of the spectrum there."""
    at = round(hz / _MOMENT_BIN_HZ)
    line = float(np.sum(power[at - LINE_BINS : at + LINE_BINS + 1]))
    near, far = BESIDE_BINS
    beside = np.concatenate([power[at - far : at - near + 1], power[at + near : at + far + 1]])
    floor = float(np.median(beside)) * (2 * LINE_BINS + 1)
    return line if line > LINE_STANDS_OUT * floor else 0.0


def _still(sound: Grid) -> tuple[float, float]:
    """The mean power of a block between the lowest and the highest tone, and the share that stands still."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    spectrum = np.fft.rfft(frames * _HANN, axis=1)[:, _FIRST - 1 : _LAST + 2]
    power = np.square(np.abs(spectrum))
    inner = power[:, 1:-1]
    scale = 2 / (WINDOW * np.sum(np.square(_HANN)))
    whole = float(np.sum(inner))
    if whole <= 0:
        return 0.0, 0.0
    there = _standing(_peaks(power))
    wide = there.copy()
    for step in (1, 2):  # a peak's own width
        wide[:, step:] |= there[:, :-step]
        wide[:, :-step] |= there[:, step:]
    frames_told = len(wide)
    told = float(np.sum(inner[:frames_told]))
    share = float(np.sum(inner[:frames_told][wide])) / told if told > 0 else 0.0
    return scale * whole / len(frames), share


def _peaks(power: Grid) -> Grid:
    """Of each frame and bin, the place of the peak there to a fraction of a bin; NaN where there is none."""
    log = np.log(np.maximum(power, 1e-20))
    left, top, right = log[:, :-2], log[:, 1:-1], log[:, 2:]
    is_peak = (
        (top > left) & (top >= right) & (top > np.median(top, axis=1, keepdims=True) + np.log(PEAK_OVER))
    )
    bend = left - 2 * top + right
    place = _FIRST + np.arange(top.shape[1]) + 0.5 * (left - right) / np.where(bend < 0, bend, -1.0)
    hz = place * _BIN_HZ
    off = np.min([np.abs(hz - mains * np.round(hz / mains)) for mains in MAINS_HZ], axis=0)
    return np.where(is_peak & ((off > NEAR_MAINS_HZ) | (hz > MAINS_UP_TO_HZ)), place, np.nan)


def _standing(places: Grid) -> NDArray[np.bool_]:
    """Where a peak keeps its place over the next `STEPS` hops, and where it has done so up to then."""
    here, after = places[:-1], places[1:]
    linked = np.zeros(here.shape, bool)
    for step in (-1, 0, 1):  # a place near a bin's edge may be told of the bin beside it
        moved = np.full_like(after, np.nan)
        moved[:, max(0, -step) : after.shape[1] - max(0, step)] = after[
            :, max(0, step) : after.shape[1] + min(0, step)
        ]
        linked |= np.abs(moved - here) <= STILL_BINS  # never true beside NaN
    runs = linked[: len(linked) - STEPS + 1].copy()
    for ahead in range(1, STEPS):
        later = linked[ahead : len(linked) - STEPS + 1 + ahead]
        runs &= _spread(later)
    there = np.zeros(places.shape, bool)
    for ahead in range(STEPS + 1):
        there[ahead : ahead + len(runs)] |= runs
    return there


def _spread(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """With the bins beside those that are marked."""
    wide: NDArray[np.bool_] = marks.copy()
    wide[:, 1:] |= marks[:, :-1]
    wide[:, :-1] |= marks[:, 1:]
    return wide


def _decibels(power: float) -> float:
    return round(max(FLOOR_DB, 10 * float(np.log10(max(power, 1e-12)))), 1)
