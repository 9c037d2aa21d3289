"""A recogniser in a process of its own, which is started anew when it crashes or hangs.

What had been fed to it is fed again, so that no word is lost; the interview goes on meanwhile, since the
scribe's thread does the waiting. It recognises nothing itself and never gives up a recogniser for being slow.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.errors import EngineError, HotseatError, ModelError
from simulator.ports import Samples, Transcriber, TranscriptionSession

HANGS_AFTER_S = 10.0
"""A request that takes longer than this and the length of its sound together hangs. Source: judgement; twice
what the slowest recogniser needs that a candidate would not have changed for a lighter one."""
LOADS_WITHIN_S = 60.0
"""Source: judgement; a small.en takes 1 s from a fast disk."""
ATTEMPTS = 3
"""How often a stretch is tried. Source: judgement; what fails three times does not fail by chance."""

Failure = tuple[type[HotseatError], str, str]


class WorkerTranscriber:
    """A recogniser as a process.

    Args:
        make: loads the recogniser, in the process; a function that can be pickled.
        hangs_after_s: see `HANGS_AFTER_S`.

    Raises:
        EngineError, ModelError: as `make`.
    """

    def __init__(self, make: Callable[[], Transcriber], hangs_after_s: float = HANGS_AFTER_S) -> None:
        self._make = make
        self._workers: list[Worker] = []
        self._numbers = count()
        self._left: list[int] = []
        self.hangs_after_s = hangs_after_s
        self.notice: tuple[str, str] | None = None
        # Called when nobody needs it any more and when the program ends, whichever comes first.
        weakref.finalize(self, _end, self._workers)
        self.name = self.worker().name

    def session(self) -> WorkerSession:
        """A new stretch of speech. One that is never finished costs nothing."""
        return WorkerSession(self, next(self._numbers), self._left.append)

    def worker(self) -> Worker:
        """The process that stands ready."""
        if not self._workers:
            self._workers.append(Worker(self._make))
        while self._left:
            self._workers[0].left.append(self._left.pop())
        return self._workers[0]

    def give_up(self, why: str) -> None:
        """The process has crashed or hangs: the next request starts another."""
        _end(self._workers)
        self.notice = (
            "recogniser-restarted",
            f"The recogniser {why} and was started again; it goes on with what was recorded meanwhile.",
        )


class WorkerSession:
    """One stretch of speech, written down by whichever process stands ready."""

    def __init__(self, owner: WorkerTranscriber, number: int, left: Callable[[int], None]) -> None:
        self._owner = owner
        self._number = number
        self._sound: list[Samples] = []
        self._fed = 0
        self._at: Worker | None = None
        weakref.finalize(self, left, number)

    def feed(self, samples: Samples) -> None:
        """Raises EngineError when no attempt succeeds; so do the others."""
        self._sound.append(samples)
        self._ask(None)

    def so_far(self) -> tuple[Word, ...]:
        return self._ask("so_far")

    def finish(self) -> tuple[Word, ...]:
        return self._ask("finish")

    def _ask(self, kind: str | None) -> tuple[Word, ...]:
        for _ in range(ATTEMPTS):
            try:
                return self._asked_of(self._owner.worker(), kind)
            except TimeoutError:
                self._owner.give_up("did not answer any more")
            except (EOFError, OSError):
                self._owner.give_up("broke down")
        raise EngineError(
            f"The recogniser failed {ATTEMPTS} times on the same stretch of sound; the recording is kept.",
            code="recogniser-failed",
        )

    def _asked_of(self, worker: Worker, kind: str | None) -> tuple[Word, ...]:
        if self._at is not worker:
            self._at, self._fed = worker, 0
        limit_s = self._owner.hangs_after_s + sum(map(len, self._sound)) / SAMPLE_RATE_HZ
        if rest := self._sound[self._fed :]:
            worker.ask("feed", self._number, np.concatenate(rest), limit_s)
            self._fed = len(self._sound)
        words: tuple[Word, ...] = worker.ask(kind, self._number, None, limit_s) if kind else ()
        return words


class Worker:
    """One process. Raises TimeoutError where it hangs, EOFError or OSError where it is gone."""

    def __init__(self, make: Callable[[], Transcriber]) -> None:
        system = multiprocessing.get_context("spawn")
        self._line, theirs = system.Pipe()
        self._process: BaseProcess = system.Process(target=serve, args=(make, theirs), daemon=True)
        with _numbered_stderr():
            self._process.start()
        theirs.close()
        self.left: list[int] = []
        """Sessions that nobody will ask about any more."""
        try:
            self.name = str(self._answer(LOADS_WITHIN_S))
        except (TimeoutError, EOFError, OSError):
            self.end()
            raise EngineError(
                "The recogniser cannot be started; run 'pip install --force-reinstall pocketsphinx "
                "faster-whisper'.",
                code="recogniser-unloadable",
            ) from None
        except HotseatError:
            self.end()
            raise

    def ask(self, kind: str, number: int, samples: Samples | None, limit_s: float) -> Any:
        left, self.left = self.left, []
        self._line.send((kind, number, samples, left))
        return self._answer(limit_s)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._line.close()

    def _answer(self, limit_s: float) -> Any:
        if not self._line.poll(limit_s):
            raise TimeoutError
        failure, value = self._line.recv()
        if failure:
            kind, message, code = failure
            raise kind(message, code=code)
        return value


@contextmanager
def _numbered_stderr() -> Iterator[None]:
    """Gives the system's library our real standard error, which it hands on to a process by its number.

    What a screen puts in its place, while it draws there, has none.
    """
    shown, real = sys.stderr, sys.__stderr__
    sys.stderr = real or shown
    try:
        yield
    finally:
        sys.stderr = shown


def _end(workers: list[Worker]) -> None:
    while workers:
        workers.pop().end()


def serve(make: Callable[[], Transcriber], line: Connection) -> None:
    """The life of the process: ends when the other side does, however that ends.

    What its library raises ends it too, without a word: a traceback would go over the screen, and
    may hold what the candidate said. The other side finds nobody there, and starts another.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's, which ends this one
    sessions: dict[int, TranscriptionSession] = {}
    try:
        transcriber = make()
        line.send((None, transcriber.name))
        while True:
            kind, number, samples, left = line.recv()
            for gone in left:
                sessions.pop(gone, None)
            if number not in sessions:
                sessions[number] = transcriber.session()
            session = sessions[number]
            line.send(_carried_out(session, kind, samples))
            if kind == "finish":
                del sessions[number]
    except (EngineError, ModelError) as error:
        with suppress(OSError):
            line.send((_told(error), None))
    except Exception:
        return


def _carried_out(
    session: TranscriptionSession, kind: str, samples: Samples | None
) -> tuple[Failure | None, tuple[Word, ...]]:
    try:
        if samples is not None:
            session.feed(samples)
            return None, ()
        return None, session.finish() if kind == "finish" else session.so_far()
    except EngineError as error:
        return _told(error), ()


def _told(error: HotseatError) -> Failure:
    return type(error), str(error), error.code
