"""The latest sound, addressed by its place in the answer. Older sound is let go of as soon as it is used."""

from __future__ import annotations

import numpy as np

from simulator.ports import Samples


class Tape:
    """Sound from sample `start` to sample `end` of an answer."""

    def __init__(self) -> None:
        self._samples: Samples = np.zeros(0, np.float32)
        self.start = 0

    @property
    def end(self) -> int:
        return self.start + len(self._samples)

    def append(self, samples: Samples) -> None:
        self._samples = np.concatenate([self._samples, samples.astype(np.float32, copy=False)])

    def read(self, begin: int, end: int) -> Samples:
        """The sound from sample `begin` up to `end`, neither of which may have been let go of."""
        assert self.start <= begin <= end <= self.end  # noqa: S101  # a fault here would lose words silently
        return self._samples[begin - self.start : end - self.start]

    def let_go_before(self, place: int) -> None:
        place = min(place, self.end)
        if place > self.start:
            self._samples = self._samples[place - self.start :]
            self.start = place

    def quietest(self, begin: int, end: int, window: int) -> int:
        """The middle of the quietest `window` samples between `begin` and `end`."""
        energy = np.square(self.read(begin, end), dtype=np.float64)
        sums = np.concatenate([[0.0], np.cumsum(energy)])
        window = min(window, end - begin)
        loudness = sums[window:] - sums[: len(sums) - window]
        return begin + int(np.argmin(loudness)) + window // 2
