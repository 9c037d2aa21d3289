"""One answer: chunks in, words out.

Sound is written down in stretches that end in pauses, each once, so that no long silence reaches the
recogniser, which is fed as sound comes and works in a thread of its own. As soon as speech pauses, the
open stretch is guessed at: if the answer ends there, its words are known already. Words, once settled,
never change. Makes no recording, plays nothing, and reads no clock: time is the count of samples.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.hearing.heard import Heard, SpeechBegan, SpeechPaused, WordsGuessed, WordsSettled
from simulator.hearing.placing import TimeSpan, place
from simulator.hearing.prosody import ProsodyMeter
from simulator.hearing.scribe import Scribe, Stretch
from simulator.hearing.settings import HearingSettings
from simulator.hearing.speech import SpeechGate
from simulator.hearing.tape import Tape
from simulator.ports import Samples, SpeechDetector


class _Writing:
    """Speech being written down: sound from sample `start`, of which all before `fed` was fed."""

    def __init__(self, stretch: Stretch, start: int) -> None:
        self.stretch = stretch
        self.start = self.fed = start

    def feed(self, tape: Tape, end: int) -> None:
        if end > self.fed:
            self.stretch.feed(tape.read(self.fed, end))
            self.fed = end


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Words on order: of the stretch from sample `start`, with the speech in it; ordered at sample `at`."""

    words: Future[tuple[Word, ...]]
    start: int
    spans: list[TimeSpan]
    at: int
    void: bool = False
    """A guess after which speech went on."""


class Listener:
    """Hears one answer. Make one an answer, feed it every chunk, finish it once."""

    def __init__(self, detector: SpeechDetector, scribe: Scribe, settings: HearingSettings) -> None:
        detector.reset()
        self._detector = detector
        self._scribe = scribe
        self._settings = settings
        self._gate = SpeechGate(settings, detector.frame_samples)
        self._tape = Tape()
        self._prosody = ProsodyMeter()
        self._writing: _Writing | None = None
        self._written = 0
        self._orders: deque[_Ordered] = deque()
        self._guesses: deque[_Ordered] = deque()
        self._words: list[Word] = []

    @property
    def words(self) -> tuple[Word, ...]:
        """All words that are settled."""
        return tuple(self._words)

    @property
    def now_s(self) -> float:
        """How much was heard, in seconds."""
        return self._gate.now / SAMPLE_RATE_HZ

    @property
    def silent_s(self) -> float:
        """How long nothing has been said; 0 while the candidate speaks or may just be beginning."""
        if self._gate.begin is not None:
            return 0.0
        return (self._gate.now - (self._gate.quiet_since or 0)) / SAMPLE_RATE_HZ

    @property
    def spoken_to(self) -> bool:
        """Whether any speech has been heard."""
        return self._gate.heard_any

    @property
    def caught_up(self) -> bool:
        """Whether all that was said is settled."""
        return not (self._orders or self._writing)

    @property
    def waiting(self) -> bool:
        """Whether words are on order that have not come."""
        return bool(self._orders)

    @property
    def late_s(self) -> float:
        """How long the recogniser has kept words waiting, in seconds of sound since they were ordered."""
        return (self._gate.now - self._orders[0].at) / SAMPLE_RATE_HZ if self._orders else 0.0

    def feed(self, samples: Samples) -> tuple[Heard, ...]:
        """Hears the next chunk, of any length: mono float32 at 16 kHz.

        Raises:
            EngineError: the recogniser broke down.
        """
        self._tape.append(samples)
        self._prosody.feed(samples)
        frame = self._detector.frame_samples
        heard: list[Heard] = []
        while self._tape.end - self._gate.now >= frame:
            heard += self._hear(self._tape.read(self._gate.now, self._gate.now + frame))
            heard += self._delivered()
            self._tape.let_go_before(self._needed_from())
        return (*heard, *self._delivered())

    def transcript(self) -> Transcript:
        """All words up to now, waited for. In a silence the answer may go on afterwards.

        Raises:
            EngineError: the recogniser broke down.
        """
        if self._writing:
            self._close(self._writing, self._speech_end())
        while self._orders:
            self._words += self._placed(self._orders.popleft())
        return Transcript(tuple(self._words), self._tape.end / SAMPLE_RATE_HZ, prosody=self._prosody.so_far())

    def stop(self, wait_s: float = 0.0) -> bool:
        """Hears what is left of the sound, after which no more may come, and has all of it written down.

        Returns:
            Whether the words are there, or were within `wait_s`.
        """
        rest = self._tape.end - self._gate.now
        if rest > 0:
            last = np.zeros(self._detector.frame_samples, np.float32)
            last[:rest] = self._tape.read(self._gate.now, self._tape.end)
            self._hear(last)
        if self._writing:
            self._close(self._writing, self._speech_end())
        return not wait([ordered.words for ordered in self._orders], wait_s).not_done

    def finish(self) -> Transcript:
        """The whole answer, with what is left of the sound. Call once. Raises as `transcript`."""
        self.stop()
        return self.transcript()

    def _hear(self, frame: Samples) -> list[Heard]:
        change = self._gate.step(self._detector.probability(frame))
        heard: list[Heard] = []
        if change == "began" and self._gate.begin is not None:
            heard.append(SpeechBegan(self._gate.begin / SAMPLE_RATE_HZ))
            self._outdate_guesses()
            self._writing = self._writing or self._open(
                max(self._written, self._gate.begin - _samples(self._settings.preroll_s))
            )
        elif change == "paused" and self._gate.quiet_since is not None:
            heard.append(SpeechPaused(self._gate.quiet_since / SAMPLE_RATE_HZ))
        if self._writing:
            self._carry_on(self._writing)
            if change == "paused" and self._writing and self._settings.speculate:
                self._guess_at(self._writing)
        return heard

    def _carry_on(self, writing: _Writing) -> None:
        """Feeds what is speech so far and closes the stretch where it may end."""
        end = self._speech_end()
        writing.feed(self._tape, min(end, writing.start + _samples(self._settings.hold_from_s)))
        if self._may_close(writing):
            self._close(writing, end)
            return
        unbroken = self._gate.speaking and self._gate.quiet_since is None
        if unbroken and end - writing.start >= _samples(self._settings.longest_stretch_s):
            cut = self._tape.quietest(writing.fed, end, _samples(self._settings.cut_window_s))
            self._close(writing, cut)
            self._writing = self._open(cut)

    def _may_close(self, writing: _Writing) -> bool:
        gate, settings = self._gate, self._settings
        if gate.begin is not None or gate.quiet_since is None:
            return False
        long_enough = gate.quiet_since - writing.start >= _samples(settings.settle_after_s)
        pause_s = settings.settle_pause_s if long_enough else settings.parting_pause_s
        return gate.now - gate.quiet_since >= _samples(pause_s)

    def _open(self, start: int) -> _Writing:
        return _Writing(self._scribe.begin(), start)

    def _close(self, writing: _Writing, end: int) -> None:
        writing.feed(self._tape, end)
        self._drop_guesses()
        self._orders.append(self._ordered(writing.stretch.finish(), writing, end))
        self._writing, self._written = None, end

    def _guess_at(self, writing: _Writing) -> None:
        """Has the open stretch written down as if it ended here, in case it does."""
        end = self._speech_end()
        writing.feed(self._tape, end)
        self._guesses.append(self._ordered(writing.stretch.guess(), writing, end))

    def _outdate_guesses(self) -> None:
        """Speech goes on: a guess that is not begun is not made; one under way still tells what was said."""
        under_way = [guess for guess in self._guesses if not guess.words.cancel()]
        self._guesses = deque(replace(guess, void=True) for guess in under_way)

    def _drop_guesses(self) -> None:
        for guess in self._guesses:
            guess.words.cancel()
        self._guesses.clear()

    def _ordered(self, words: Future[tuple[Word, ...]], writing: _Writing, end: int) -> _Ordered:
        margin_s = self._settings.word_margin_s
        spans = [
            (
                max(begin / SAMPLE_RATE_HZ - margin_s, writing.start / SAMPLE_RATE_HZ),
                min(stop / SAMPLE_RATE_HZ + margin_s, end / SAMPLE_RATE_HZ),
            )
            for begin, stop in self._gate.spans(writing.start, end)
        ]
        return _Ordered(words, writing.start, spans, self._gate.now)

    def _delivered(self) -> Iterator[Heard]:
        """The words that have come since they were last asked for, in order."""
        while self._orders and self._orders[0].words.done():
            words = self._placed(self._orders.popleft())
            self._words += words
            if words:
                yield WordsSettled(words)
        while self._guesses and not self._orders and self._guesses[0].words.done():
            guess = self._guesses.popleft()
            yield WordsGuessed(self._placed(guess), void=guess.void)

    def _placed(self, ordered: _Ordered) -> tuple[Word, ...]:
        return place(
            ordered.words.result(),
            offset_s=ordered.start / SAMPLE_RATE_HZ,
            spans=ordered.spans,
            not_before_s=self._words[-1].end_s if self._words else 0.0,
        )

    def _speech_end(self) -> int:
        """Up to where there is speech to write down: now, or a little behind its stop."""
        now, quiet = self._gate.now, self._gate.quiet_since
        end = now if quiet is None else min(now, quiet + _samples(self._settings.tail_s))
        return min(end, self._tape.end)

    def _needed_from(self) -> int:
        if self._writing:
            return self._writing.fed
        begin = self._gate.now if self._gate.begin is None else self._gate.begin
        return max(self._written, begin - _samples(self._settings.preroll_s))


def _samples(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE_HZ)
