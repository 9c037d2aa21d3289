"""The interviewer's mouth: what is said, aloud where there is a voice, without waiting for its end.

Where speaking fails it says so once, and from then on words are only shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.errors import DeviceError, EngineError
from simulator.events import Noticed
from simulator.hearing import Echo
from simulator.ports import AudioSink, Clock, Playback, Sound, Voice
from simulator.session.parts import Emit

SOFT = 0.5
"""How loud an encouragement is, as a share of a question. Source: judgement; 6 dB less."""


class Mouth:
    """Says one thing at a time; a new one breaks off the one before. `voice` or `sink` None: never aloud."""

    def __init__(
        self, voice: Voice | None, sink: AudioSink | None, echo: Echo, clock: Clock, emit: Emit
    ) -> None:
        self._voice = voice
        self._sink = sink
        self._echo = echo
        self._clock = clock
        self._began_s = self._length_s = 0.0
        self._emit = emit
        self._playback: Playback | None = None

    @property
    def aloud(self) -> bool:
        """Whether what is said can be heard."""
        return bool(self._voice and self._sink)

    def prepare(self, texts: Iterable[str]) -> None:
        """Has what is likely to be said next rendered beforehand."""
        if self._voice:
            self._voice.prepare(texts)

    def say(self, text: str, *, soft: bool = False) -> None:
        """Begins to say it."""
        if not (self._voice and self._sink):
            return
        try:
            rendered = self._voice.render(text)
            sound = Sound(rendered.samples * SOFT, rendered.rate_hz) if soft else rendered
            self._playback = self._sink.start(sound)
            self._echo.play(sound)
            self._began_s, self._length_s = self._clock.elapsed_s(), sound.duration_s
        except (DeviceError, EngineError) as error:
            self._fail(error)

    def speaking(self) -> bool:
        """Whether what was said last can still be heard."""
        try:
            return self._playback is not None and self._playback.playing
        except DeviceError as error:
            self._fail(error)
            return False

    def share_said(self) -> float:
        """How much of what was said last has been heard, 0-1."""
        return min(1.0, (self._clock.elapsed_s() - self._began_s) / self._length_s) if self._length_s else 1.0

    def wait(self) -> None:
        """Until what was said last has been heard to its end."""
        try:
            if self._playback:
                self._playback.wait()
        except DeviceError as error:
            self._fail(error)

    def stop(self) -> None:
        """Falls silent at once."""
        try:
            if self._playback:
                self._playback.stop()
        except DeviceError as error:
            self._fail(error)
        self._playback = None
        self._echo.hush()

    def close(self) -> None:
        """Falls silent and lets go of the loudspeaker."""
        self.stop()
        if self._sink:
            self._sink.close()

    def _fail(self, error: DeviceError | EngineError) -> None:
        self._voice = self._playback = None
        self._emit(Noticed, code=error.code, text=f"{error} The questions are shown instead.")
