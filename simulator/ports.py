"""What the core needs from outside, as Protocols; `adapters/` has the real things and the scripted ones.

Sound is mono float32 in [-1, 1]; where no rate is named it is `SAMPLE_RATE_HZ`. Times are float
seconds. An adapter turns every foreign exception into one of `errors`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.domain.record import Due, Glance, SessionRecord
from simulator.domain.speech import Word
from simulator.domain.turn_taking import Floor, Patience

Samples = NDArray[np.float32]
"""Mono float32, shape (n,), in [-1, 1]."""

Key = Literal["done", "again", "pause", "skip", "leave", "1", "2", "3", "4"]
"""Answer ended, or on; taken again, or back; paused or gone on with; this one left out; all of it left; an
option chosen."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Rendered speech: `samples` at `rate_hz`."""

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


class AudioSource(Protocol):
    """Where the candidate's voice comes from. A file and a microphone are the same kind of source."""

    name: str
    live: bool
    """Whether sound goes by, taken or not, as before a microphone; a file waits until it is read."""
    holdoff_s: float
    """How long the interviewer's voice may still be heard in it after falling silent; 0 for a file."""

    @property
    def notice(self) -> tuple[str, str] | None:
        """What the source has noticed about itself while heard: (code, sentence), if anything."""
        ...

    def chunks(self) -> Generator[Samples, None, None]:
        """Opens the source and yields chunks of 16 kHz sound until it ends or the iterator is closed.

        A microphone blocks for at most 0.1 s a chunk and never ends by itself; sound that is not asked for
        in time waits, and none is lost. A file yields as fast as it is read. Closing the iterator releases
        the device.

        Raises:
            DeviceError: the microphone is missing or went away.
            AudioFileError: the file cannot be decoded.
        """
        ...


class Playback(Protocol):
    """A sound on its way out of a sink. Each of these raises DeviceError when the output has failed."""

    @property
    def playing(self) -> bool:
        """Whether any of it is still to be heard."""
        ...

    def wait(self) -> None:
        """Blocks until it has been heard to its end; KeyboardInterrupt stops it."""
        ...

    def stop(self) -> None:
        """Falls silent at once, for good."""
        ...


class AudioSink(Protocol):
    """A loudspeaker, or something that stands for one. Its output stays open from the first sound on."""

    name: str

    def start(self, sound: Sound) -> Playback:
        """Begins to play and comes back at once; a sound that is still playing is stopped.

        Raises DeviceError when the output cannot be opened.
        """
        ...

    def close(self) -> None:
        """Releases the output. May be called again; a later sound opens it anew."""
        ...


class SpeechDetector(Protocol):
    """Tells speech from the rest, frame by frame, with its own state."""

    frame_samples: int

    def probability(self, frame: Samples) -> float:
        """Probability, 0-1, that `frame` (exactly `frame_samples` long) is speech."""
        ...

    def reset(self) -> None:
        """Forgets everything heard: called between answers."""
        ...


class TranscriptionSession(Protocol):
    """One stretch of speech being written down; thrown away afterwards."""

    def feed(self, samples: Samples) -> None: ...

    def so_far(self) -> tuple[Word, ...]:
        """The words if the stretch ended here. More may be fed afterwards, and may change them.

        Where nothing is fed in between, `finish` costs little more.
        """
        ...

    def finish(self) -> tuple[Word, ...]:
        """The words, in order, with times in seconds from the first sample fed. Call once."""
        ...


class Transcriber(Protocol):
    """A loaded recogniser model, shared by all sessions."""

    name: str
    """For people: engine and model, such as `faster-whisper base.en`."""

    @property
    def notice(self) -> tuple[str, str] | None:
        """What has befallen it, as a source's."""
        ...

    def session(self) -> TranscriptionSession: ...


class Voice(Protocol):
    """Turns text into sound."""

    name: str

    def render(self, text: str) -> Sound:
        """Raises EngineError when the engine fails or takes too long."""
        ...

    def prepare(self, texts: Iterable[str]) -> None:
        """Texts that are likely to be said next, the likeliest first: may be rendered in the background."""
        ...


class EndpointPolicy(Protocol):
    """How long silence may last before the answer is taken to have ended."""

    def patience(self, floor: Floor | None) -> Patience:
        """`floor` None: not a word has been said yet."""
        ...


class Clock(Protocol):
    """Elapsed time, from one unmoving origin."""

    def elapsed_s(self) -> float: ...

    def slept_s(self) -> float:
        """How long the machine has been asleep since the origin, which is no elapsed time."""
        ...

    def sleep(self, seconds: float) -> None:
        """Lets so much time pass."""
        ...


class Controls(Protocol):
    """The candidate's keys."""

    def pressed(self) -> Key | None:
        """The key pressed since the last call, if any; never blocks."""
        ...


@dataclass(frozen=True, slots=True)
class Typed:
    """What a candidate who types has written of an answer up to now; `done`: it is complete."""

    text: str
    done: bool


class Keyboard(Protocol):
    """Where typed answers come from."""

    @property
    def over(self) -> bool:
        """Whether nothing more will ever be typed, as at the end of a pipe."""
        ...

    def begin(self) -> None:
        """A new answer, or a new take: nothing is written yet."""
        ...

    def typed(self) -> Typed:
        """The answer as it stands; waits for a letter, but at most 0.1 s."""
        ...


class Recording(Protocol):
    """One answer going to disk as it is heard."""

    @property
    def path(self) -> Path | None:
        """Where it is; None where nothing is kept."""
        ...

    def write(self, samples: Samples) -> None: ...

    def close(self) -> None: ...


class Archive(Protocol):
    """Where a session is kept: its recordings, its trace, its reviews."""

    @property
    def folder(self) -> Path | None:
        """Where it is at this moment; None where nothing is kept."""
        ...

    @property
    def notice(self) -> tuple[str, str] | None:
        """What has become of it, as a source's."""
        ...

    def recording(self, name: str) -> Recording: ...

    def append(self, line: str) -> None:
        """Adds one JSON line to the session's trace, at once on disk."""
        ...


class History(Protocol):
    """What all sessions came to. Made again from the sessions' folders whenever it is lost.

    Every method raises HistoryError when what is kept cannot be read or written.
    """

    def sessions(
        self, *, story: str | None = None, principle: str | None = None, since: str | None = None
    ) -> Iterable[SessionRecord]:
        """All that fit, the oldest first. `since`: ISO text, the earliest begin."""
        ...

    def glances(
        self, *, story: str | None = None, principle: str | None = None, since: str | None = None
    ) -> Iterable[Glance]:
        """The same sessions, each by its figures alone: quick over thousands."""
        ...

    def outcomes(self) -> Iterable[Glance]:
        """All sessions, the oldest first, each by its figures without the sections: quicker still."""
        ...

    def told(self, shelf: str) -> Mapping[str, str]:
        """Which story free answers have told, by session, where that was noted for this shelf of stories."""
        ...

    def note_told(self, shelf: str, told: Mapping[str, str]) -> None:
        """Notes it, in place of what was noted for another shelf. What is no known session is left out."""
        ...

    def names(self) -> frozenset[str]:
        """The sessions that are known."""
        ...

    def unended(self) -> frozenset[str]:
        """Those of them that had not come to their end when they were entered."""
        ...

    def add(self, records: Iterable[SessionRecord], *, imported: bool = False) -> int:
        """Remembers sessions; of one that is known, what is new replaces it, unless it is `imported`.

        Returns:
            How many were not known before.
        """
        ...

    def forget(self, sessions: Iterable[str]) -> int:
        """Removes every trace of sessions, each as it is given, at last also from the free space of the file.

        Returns:
            How many of them were known.
        """
        ...

    def due(self, now: str) -> tuple[Due, ...]:
        """Everything that was ever practised, what is most due first. `now`: local time, as ISO text."""
        ...
