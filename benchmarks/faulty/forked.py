"""The command in a process of its own, whose libraries and packs are there from the first moment.

A fresh start takes two seconds of a processor, which two hundred sessions, each killed and resumed, would
spend before anything happens. Everything that depends on the user's folders is still loaded in the child.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


def get_ready() -> None:
    """Loads what all children need."""
    import av  # noqa: F401
    import jinja2  # noqa: F401
    import onnxruntime  # noqa: F401
    import pocketsphinx  # noqa: F401
    import pydantic_settings  # noqa: F401
    import rich.console  # noqa: F401

    from simulator import judging
    from simulator.packs import load_rubric, load_story

    judging.get_ready(load_story("webhook-drop-rate"), load_rubric())


@dataclass
class Child:
    """A process under way; `status` is there once it has been waited for."""

    pid: int
    status: int | None = None

    def wait(self, at_most_s: float = 240.0) -> bool:
        """Whether it ended by itself within so long."""
        until_s = time.monotonic() + at_most_s
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() >= until_s:
                return False
            else:
                time.sleep(0.005)
        return True

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.status is None:
                os.kill(self.pid, signal.SIGKILL)
        self.wait()


def start(
    work: Callable[[], None],
    surroundings: Mapping[str, str],
    told: Path,
    said: Path,
    typed: int | None = None,
) -> Child:
    """Does the work in a child, with its output in two files, and its input from `typed` if there is one."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return Child(pid)
    status = 1
    try:
        signal.setitimer(signal.ITIMER_REAL, 0)  # the time-out of a test is its own
        for number, path in ((1, told), (2, said)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY) if typed is None else typed, 0)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode) for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        os.environ.clear()
        os.environ.update(surroundings)
        tempfile.tempdir = None  # found out about for the parent
        work()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
