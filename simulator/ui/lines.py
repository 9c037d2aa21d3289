"""Typed answers without a screen: lines from standard input, whether a terminal or a pipe.

An empty line, or the end of the input (Ctrl-D), ends an answer; `/again` on a line of its own takes it
again, `/skip` leaves a follow-up out. Reads in a thread of its own and never holds up leaving.
"""

from __future__ import annotations

import codecs
import os
import queue
import sys
import threading
from typing import TextIO

from simulator.ports import Key, Typed

COMMANDS: dict[str, Key] = {"/again": "again", "/skip": "skip"}
WAIT_S = 0.1
"""How long the session waits for a line before it looks around again. Source: the port's contract."""
BLOCK = 4096


class LineKeyboard:
    """Both what is typed and the keys of a session. `stream`: standard input by default."""

    def __init__(self, stream: TextIO | None = None) -> None:
        source = stream or sys.stdin
        # Its own: another's number may be another file's by the time that it is read.
        self._descriptor = os.dup(source.fileno())
        self._at_terminal = source.isatty()
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._peeked: list[str | None] = []
        self._answer: list[str] = []
        self._key: Key | None = None
        self._ended = False
        threading.Thread(target=self._read, name="typed lines", daemon=True).start()

    @property
    def over(self) -> bool:
        """Waits, where the input is no terminal, until it is known whether there is more."""
        if not self._at_terminal and not self._ended and not self._peeked:
            self._peeked.append(self._lines.get())
        return self._ended or (self._peeked == [None] and not self._at_terminal)

    def begin(self) -> None:
        self._answer = []

    def typed(self) -> Typed:
        try:
            line = self._peeked.pop() if self._peeked else self._lines.get(timeout=WAIT_S)
        except queue.Empty:
            return Typed("\n".join(self._answer), False)
        done = line is None
        if line is None:
            self._ended = not self._at_terminal
        elif line.strip() in COMMANDS:
            self._key = COMMANDS[line.strip()]
        elif line.strip():
            self._answer.append(line)
        else:
            done = bool(self._answer)
        return Typed("\n".join(self._answer), done)

    def pressed(self) -> Key | None:
        key, self._key = self._key, None
        return key

    def _read(self) -> None:
        """Lines as they come; None where the input ends, after which a terminal can go on."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        while True:
            try:
                block = os.read(self._descriptor, BLOCK)
            except OSError:
                block = b""
            *lines, rest = (rest + decoder.decode(block)).split("\n")
            for line in lines:
                self._lines.put(line.rstrip("\r"))
            if block:
                continue
            if rest:
                self._lines.put(rest)
                rest = ""
            # After a hang-up nothing more comes.
            self._at_terminal = self._at_terminal and os.isatty(self._descriptor)
            self._lines.put(None)
            if not self._at_terminal:
                os.close(self._descriptor)
                return
