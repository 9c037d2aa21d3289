"""Parts that follow a script: for tests, and for running without a machine's devices.

They keep the same contracts as the real ones. Nothing here sounds like a person; what counts is where
there is sound, and which words belong to which stretch of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from math import inf
from pathlib import Path
from typing import Literal
from zlib import crc32

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.errors import DeviceError, EngineError
from simulator.ports import Key, Samples, Sound, Transcriber, TranscriptionSession

FAINTEST = 1e-4
"""Sound below this is silence, and two samples closer than this are the same: 16-bit recordings differ
by less."""

GLIDE_S = 1.1
"""How long the scripted voice takes to rise by eight semitones and to fall again."""


def sound_of(words: Iterable[Word], duration_s: float) -> Samples:
    """A gliding voice that is there just while words are said; every moment of it differs from every other.

    Other words give other sound.
    """
    words = tuple(words)
    count = round(duration_s * SAMPLE_RATE_HZ)
    seed = crc32(" ".join(word.text for word in words).encode())
    breath = np.random.default_rng(seed).uniform(-0.15, 0.15, count).astype(np.float32)
    times = np.arange(count) / SAMPLE_RATE_HZ
    pitch_hz = 140 * np.exp2(np.sin(2 * np.pi * times / GLIDE_S) / 3)
    voice = 0.37 * np.sin(2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ)
    noise = breath + voice.astype(np.float32)
    said = np.zeros(count, bool)
    for word in words:
        said[round(word.start_s * SAMPLE_RATE_HZ) : round(word.end_s * SAMPLE_RATE_HZ)] = True
    return np.where(said, noise, np.float32(0))


class ScriptedSource:
    """Gives the samples it is given, in chunks.

    Args:
        live: whether it stands for a microphone rather than for a recording.
        clock: runs with the sound: it is moved on by the length of each chunk before that is given.
    """

    holdoff_s = 0.0
    notice: tuple[str, str] | None = None
    gone_after_s = inf
    """When it goes away, as a microphone that is unplugged for good."""

    def __init__(
        self,
        samples: Samples,
        chunk_samples: int = 1600,
        name: str = "script",
        *,
        live: bool = False,
        clock: ScriptedClock | None = None,
    ) -> None:
        self.name = name
        self.live = live
        self._samples = samples
        self._chunk = chunk_samples
        self._clock = clock or ScriptedClock()

    def chunks(self) -> Generator[Samples, None, None]:
        for begin in range(0, len(self._samples), self._chunk):
            if begin >= self.gone_after_s * SAMPLE_RATE_HZ:
                raise DeviceError(f"The microphone '{self.name}' went away.", code="microphone-gone")
            chunk = self._samples[begin : begin + self._chunk]
            self._clock.advance(len(chunk) / SAMPLE_RATE_HZ)
            yield chunk


class ScriptedDetector:
    """Speech is where there is sound, or where the script of probabilities says."""

    frame_samples = 512

    def __init__(self, probabilities: Sequence[float] | None = None) -> None:
        self._script = probabilities
        self._frames = 0

    def reset(self) -> None:
        self._frames = 0

    def probability(self, frame: Samples) -> float:
        place, self._frames = self._frames, self._frames + 1
        if self._script is not None:
            return self._script[place] if place < len(self._script) else 0.0
        return 0.95 if float(np.sqrt(np.mean(np.square(frame)))) > 100 * FAINTEST else 0.02


class ScriptedTranscriber:
    """Knows what is said in which sound: gives the words whose middle falls into the stretch it is fed.

    Args:
        answers: each with its sound, as of `sound_of`, and its words in the sound's own time.
    """

    name = "script"
    notice: tuple[str, str] | None = None

    def __init__(self, answers: Sequence[tuple[Samples, Sequence[Word]]]) -> None:
        self._answers = answers
        self.sessions: list[ScriptedSession] = []
        """All sessions so far, in order."""

    def session(self) -> ScriptedSession:
        session = ScriptedSession(self._answers)
        self.sessions.append(session)
        return session


class NobodyListens(ScriptedTranscriber):
    """Where answers are typed: nothing is said, and nobody writes it down."""

    name = "the keyboard"

    def __init__(self) -> None:
        super().__init__(())


class ScriptedSession:
    """`fed` is the sound fed so far."""

    def __init__(self, answers: Sequence[tuple[Samples, Sequence[Word]]]) -> None:
        self._answers = answers
        self.fed: Samples = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> None:
        self.fed = np.concatenate([self.fed, samples])

    def finish(self) -> tuple[Word, ...]:
        return self.so_far()

    def so_far(self) -> tuple[Word, ...]:
        for sound, words in self._answers:
            place = _find(self.fed, sound)
            if place is not None:
                return _within(words, place / SAMPLE_RATE_HZ, len(self.fed) / SAMPLE_RATE_HZ)
        return ()


class FailingTranscriber:
    """A recogniser that fails in the middle, for as many times as there are marks, and then works on.

    Args:
        works: the recogniser that it is otherwise.
        marks: files of which each failure takes one away, so that it counts beyond its own process.
        how: `crash` ends the process at once; `hang` never comes back; `refuse` raises as a recogniser does,
            and `fault` as a library that it rests on.
    """

    notice: tuple[str, str] | None = None

    def __init__(
        self, works: Transcriber, marks: Sequence[Path], how: Literal["crash", "hang", "refuse", "fault"]
    ) -> None:
        self.name = works.name
        self._works = works
        self._marks = marks
        self._how = how

    def session(self) -> FailingSession:
        return FailingSession(self._works.session(), self._fail)

    def _fail(self) -> None:
        left = [mark for mark in self._marks if mark.exists()]
        if not left:
            return
        left[0].unlink()
        if self._how == "refuse":
            raise EngineError("The recogniser broke down on this stretch.", code="recogniser-failed")
        if self._how == "fault":
            raise ValueError("a fault of a library's own")
        while self._how == "hang":
            time.sleep(60)
        os._exit(1)


class FailingSession:
    """Fails when it is asked for words, if it is to fail."""

    def __init__(self, works: TranscriptionSession, fail: Callable[[], None]) -> None:
        self.feed = works.feed
        self._works = works
        self._fail = fail

    def so_far(self) -> tuple[Word, ...]:
        self._fail()
        return self._works.so_far()

    def finish(self) -> tuple[Word, ...]:
        self._fail()
        return self._works.finish()


def _within(words: Sequence[Word], start_s: float, length_s: float) -> tuple[Word, ...]:
    middles = ((word.start_s + word.end_s) / 2 - start_s for word in words)
    return tuple(
        Word(word.text, word.start_s - start_s, word.end_s - start_s, word.confidence)
        for word, middle_s in zip(words, middles, strict=True)
        if 0 <= middle_s < length_s
    )


def _find(part: Samples, whole: Samples) -> int | None:
    """Where `part` begins in `whole`, by the first sound in it."""
    loud = np.flatnonzero(np.abs(part) > FAINTEST)
    if not len(loud):
        return None
    first = int(loud[0])
    key = part[first : first + 64]
    for place in np.flatnonzero(np.abs(whole - key[0]) < FAINTEST):
        there = whole[place : place + len(key)]
        if len(there) == len(key) and np.all(np.abs(there - key) < FAINTEST):
            return int(place) - first
    return None


class ScriptedVoice:
    """A hum as long as the text would take to say: 15 letters a second."""

    name = "script"

    def __init__(self, rate_hz: int = 22_050) -> None:
        self._rate_hz = rate_hz
        self.prepared: list[str] = []
        """All texts that it was told are likely, in order."""

    def prepare(self, texts: Iterable[str]) -> None:
        self.prepared.extend(texts)

    def render(self, text: str) -> Sound:
        times = np.arange(max(1, round(len(text) / 15 * self._rate_hz))) / self._rate_hz
        hum: Samples = (0.3 * np.sin(2 * np.pi * 150 * times)).astype(np.float32)
        return Sound(hum, self._rate_hz)


class RecordingSink:
    """Keeps what was played, in order.

    Args:
        clock: each sound takes its length on it, and waiting for the sound moves it on; without one,
            every sound is over at once.
    """

    name = "record"

    def __init__(self, clock: ScriptedClock | None = None) -> None:
        self.played: list[Sound] = []
        self.stopped: list[float] = []
        """Of each sound that was stopped before its end, the seconds heard of it."""
        self._clock = clock
        self._last: ScriptedPlayback | None = None

    def start(self, sound: Sound) -> ScriptedPlayback:
        self.close()
        self.played.append(sound)
        length_s = sound.duration_s if self._clock else 0.0
        self._last = ScriptedPlayback(self._clock or ScriptedClock(), length_s, self.stopped)
        return self._last

    def close(self) -> None:
        if self._last:
            self._last.stop()


class ScriptedPlayback:
    """Over when the clock has moved on by `length_s`; a stop before that is noted in `stopped`."""

    def __init__(self, clock: ScriptedClock, length_s: float, stopped: list[float]) -> None:
        self._clock = clock
        self._began_s = clock.elapsed_s()
        self._ends_s = self._began_s + length_s
        self._stopped = stopped

    @property
    def playing(self) -> bool:
        return self._clock.elapsed_s() < self._ends_s

    def wait(self) -> None:
        self._clock.advance(max(0.0, self._ends_s - self._clock.elapsed_s()))

    def stop(self) -> None:
        if self.playing:
            self._ends_s = self._clock.elapsed_s()
            self._stopped.append(self._ends_s - self._began_s)


class SilentSink:
    """Swallows sound, where there is no loudspeaker: every sound is over at once."""

    name = "silence"

    def start(self, sound: Sound) -> ScriptedPlayback:  # noqa: ARG002  # the port's form
        return ScriptedPlayback(ScriptedClock(), 0.0, [])

    def close(self) -> None:
        pass


class ScriptedControls:
    """Presses one key (or none) each time it is asked; none once the script is over."""

    def __init__(self, keys: Iterable[Key | None] = ()) -> None:
        self._keys = iter(keys)

    def pressed(self) -> Key | None:
        return next(self._keys, None)


class ScriptedClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self._slept_s = 0.0

    def elapsed_s(self) -> float:
        return self._now_s

    def slept_s(self) -> float:
        return self._slept_s

    def fall_asleep(self, seconds: float) -> None:
        """The machine sleeps for so long."""
        self._slept_s += seconds

    def advance(self, seconds: float) -> None:
        self._now_s += seconds

    def sleep(self, seconds: float) -> None:
        self.advance(seconds)
