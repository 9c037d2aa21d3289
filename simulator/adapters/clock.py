"""The machine's clock: seconds since it was made. The only place that reads one."""

from __future__ import annotations

import time


class MonotonicClock:
    def __init__(self) -> None:
        self._origin_s = time.monotonic()

    def elapsed_s(self) -> float:
        return time.monotonic() - self._origin_s

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
