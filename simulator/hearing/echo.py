"""Tells the interviewer's own voice in the microphone from the candidate's, by its loudness.

While a question is asked, it learns how loudly the room gives back what is played. From then on, sound that
is clearly louder than that is somebody else: a candidate who speaks on, or answers at once. With headphones
nothing comes back and everybody is heard; before loud loudspeakers the candidate may go unheard for that
moment, but the interviewer never takes itself for the candidate.

Source: after Geigel's double-talk detector (Duttweiler, "A twelve-channel digital echo canceler", IEEE
Transactions on Communications 26, 1978), which compares with the loudest of what was lately played.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.ports import Samples, Sound

STEP_S = 0.05
"""The length of sound that one level stands for. Source: judgement; a syllable is 0.1 to 0.2 s."""
MARGIN_DB = 6.0
"""How much louder than the room's answer somebody else must be. Source: Geigel's own factor of two."""
LEARNT_S = 1.0
"""How much of a question must have been heard come back before it is relied upon. Source: judgement."""
AUDIBLE_DB = -45.0
"""What is played more softly than this teaches nothing. Source: judgement; the gaps between words."""
USUAL = 95.0
"""The percentile of what came back that counts as the room's answer. Source: judgement; nearly the loudest,
without the door that slams."""
FLOOR_DB = -100.0


class Echo:
    """One session's. Call `play` with what begins to sound, and pass every chunk through `audible`."""

    def __init__(self) -> None:
        self._played: NDArray[np.float64] = np.zeros(0)
        self._place_s = 0.0
        self._returns: list[float] = []

    def play(self, sound: Sound) -> None:
        """The interviewer begins to say this, in place of anything before."""
        step = max(1, int(STEP_S * sound.rate_hz))
        whole = np.pad(sound.samples, (0, -len(sound.samples) % step))
        self._played = _level_db(whole.reshape(-1, step))
        self._place_s = 0.0

    def hush(self) -> None:
        """The interviewer falls silent; what has sounded still rings."""
        self._played = self._played[: int(self._place_s / STEP_S) + 1]

    def audible(self, chunk: Samples, *, rings_s: float, learning: bool = False) -> Samples:
        """What of the chunk is not the interviewer: all of it, or silence of the same length.

        Args:
            chunk: mono float32 at 16 kHz, the next one.
            rings_s: how long what was played may still be heard, the delay of the devices included.
            learning: the candidate is not expected to speak.
        """
        begin_s, self._place_s = self._place_s, self._place_s + len(chunk) / SAMPLE_RATE_HZ
        first = int(max(0.0, begin_s - rings_s) / STEP_S)
        lately = self._played[first : int(self._place_s / STEP_S) + 1]
        if not len(lately) or not len(chunk):
            return chunk
        loudest_db, heard_db = float(np.max(lately)), float(_level_db(chunk[np.newaxis])[0])
        if learning and loudest_db >= AUDIBLE_DB:
            self._returns.append(heard_db - loudest_db)
        return chunk if self._is_other(heard_db, loudest_db) else np.zeros_like(chunk)

    def _is_other(self, heard_db: float, loudest_db: float) -> bool:
        if len(self._returns) * STEP_S < LEARNT_S:
            return False
        return heard_db > loudest_db + float(np.percentile(self._returns, USUAL)) + MARGIN_DB


def _level_db(rows: Samples) -> NDArray[np.float64]:
    """Root mean square of each row in dB under full scale, (n, samples) -> (n,)."""
    power = np.mean(np.square(rows, dtype=np.float64), axis=1)
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DB / 10)))
    return levels
