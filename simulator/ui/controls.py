"""The candidate's keys at a terminal: Enter or Space = done, Esc = again, P = leave this follow-up out.

Reads single keys without blocking and gives the terminal back as it was, also when the program ends
by an error or is asked to terminate. Where standard input is no terminal there are no keys.
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from types import FrameType, TracebackType
from typing import TextIO

from simulator.ports import Key

ESCAPE = "\x1b"
ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\x1b\r\n])")
"""What arrow and function keys and Alt combinations send: not an Esc of the candidate's."""

KEYS: Mapping[str, Key] = {
    "\r": "done",
    "\n": "done",
    ESCAPE: "again",
    "p": "skip",
    "P": "skip",
    "q": "leave",
    "Q": "leave",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
}

SEQUENCE_WAIT_S = 0.03
"""How long after an Esc the rest of a sequence may still arrive. Source: judgement, slow remote shells."""


def key_in(typed: str, space: Key = "done") -> Key | None:
    """The last key that counts in what was typed, if any; `space` is what the Space bar means."""
    known = {**KEYS, " ": space}
    keys = [known[letter] for letter in ESCAPE_SEQUENCE.sub("", typed) if letter in known]
    return keys[-1] if keys else None


class NoControls:
    """Stands in where there is no keyboard: no key is ever pressed."""

    available = False
    space: Key = "done"

    def __enter__(self) -> NoControls:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def pressed(self) -> Key | None:
        return None


class Keys:
    """The keys of a terminal, between `__enter__` and `__exit__`.

    `pressed()` takes everything typed since the last call and gives the last key that counts, so one
    call before listening clears what was typed too early.
    """

    available = True

    space: Key = "done"
    """What the Space bar means."""

    def __init__(
        self, read: Callable[[], str], take: Callable[[], None], give_back: Callable[[], None]
    ) -> None:
        self._read = read
        self._take = take
        self._give_back = give_back
        self._before: object = None

    def __enter__(self) -> Keys:
        atexit.register(self._give_back)
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGTERM, self._terminated)
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()
        atexit.unregister(self._give_back)
        if self._before is not None:
            signal.signal(signal.SIGTERM, self._before)  # type: ignore[arg-type]
            self._before = None

    def pressed(self) -> Key | None:
        return key_in(self._read(), self.space)

    def _terminated(self, number: int, _: FrameType | None) -> None:
        """Gives the terminal back, then lets the signal do what it would have done."""
        self.__exit__(None, None, None)
        os.kill(os.getpid(), number)


def keys(stream: TextIO | None = None) -> Keys | NoControls:
    """The keys of `stream` (standard input by default), or none where it is no terminal of ours."""
    source = stream or sys.stdin
    try:
        usable = source is not None and source.isatty()
    except ValueError:  # closed
        usable = False
    if not usable:
        return NoControls()
    return _system_keys(source.fileno())


if sys.platform == "win32":
    import msvcrt

    def _system_keys(_: int) -> Keys | NoControls:
        return Keys(_read_windows, _nothing, _nothing)

    def _read_windows() -> str:
        typed = ""
        while msvcrt.kbhit():
            letter = msvcrt.getwch()
            if letter in "\x00\xe0":  # arrow or function key: its second half follows
                msvcrt.getwch()
            else:
                typed += letter
        return typed

    def _nothing() -> None:
        return

else:
    import select
    import termios
    import tty

    def _system_keys(descriptor: int) -> Keys | NoControls:
        try:
            before = termios.tcgetattr(descriptor)
            foreground = os.tcgetpgrp(descriptor) == os.getpgrp()
        except (termios.error, OSError):
            return NoControls()
        if not foreground:  # touching the terminal from the background would stop the program
            return NoControls()

        def give_back() -> None:
            try:
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
            except termios.error:
                return  # the terminal has gone

        def take() -> None:
            tty.setcbreak(descriptor, termios.TCSANOW)

        return Keys(lambda: _read_posix(descriptor), take, give_back)

    def _read_posix(descriptor: int) -> str:
        typed = _waiting(descriptor, 0.0)
        if typed.endswith(ESCAPE):
            typed += _waiting(descriptor, SEQUENCE_WAIT_S)
        return typed

    def _waiting(descriptor: int, wait_s: float) -> str:
        try:
            if not select.select([descriptor], [], [], wait_s)[0]:
                return ""
            return os.read(descriptor, 4096).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""  # the terminal has gone: nothing will be typed any more
