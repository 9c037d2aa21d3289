"""One answer, from the first chunk to its transcript: the recording, the hearing and the keys."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript
from simulator.events import EndReason, Noticed, SpeechStarted, SpeechStopped, WordsHeard
from simulator.hearing import Heard, Listener, SpeechBegan, SpeechPaused, WordsSettled
from simulator.ports import AudioSource, Recording, Samples
from simulator.session.parts import Parts

Emit = Callable[..., None]
"""`emit(EventType, field=…)`: stamps the event with the elapsed time and hands it to the observers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of listening. `reason` None: the candidate wants to start this answer over."""

    transcript: Transcript
    reason: EndReason | None


def listen(parts: Parts, source: AudioSource, recording: Recording, emit: Emit, turn: int) -> Answer:
    """Hears one answer to its end: silence, a key, the limit, or the end of the source.

    Every chunk is on disk before anything else is done with it.

    Raises:
        DeviceError, AudioFileError: from the source; what was heard until then is on disk.
        KeyboardInterrupt: likewise.
    """
    listener = Listener(parts.detector, parts.transcriber, parts.hearing)
    reason: EndReason | None = "source_ended"
    settled = 0
    told: list[str] = []
    parts.controls.pressed()  # What was typed while the question was asked ends nothing.
    try:
        with closing(_held_off(source)) as chunks:
            for chunk, audible in chunks:
                recording.write(chunk)
                if (notice := source.notice) and notice[0] not in told:
                    told.append(notice[0])
                    emit(Noticed, code=notice[0], text=notice[1])
                for heard in listener.feed(audible):
                    _tell(emit, turn, heard)
                    settled += len(heard.words) if isinstance(heard, WordsSettled) else 0
                if key := parts.controls.pressed():
                    reason = "key" if key == "done" else None
                    break
                if listener.ended:
                    reason = listener.ended
                    break
    finally:
        recording.close()
    transcript = listener.finish()
    if rest := transcript.words[settled:]:
        emit(WordsHeard, turn=turn, words=rest)
    return Answer(transcript, reason)


def _held_off(source: AudioSource) -> Generator[tuple[Samples, Samples], None, None]:
    """Each chunk, and what the listener may hear of it: silence while the room rings with the question."""
    deaf = int(source.holdoff_s * SAMPLE_RATE_HZ)
    with closing(source.chunks()) as chunks:
        for chunk in chunks:
            audible = chunk
            if deaf > 0:
                audible = chunk.copy()
                audible[:deaf] = 0
                deaf -= len(chunk)
            yield chunk, audible


def _tell(emit: Emit, turn: int, heard: Heard) -> None:
    if isinstance(heard, SpeechBegan):
        emit(SpeechStarted, turn=turn, start_s=heard.start_s)
    elif isinstance(heard, SpeechPaused):
        emit(SpeechStopped, turn=turn, end_s=heard.end_s)
    else:
        emit(WordsHeard, turn=turn, words=heard.words)
