"""The candidate's keys and typed words on their way from the screen to the session's thread."""

from __future__ import annotations

import threading

from simulator.ports import Key, Typed

WAIT_S = 0.1
"""How long the session waits for a letter before it looks around again. Source: the port's contract."""


class LiveKeys:
    """Holds the last key pressed until the session asks for it."""

    def __init__(self) -> None:
        self._key: Key | None = None
        self._lock = threading.Lock()

    def press(self, key: Key) -> None:
        with self._lock:
            self._key = key

    def pressed(self) -> Key | None:
        with self._lock:
            key, self._key = self._key, None
        return key


class LiveText:
    """What stands in the box that an answer is typed into."""

    over = False

    def __init__(self) -> None:
        self._typed = Typed("", False)
        self._changed = threading.Condition()

    def begin(self) -> None:
        self.put("", done=False)

    def put(self, text: str, *, done: bool) -> None:
        """The box holds this now; `done`: and the candidate has finished."""
        with self._changed:
            self._typed = Typed(text, done)
            self._changed.notify()

    def typed(self) -> Typed:
        with self._changed:
            self._changed.wait(WAIT_S)
            return self._typed
