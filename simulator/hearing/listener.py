"""One answer: chunks in, words out.

Sound is written down in stretches that end in pauses, each once, so that nothing is heard twice and no
long silence reaches the recogniser. The recogniser is fed as sound comes. Words, once settled, never
change. Makes no recording, plays nothing, and reads no clock: time is the count of samples.
"""

from __future__ import annotations

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.hearing.endpoint import Ended, ended
from simulator.hearing.heard import Heard, SpeechBegan, SpeechPaused, WordsSettled
from simulator.hearing.placing import place
from simulator.hearing.prosody import ProsodyMeter
from simulator.hearing.settings import HearingSettings
from simulator.hearing.speech import SpeechGate
from simulator.hearing.tape import Tape
from simulator.ports import Samples, SpeechDetector, Transcriber, TranscriptionSession


class _Stretch:
    """Speech being written down: sound from sample `start`, of which all before `fed` was fed."""

    def __init__(self, session: TranscriptionSession, start: int) -> None:
        self.session = session
        self.start = self.fed = start

    def feed(self, tape: Tape, end: int) -> None:
        if end > self.fed:
            self.session.feed(tape.read(self.fed, end))
            self.fed = end


class Listener:
    """Hears one answer. Make one an answer, feed it every chunk, finish it once."""

    def __init__(self, detector: SpeechDetector, transcriber: Transcriber, settings: HearingSettings) -> None:
        detector.reset()
        self._detector = detector
        self._transcriber = transcriber
        self._settings = settings
        self._gate = SpeechGate(settings, detector.frame_samples)
        self._tape = Tape()
        self._prosody = ProsodyMeter()
        self._stretch: _Stretch | None = None
        self._written = 0
        self._words: list[Word] = []

    @property
    def ended(self) -> Ended | None:
        """Why the answer has ended, by all that was fed so far; None while it goes on.

        Speech that is fed after 'silence' reopens the answer.
        """
        return ended(self._gate, self._settings)

    def feed(self, samples: Samples) -> tuple[Heard, ...]:
        """Hears the next chunk, of any length: mono float32 at 16 kHz."""
        self._tape.append(samples)
        self._prosody.feed(samples)
        frame = self._detector.frame_samples
        heard: list[Heard] = []
        while self._tape.end - self._gate.now >= frame:
            heard += self._hear(self._tape.read(self._gate.now, self._gate.now + frame))
            self._tape.let_go_before(self._needed_from())
        return tuple(heard)

    def finish(self) -> Transcript:
        """Writes down what is still open and gives the whole answer. Call once."""
        if rest := self._tape.end - self._gate.now:
            last = np.zeros(self._detector.frame_samples, np.float32)
            last[:rest] = self._tape.read(self._gate.now, self._tape.end)
            self._hear(last)
        if self._stretch:
            self._settle(self._stretch, self._speech_end())
        duration_s = self._tape.end / SAMPLE_RATE_HZ
        return Transcript(tuple(self._words), duration_s, prosody=self._prosody.finish())

    def _hear(self, frame: Samples) -> list[Heard]:
        change = self._gate.step(self._detector.probability(frame))
        heard: list[Heard] = []
        if change == "began" and self._gate.begin is not None:
            heard.append(SpeechBegan(self._gate.begin / SAMPLE_RATE_HZ))
            self._stretch = self._stretch or self._open(
                max(self._written, self._gate.begin - _samples(self._settings.preroll_s))
            )
        elif change == "paused" and self._gate.quiet_since is not None:
            heard.append(SpeechPaused(self._gate.quiet_since / SAMPLE_RATE_HZ))
        if self._stretch and (words := self._carry_on(self._stretch)):
            heard.append(WordsSettled(words))
        return heard

    def _carry_on(self, stretch: _Stretch) -> tuple[Word, ...]:
        """Feeds what is speech so far and settles the stretch where it may end."""
        end = self._speech_end()
        stretch.feed(self._tape, min(end, stretch.start + _samples(self._settings.hold_from_s)))
        if self._may_close(stretch):
            return self._settle(stretch, end)
        unbroken = self._gate.speaking and self._gate.quiet_since is None
        if unbroken and end - stretch.start >= _samples(self._settings.longest_stretch_s):
            cut = self._tape.quietest(stretch.fed, end, _samples(self._settings.cut_window_s))
            words = self._settle(stretch, cut)
            self._stretch = self._open(cut)
            return words
        return ()

    def _may_close(self, stretch: _Stretch) -> bool:
        gate, settings = self._gate, self._settings
        if gate.begin is not None or gate.quiet_since is None:
            return False
        long_enough = gate.quiet_since - stretch.start >= _samples(settings.settle_after_s)
        pause_s = settings.settle_pause_s if long_enough else settings.parting_pause_s
        return gate.now - gate.quiet_since >= _samples(pause_s)

    def _open(self, start: int) -> _Stretch:
        return _Stretch(self._transcriber.session(), start)

    def _settle(self, stretch: _Stretch, end: int) -> tuple[Word, ...]:
        stretch.feed(self._tape, end)
        margin_s = self._settings.word_margin_s
        words = place(
            stretch.session.finish(),
            offset_s=stretch.start / SAMPLE_RATE_HZ,
            spans=[
                (
                    max(begin / SAMPLE_RATE_HZ - margin_s, stretch.start / SAMPLE_RATE_HZ),
                    min(stop / SAMPLE_RATE_HZ + margin_s, end / SAMPLE_RATE_HZ),
                )
                for begin, stop in self._gate.spans(stretch.start, end)
            ],
            not_before_s=self._words[-1].end_s if self._words else 0.0,
        )
        self._stretch, self._written = None, end
        self._words += words
        return words

    def _speech_end(self) -> int:
        """Up to where there is speech to write down: now, or a little behind its stop."""
        now, quiet = self._gate.now, self._gate.quiet_since
        end = now if quiet is None else min(now, quiet + _samples(self._settings.tail_s))
        return min(end, self._tape.end)

    def _needed_from(self) -> int:
        if self._stretch:
            return self._stretch.fed
        begin = self._gate.now if self._gate.begin is None else self._gate.begin
        return max(self._written, begin - _samples(self._settings.preroll_s))


def _samples(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE_HZ)
