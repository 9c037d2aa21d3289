"""What every adapter of a port must keep, real or scripted: one function a port."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import DeviceError
from simulator.ports import (
    Archive,
    AudioSink,
    AudioSource,
    Clock,
    Controls,
    Samples,
    Sound,
    SpeechDetector,
    Transcriber,
    Voice,
)


def is_sound(samples: Samples) -> bool:
    """Mono float32 in [-1, 1]."""
    plain = samples.dtype == np.float32 and samples.ndim == 1
    return bool(plain and np.all(np.isfinite(samples)) and np.all(np.abs(samples) <= 1))


def check_source(source: AudioSource, *, at_least_s: float, endless: bool = False) -> None:
    """Chunks of sound; may be left at any moment and opened again from the start. `endless`: a microphone."""
    assert source.name
    assert source.live is endless
    assert source.holdoff_s >= 0
    assert source.notice is None
    for _ in range(2):
        chunks, heard_s = source.chunks(), 0.0
        for chunk in chunks:
            assert is_sound(chunk)
            assert len(chunk) <= SAMPLE_RATE_HZ // 5
            heard_s += len(chunk) / SAMPLE_RATE_HZ
            if endless and heard_s >= at_least_s:
                break
        chunks.close()  # type: ignore[attr-defined]  # adapters write chunks as generators
        assert heard_s >= at_least_s
    left = source.chunks()
    next(left)
    left.close()  # type: ignore[attr-defined]


def check_sink(sink: AudioSink) -> None:
    """Takes sound of any rate, and none at all; over when waited for or stopped; can be opened anew."""
    assert sink.name
    tone = (0.1 * np.sin(np.arange(1000) * 0.2)).astype(np.float32)
    for rate_hz in (8_000, 22_050, 48_000):
        playback = sink.start(Sound(tone, rate_hz))
        playback.wait()
        assert not playback.playing
        playback.wait()
    sink.start(Sound(np.zeros(0, np.float32), 22_050)).wait()
    first = sink.start(Sound(np.zeros(100_000, np.float32), 1_000))
    second = sink.start(Sound(np.zeros(100_000, np.float32), 1_000))
    assert not first.playing
    second.stop()
    assert not second.playing
    second.stop()
    second.wait()
    sink.close()
    sink.close()
    sink.start(Sound(tone, 48_000)).wait()
    sink.start(Sound(np.zeros(100_000, np.float32), 1_000))
    sink.close()


def check_detector(detector: SpeechDetector, speech: Samples) -> None:
    """High in speech, low in silence, and the same again after a reset."""
    size = detector.frame_samples
    frames = speech[: len(speech) // size * size].reshape(-1, size)
    heard = []
    for _ in range(2):
        detector.reset()
        heard.append([detector.probability(frame) for frame in frames])
    assert heard[0] == heard[1]
    assert all(0 <= probability <= 1 for probability in heard[0])
    assert max(heard[0]) > 0.8
    silence = [detector.probability(np.zeros(size, np.float32)) for _ in range(40)]
    assert max(silence[20:]) < 0.35


def check_transcriber(transcriber: Transcriber, speech: Samples, key_words: set[str]) -> None:
    """Words in order within the sound; however it is chopped; nothing in no sound; sessions apart."""
    assert transcriber.name
    heard = []
    for step in (len(speech), 1600):
        session = transcriber.session()
        assert session.so_far() == ()
        for begin in range(0, len(speech), step):
            session.feed(speech[begin : begin + step])
        heard += [session.so_far(), session.finish()]
    for words in heard:
        edges = [edge for word in words for edge in (word.start_s, word.end_s)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(speech) / SAMPLE_RATE_HZ + 0.5 for edge in edges)
        assert all(word.confidence is None or 0 <= word.confidence <= 1 for word in words)
        assert all(word.text == word.text.strip() != "" for word in words)
        assert key_words <= {word.text.strip(".,!?").lower() for word in words}
    assert transcriber.session().finish() == ()


def check_asking_changes_nothing(make: Callable[[], Transcriber], speech: Samples) -> None:
    """Words asked for on the way are in order within what was fed, and leave the end as it would be."""
    ends = []
    for asks in (True, False):
        session = make().session()
        for begin in range(0, len(speech), 2 * SAMPLE_RATE_HZ):
            for place in range(begin, min(begin + 2 * SAMPLE_RATE_HZ, len(speech)), 1600):
                session.feed(speech[place : place + 1600])
            if asks:
                words = session.so_far()
                edges = [edge for word in words for edge in (word.start_s, word.end_s)]
                assert edges == sorted(edges)
                assert all(0 <= edge <= begin / SAMPLE_RATE_HZ + 2.5 for edge in edges)
        ends.append([(word.text, word.start_s, word.end_s) for word in session.finish()])
    assert ends[0] == ends[1]


def check_voice(voice: Voice) -> None:
    """Sound that is longer for longer texts."""
    assert voice.name
    voice.prepare(["Why?", "Who?"])
    voice.prepare([])
    short = voice.render("Why?")
    long = voice.render("What would you do differently if you had to do it all over again?")
    assert is_sound(short.samples)
    assert is_sound(long.samples)
    assert np.max(np.abs(long.samples)) > 0.05
    assert 0 < short.duration_s < long.duration_s < 30


def check_archive(archive: Archive, *, keeps: bool) -> None:
    """Recordings and lines, on disk in its folder or nowhere at all."""
    assert (archive.folder is not None) == keeps
    recording = archive.recording("answer")
    recording.write(np.zeros(1600, np.float32))
    recording.write(np.zeros(0, np.float32))
    recording.close()
    recording.close()
    archive.append('{"event": "one"}')
    assert (recording.path is not None) == keeps
    if recording.path and archive.folder:
        assert recording.path.parent == archive.folder
        assert recording.path.name == "answer.wav"


def check_clock(clock: Clock) -> None:
    """Never runs backwards."""
    times = [clock.elapsed_s() for _ in range(100)]
    assert times == sorted(times)
    assert times[0] >= 0
    before_s = clock.elapsed_s()
    clock.sleep(0.01)
    assert clock.elapsed_s() >= before_s + 0.009


def check_controls(controls: Controls) -> None:
    """Each key once."""
    pressed = [controls.pressed() for _ in range(100)]
    assert set(pressed) <= {None, "done", "again"}
    assert pressed[-1] is None


def check_named_device_is_refused(kind: type[AudioSource] | type[AudioSink]) -> None:
    with pytest.raises(DeviceError) as caught:
        kind("no such device")  # type: ignore[call-arg]
    assert caught.value.exit_status == 4
