"""Processes for the speech engine, one a job, of which the next always stands by with its engine loaded.

Starting Python and an engine takes most of the time of a sentence, so it is done before the sentence is
known. Knows nothing of sentences or sounds.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import weakref
from typing import Any

from simulator.adapters import voice_process
from simulator.errors import EngineError


class Standby:
    """Runs jobs, each in a process of its own.

    A process that stands by ends by itself when its stdin closes, thus also when this program dies.

    Args:
        settings: what the engine is to be set to before the job is known.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._spare: list[subprocess.Popen[bytes]] = []
        # Called when the owner is forgotten and when the program ends, whichever comes first.
        weakref.finalize(self, _end, self._spare)

    def warm(self) -> None:
        """Sees to it that a process stands by. Never fails: what is wrong shows at the first job."""
        with self._lock:
            if self._spare and self._spare[0].poll() is not None:
                _end(self._spare)
            if not self._spare:
                try:
                    self._spare.append(self._started())
                except OSError:
                    return

    def run(self, job: dict[str, Any], timeout_s: float) -> tuple[int, Any]:
        """The job's exit status, of those in `voice_process`, and its answer.

        Raises:
            EngineError: it took longer than `timeout_s`.
        """
        try:
            process = self._taken()
        except OSError:
            return voice_process.NO_ENGINE, None
        try:
            out, _ = process.communicate(json.dumps(job).encode(), timeout=timeout_s)
        except subprocess.TimeoutExpired:
            raise EngineError(
                f"The speech engine took longer than {timeout_s:g} s; read the sentence on the screen.",
                code="voice-timeout",
            ) from None
        finally:
            _end([process])
            self.warm()
        if process.returncode != voice_process.DONE:
            return process.returncode, None
        return voice_process.DONE, json.loads(out)

    def close(self) -> None:
        with self._lock:
            _end(self._spare)

    def _taken(self) -> subprocess.Popen[bytes]:
        with self._lock:
            process = self._spare.pop() if self._spare else None
        if process and process.poll() is not None:
            _end([process])
            process = None
        return process or self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", voice_process.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # so that nothing is left to be written to a process that has ended
        )
        if process.stdin:
            with contextlib.suppress(BrokenPipeError):  # one that ended at once says why by its status
                process.stdin.write(json.dumps(self._settings).encode() + b"\n")
        return process


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ends them, whatever they are doing, and leaves none behind."""
    while processes:
        process = processes.pop()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        process.wait()
