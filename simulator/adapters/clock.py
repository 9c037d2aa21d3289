"""The machine's clock. The only place that reads one."""

from __future__ import annotations

import time


class MonotonicClock:
    """Seconds since it was made, and `since_s` more: a session that goes on from there.

    It never goes back, whatever is done to the clock on the wall.
    """

    def __init__(self, since_s: float = 0.0) -> None:
        self._origin_s = time.monotonic() - since_s

    def elapsed_s(self) -> float:
        return time.monotonic() - self._origin_s

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
