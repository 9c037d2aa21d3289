"""The installed command on a terminal of its own: what it writes, and keys for it."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import time
from pathlib import Path

import pytest

from support.command import HOTSEAT, environment

termios = pytest.importorskip("termios", reason="there are no pseudo-terminals on this system")
fcntl = pytest.importorskip("fcntl", reason="likewise")

CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")
SIZE = struct.pack("HHHH", 24, 80, 0, 0)


class Terminal:
    """A command in a terminal of 80 by 24: what it writes, and keys for it."""

    def __init__(self, home: Path, *arguments: str, **more: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, SIZE)
        env = environment(home, TERM="xterm-256color", **more)
        env = {name: value for name, value in env.items() if name not in ("COLUMNS", "DISPLAY")}
        self.process = subprocess.Popen(
            [HOTSEAT, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self.written = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, text: str, timeout_s: float = 240) -> None:
        """Reads on until that has been written at any time."""
        ends_s = time.monotonic() + timeout_s
        while text not in self.plain():
            assert time.monotonic() < ends_s, f"never wrote '{text}': {self.plain()[-2000:]}"
            if not self._read():
                assert text in self.plain(), f"ended without '{text}': {self.plain()[-2000:]}"
                return

    def leave(self) -> int:
        """Reads to the end; the exit status."""
        while self._read():
            pass
        return self.process.wait(120)

    def plain(self, begin: int = 0) -> str:
        """What was written, without what moves the cursor; lines run together."""
        return CODES.sub("", self.written[begin:])

    def _read(self) -> bool:
        try:
            if select.select([self._ours], [], [], 0.2)[0]:
                block = os.read(self._ours, 65_536)
                self.written += block.decode("utf-8", "replace")
                return bool(block)
        except OSError:  # the other side has closed
            return False
        return self.process.poll() is None
