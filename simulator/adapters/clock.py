"""The machine's clock. The only place that reads one."""

from __future__ import annotations

import sys
import time


class MonotonicClock:
    """Seconds since it was made, and `since_s` more: a session that goes on from there.

    It never goes back, whatever is done to the clock on the wall.
    """

    def __init__(self, since_s: float = 0.0) -> None:
        self._origin_s = time.monotonic() - since_s
        self._asleep_s = _asleep_s()

    def elapsed_s(self) -> float:
        return time.monotonic() - self._origin_s

    def slept_s(self) -> float:
        """0 on systems that do not tell."""
        return max(0.0, _asleep_s() - self._asleep_s)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def _asleep_s() -> float:
    """How long the machine has been asleep since it was started, by two clocks of which one stops then."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return 0.0
