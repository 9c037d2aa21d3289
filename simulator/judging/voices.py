"""Whether it was one voice, speaking aloud: by its pitch alone, from the figures of the prosody.

Two voices of like pitch, and two that speak at the same time, are not told apart here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.domain.sounding import SoundTrust
from simulator.domain.speech import Prosody, Word

WINDOW_S = 1.0
"""The pitch is taken over so long. Source: judgement; the rise and fall of a phrase evens out, and hardly
anybody takes a shorter turn."""
LEAST_VOICED_S = 0.25
"""So much voice a window's middle pitch needs. Source: judgement; two syllables."""
LEAST_WINDOWS = 8
"""With fewer windows nothing is said about voices. Source: judgement; the least answer that is judged."""
LEAST_TURN = 2
"""A second voice holds as many windows in a row; a single one may be a creak. Source: judgement."""
LEAST_SPREAD_ST = 0.7
"""No voice is taken to keep its pitch closer than this."""
LEAST_SPOKEN_S = 2.0
"""So much sound within words whispering is told by. Source: judgement; a sentence."""
FAINT_DB = 20.0
"""Frames this much below the loud ones hold no voice that could be heard: the stops within words."""

Figures = NDArray[np.float64]
Marks = NDArray[np.bool_]


def frames_of(prosody: Prosody, words: Sequence[Word]) -> Marks:
    """The frames that lie within words."""
    inside = np.zeros(len(prosody.loudness_db), bool)
    for word in words:
        inside[round(word.start_s / prosody.hop_s) : round(word.end_s / prosody.hop_s)] = True
    return inside


def whispered(prosody: Prosody, words: Sequence[Word], rules: SoundTrust) -> bool:
    """Whether the words stand out of the room without a voice in them."""
    spoken = frames_of(prosody, words)
    loudness, pitch = np.array(prosody.loudness_db), np.array(prosody.pitch_hz)
    if spoken.sum() * prosody.hop_s < LEAST_SPOKEN_S or spoken.all():
        return False
    level = float(np.percentile(loudness[spoken], 80))
    if level - float(np.percentile(loudness, 5)) < rules.stands_out_db:
        return False
    heard = spoken & (loudness > level - FAINT_DB)
    return float(np.mean(pitch[heard] > 0)) <= rules.whispered_share


def second_share(prosody: Prosody, words: Sequence[Word], rules: SoundTrust) -> float:
    """The part of the speech that the less heard of two voices holds; 0: there is one."""
    middles = np.array(list(_middles(prosody, frames_of(prosody, words))))
    if len(middles) < LEAST_WINDOWS:
        return 0.0
    high = middles > _parting(middles)
    apart = float(np.median(middles[high]) - np.median(middles[~high])) if high.any() else 0.0
    spread = max(LEAST_SPREAD_ST, *(float(np.std(middles[side])) for side in (high, ~high) if side.any()))
    if apart < rules.second_st or apart < rules.second_apart * spread:
        return 0.0
    rarer = high if 2 * int(high.sum()) <= len(high) else ~high
    return sum(length for length in _runs(rarer) if length >= LEAST_TURN) / len(rarer)


def _middles(prosody: Prosody, spoken: Marks) -> Iterator[float]:
    """The middle pitch of each window with a voice in it, in semitones."""
    pitch = np.array(prosody.pitch_hz)
    size = round(WINDOW_S / prosody.hop_s)
    for begin in range(0, len(pitch), size):
        here = slice(begin, begin + size)
        voiced = pitch[here][spoken[here] & (pitch[here] > 0)]
        if len(voiced) * prosody.hop_s >= LEAST_VOICED_S:
            yield 12 * float(np.log2(np.median(voiced)))


def _parting(middles: Figures) -> float:
    """The place that parts the figures into two groups as unlike as can be.

    Source: Otsu, "A threshold selection method from gray-level histograms", 1979.
    """
    ordered = np.sort(middles)
    count = np.arange(1, len(ordered))
    below = np.cumsum(ordered)[:-1]
    low, high = below / count, (ordered.sum() - below) / (len(ordered) - count)
    best = int(np.argmax(count * (len(ordered) - count) * np.square(high - low)))
    return float(ordered[best])


def _runs(marks: Marks) -> Iterator[int]:
    """How long each stretch of marked windows is."""
    length = 0
    for marked in [*marks.tolist(), False]:
        if marked:
            length += 1
        elif length:
            yield length
            length = 0
