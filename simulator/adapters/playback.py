"""A sound on its way out, taken block by block from within the device's callback.

Knows neither device nor library: it is told how long a block will be under way. The callback's side never
waits for anything, and the caller's side never touches the sound.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

import numpy as np

from simulator.errors import DeviceError
from simulator.ports import Samples

LOOK_S = 0.1
"""How often one who waits looks whether the output is still there. Source: judgement."""
FADE_S = 0.005
"""Over how long a sound that is stopped dies away. Source: judgement; the shortest that does not click."""


class StreamPlayback:
    """One sound.

    Args:
        samples: mono, at the device's rate.
        rate_hz: the device's rate.
        check: raises DeviceError when the output has failed.
    """

    def __init__(self, samples: Samples, rate_hz: int, check: Callable[[], None]) -> None:
        self._samples = samples
        self._rate_hz = rate_hz
        self._check = check
        self._place = 0
        self._stopped = False
        self._ends_s = 0.0
        self._handed_out = threading.Event()
        if not len(samples):
            self._handed_out.set()

    def fill(self, out: Samples, delay_s: float) -> None:
        """Fills a block, shape (frames, channels), the same on all channels; silence after the end.

        Args:
            out: where the sound goes.
            delay_s: how long from now until the block's first sample is heard.
        """
        if self._handed_out.is_set():
            out.fill(0)
            return
        stopped = self._stopped
        frames = min(len(out), int(FADE_S * self._rate_hz)) if stopped else len(out)
        part = self._samples[self._place : self._place + frames]
        self._place += len(part)
        if stopped:
            part = part * np.linspace(1, 0, len(part), dtype=np.float32)
        out[: len(part)] = part[:, np.newaxis]
        out[len(part) :] = 0
        if stopped or self._place == len(self._samples):
            self._ends_s = time.monotonic() + delay_s + len(part) / self._rate_hz
            self._handed_out.set()

    @property
    def playing(self) -> bool:
        if self._stopped:
            return False
        self._check()
        return not self._handed_out.is_set() or time.monotonic() < self._ends_s

    def wait(self) -> None:
        try:
            while not self._handed_out.wait(LOOK_S) and self.playing:
                pass
            while self.playing:
                time.sleep(min(LOOK_S, max(0.0, self._ends_s - time.monotonic())))
        except KeyboardInterrupt:
            with contextlib.suppress(DeviceError):
                self.stop()
            raise

    def stop(self) -> None:
        already, self._stopped = self._stopped, True
        if not already:
            self._check()

    def let_go(self, lead_out_s: float) -> float:
        """Stops it, as the output is to be closed; the seconds to wait so that none of its end is lost."""
        complete = self._handed_out.is_set() and not self._stopped
        self._stopped = True
        return self._ends_s + lead_out_s - time.monotonic() if complete else 0.0
