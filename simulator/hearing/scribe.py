"""The scribe: stretches of speech are written down one after another, in one thread, while others speak.

Orders are carried out in the order given. A stretch that is not begun when the scribe is relieved is
written down by the one who relieves: nothing is dropped. Decides nothing about where stretches end.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from simulator.domain.speech import Word
from simulator.errors import EngineError, HotseatError
from simulator.ports import Samples, Transcriber, TranscriptionSession

Result = TypeVar("Result")


class AtOnce(Executor):
    """Carries out an order while it is given: for recordings, and for tests on virtual time."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except HotseatError as error:
            future.set_exception(error)
        return future


class Scribe:
    """One recogniser at a time, and the thread in which it works.

    Args:
        transcriber: the recogniser, loaded.
        executor: one thread (`ThreadPoolExecutor(1)`), or None to work while the caller waits.
    """

    def __init__(self, transcriber: Transcriber, executor: Executor | None = None) -> None:
        self._transcriber = transcriber
        self._executor = executor or AtOnce()

    @property
    def name(self) -> str:
        return self._transcriber.name

    @property
    def notice(self) -> tuple[str, str] | None:
        """What has befallen the recogniser, as a source's."""
        return self._transcriber.notice

    def relieve(self, make: Callable[[], Transcriber]) -> Future[None]:
        """From the next stretch that is not begun, another recogniser writes; it is loaded in the thread.

        Raises, through the future:
            EngineError, ModelError: it cannot be loaded; the former goes on.
        """

        def take_over() -> None:
            self._transcriber = make()

        return self._executor.submit(take_over)

    def begin(self) -> Stretch:
        return Stretch(self._executor, self._session)

    def _session(self) -> TranscriptionSession:
        return self._transcriber.session()  # of whoever writes when the stretch is begun


class Stretch:
    """One stretch of speech being written down. A failure is told by the next `guess` or `finish`."""

    def __init__(self, executor: Executor, begin: Callable[[], TranscriptionSession]) -> None:
        self._executor = executor
        self._begin = begin
        self._session: TranscriptionSession | None = None
        self._fault: EngineError | None = None

    def feed(self, samples: Samples) -> None:
        self._executor.submit(self._feed, samples)

    def guess(self) -> Future[tuple[Word, ...]]:
        """The words if the stretch ended here; cancelled in time, it costs nothing."""
        return self._executor.submit(lambda: self._working().so_far())

    def finish(self) -> Future[tuple[Word, ...]]:
        """The words, with times in seconds from the first sample fed. Call once."""
        return self._executor.submit(lambda: self._working().finish())

    def _feed(self, samples: Samples) -> None:
        try:
            self._working().feed(samples)
        except EngineError as error:
            self._fault = error

    def _working(self) -> TranscriptionSession:
        if self._fault:
            raise self._fault
        self._session = self._session or self._begin()
        return self._session
