"""Scripted parts on virtual time."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.adapters.scripted import (
    RecordingSink,
    ScriptedClock,
    ScriptedSource,
    ScriptedTranscriber,
    ScriptedVoice,
    sound_of,
)
from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.ports import Sound

SOUND = Sound(np.ones(1000, np.float32), 500)
"""Two seconds."""


def test_time_runs_with_the_sound_of_a_live_source() -> None:
    clock = ScriptedClock()
    source = ScriptedSource(np.zeros(4000, np.float32), live=True, clock=clock)
    times_s = [clock.elapsed_s() for _ in source.chunks()]
    assert times_s == pytest.approx([0.1, 0.2, 0.25])
    assert source.live


def test_a_playback_takes_its_time_on_the_clock() -> None:
    clock = ScriptedClock()
    playback = RecordingSink(clock).start(SOUND)
    clock.advance(1.9)
    assert playback.playing
    clock.advance(0.1)
    assert not playback.playing


def test_to_wait_for_a_playback_moves_the_clock_on_to_its_end() -> None:
    clock = ScriptedClock()
    playback = RecordingSink(clock).start(SOUND)
    clock.advance(0.5)
    playback.wait()
    playback.wait()
    assert clock.elapsed_s() == 2
    assert not playback.playing


def test_what_was_heard_of_a_stopped_sound_is_told() -> None:
    clock = ScriptedClock()
    sink = RecordingSink(clock)
    first = sink.start(SOUND)
    clock.advance(0.5)
    second = sink.start(SOUND)
    assert not first.playing
    clock.advance(1.5)
    second.stop()
    second.stop()
    sink.start(SOUND).wait()
    sink.close()
    assert sink.stopped == [0.5, 1.5]
    assert sink.played == [SOUND] * 3


def test_without_a_clock_every_sound_is_over_at_once() -> None:
    sink = RecordingSink()
    assert not sink.start(SOUND).playing
    sink.start(SOUND).stop()
    assert sink.stopped == []


def test_the_words_so_far_are_those_whose_middle_was_fed() -> None:
    words = (Word("one", 0.2, 0.6), Word("two", 0.8, 1.2))
    sound = sound_of(words, 2.0)
    session = ScriptedTranscriber([(sound, words)]).session()
    heard = []
    for begin in range(0, len(sound), SAMPLE_RATE_HZ // 2):
        session.feed(sound[begin : begin + SAMPLE_RATE_HZ // 2])
        heard.append([word.text for word in session.so_far()])
    assert heard == [["one"], ["one"], ["one", "two"], ["one", "two"]]
    assert session.finish() == session.so_far()


def test_a_voice_remembers_what_it_was_told_is_likely() -> None:
    voice = ScriptedVoice()
    voice.prepare(["a", "b"])
    voice.prepare(["c"])
    assert voice.prepared == ["a", "b", "c"]
