"""The program as its user has it: in a terminal of its own, on the recorded wire, with its trace read."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import queue
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from latency.wire import Wire

HOTSEAT = str(Path(sys.executable).parent / "hotseat")
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
STORY = "webhook-drop-rate"
PATIENCE_S = 420.0


@dataclass
class Told:
    """One line of the trace, and when it was read."""

    line: dict[str, Any]
    at_s: float = field(default_factory=time.monotonic)


class Program:
    """`hotseat interview STORY --json` under way. Keys go to its terminal, its trace comes by a pipe."""

    def __init__(
        self, wire: Wire, home: Path, *arguments: str, command: tuple[str, ...] = (), **settings: str
    ) -> None:
        self.wire = wire
        self.trace: list[Told] = []
        self._coming: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        self._terminal, ours = pty.openpty()
        folders = {f"XDG_{kind}_HOME": str(home) for kind in ("DATA", "CONFIG", "CACHE")}
        self._errors = (home / "stderr").open("w+")
        self._process = subprocess.Popen(
            [*(command or (HOTSEAT,)), "interview", STORY, "--json", *arguments],
            env=wire.server.env | folders | settings,
            stdin=ours,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
            preexec_fn=_own_terminal,  # noqa: PLW1509  # no thread of ours holds a lock that matters there
        )
        os.close(ours)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._terminal)
        self._errors.close()

    def until(self, event: str) -> Told:
        """Reads the trace on to the next event of that name."""
        while told := self._coming.get(timeout=PATIENCE_S):
            self.trace.append(told)
            if told.line["event"] == event:
                return told
        self._errors.seek(0)
        raise RuntimeError(f"ended before {event}: {self._errors.read()}")

    def waiting(self) -> list[Told]:
        """What has come since, without waiting."""
        found = []
        while not self._coming.empty():
            if told := self._coming.get():
                found.append(told)
        self.trace += found
        return found

    def press(self, key: str = "\r") -> float:
        """Presses a key; returns the moment."""
        moment_s = time.monotonic()
        os.write(self._terminal, key.encode())
        return moment_s

    def processor_s(self) -> float:
        """Processor seconds used by the program and all that it started, up to now."""
        ticks = sum(sum(map(int, fields[11:15])) for fields in _session(self._process.pid))
        return ticks / TICKS_PER_S  # each one's own and of its ended children, user and system

    def memory_mb(self) -> float:
        """Resident memory of the program itself, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000

    def end(self) -> None:
        """Waits for the program's own end."""
        self._process.wait(PATIENCE_S)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._coming.put(Told(json.loads(line)))
        self._coming.put(None)


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _session(pid: int) -> Iterator[list[str]]:
    """`/proc/PID/stat`, from its third field on, of every process in the session that `pid` leads."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended; its parent has its time
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if fields[3] == str(pid):
                yield fields
