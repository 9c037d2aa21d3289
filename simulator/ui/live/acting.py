"""A thread that the session runs in, which can be broken off as Ctrl-C breaks off a program.

Whatever ends the work is handed over, never lost and never printed.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable

Ended = Callable[[BaseException | None], None]


class Acting(threading.Thread):
    """Runs `work`; `ended` is told what broke it off, or None. Never keeps the program from leaving."""

    def __init__(self, work: Callable[[], None], ended: Ended) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._ended = ended

    def run(self) -> None:
        fault: BaseException | None = None
        try:
            try:
                self._work()
            except BaseException as error:  # handed over, whatever it is
                fault = error
        except KeyboardInterrupt as error:  # it came too late to break anything off
            fault = fault or error
        self._ended(fault)

    def interrupt(self) -> None:
        """Raises KeyboardInterrupt in the thread, at the next step that it takes."""
        if self.ident and self.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self.ident), ctypes.py_object(KeyboardInterrupt)
            )
