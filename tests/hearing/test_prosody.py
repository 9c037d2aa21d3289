"""Loudness and pitch of known sound, of speech, and however it is chopped."""

from __future__ import annotations

import numpy as np
import pytest
from support.delivery import measured, silence, tone
from support.recordings import sound
from support.sound import JFK, everything, words_every

from simulator.adapters.files import FileSource
from simulator.adapters.scripted import ScriptedDetector, ScriptedTranscriber, sound_of
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.hearing import HearingSettings, Listener, Scribe
from simulator.hearing.prosody import HOP, WINDOW, ProsodyMeter


def spread_st(pitch_hz: tuple[float, ...]) -> float:
    voiced = np.array([hz for hz in pitch_hz if hz])
    low, high = np.percentile(voiced, [10, 90])
    return float(12 * np.log2(high / low))


@pytest.mark.parametrize("hz", [75, 98.5, 120, 181.3, 250, 333, 400])
@pytest.mark.parametrize("level", [0.01, 0.3])
def test_a_steady_tone_has_its_pitch_in_every_frame(hz: float, level: float) -> None:
    pitch = measured(tone(hz, 1.0, level)).pitch_hz
    assert np.abs(12 * np.log2(np.array(pitch) / hz)).max() < 0.1


def test_a_glide_is_followed() -> None:
    rise = np.geomspace(100, 200, 2 * SAMPLE_RATE_HZ)
    pitch = measured(tone(rise, 2.0)).pitch_hz
    middles = [rise[k * HOP + WINDOW // 2] for k in range(len(pitch))]
    assert np.abs(12 * np.log2(np.array(pitch) / middles)).max() < 0.3


def test_a_missing_fundamental_is_heard_as_the_ear_hears_it() -> None:
    at = np.arange(SAMPLE_RATE_HZ) * 2 * np.pi * 120 / SAMPLE_RATE_HZ
    made = (0.1 * (np.sin(2 * at) + np.sin(3 * at) + np.sin(4 * at))).astype(np.float32)
    assert measured(made).pitch_hz == pytest.approx([120] * len(measured(made).pitch_hz), abs=1)


@pytest.mark.parametrize("made", [silence(1), np.full(16_000, 0.5, np.float32)], ids=["silence", "offset"])
def test_what_is_no_voice_has_no_pitch(made: np.ndarray) -> None:
    assert set(measured(made).pitch_hz) == {0.0}


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 5 * SAMPLE_RATE_HZ).astype(np.float32)
    assert not any(measured(noise).pitch_hz)


@pytest.mark.parametrize(("level", "db"), [(1.0, -3.0), (0.1, -23.0), (0.0, -100.0)])
def test_loudness_is_relative_to_full_scale(level: float, db: float) -> None:
    at = np.arange(SAMPLE_RATE_HZ) * 2 * np.pi * 200 / SAMPLE_RATE_HZ
    loud = measured((level * np.sin(at)).astype(np.float32)).loudness_db
    assert loud == pytest.approx([db] * len(loud), abs=0.1)


def test_clipping_is_told_with_its_place_and_one_peak_is_none() -> None:
    made = tone(150, 3.0, 0.3)
    made[SAMPLE_RATE_HZ] = 1.0
    made[32_000:32_400] = np.clip(made[32_000:32_400] * 30, -1, 1)
    clipped = measured(made).clipped_s
    assert clipped
    assert all(2.0 - WINDOW / SAMPLE_RATE_HZ < at_s < 2.03 for at_s in clipped)


@pytest.mark.parametrize("chunk", [1, 160, 512, 1601, 100_000])
def test_how_the_sound_is_chopped_changes_nothing(chunk: int) -> None:
    made = sound("probe-hindsight-weak", 0, 2.0 if chunk > 1 else 0.7)
    assert measured(made, chunk) == measured(made, 7_777)


@pytest.mark.parametrize("samples", [0, 1, WINDOW - 1, WINDOW, WINDOW + HOP, 8_320, 8_321, 40_000])
def test_there_is_one_frame_for_each_hop_that_fits(samples: int) -> None:
    got = measured(tone(120, samples / SAMPLE_RATE_HZ))
    frames = max(0, (samples - WINDOW) // HOP + 1)
    assert len(got.loudness_db) == len(got.pitch_hz) == frames
    assert all(got.pitch_hz)
    assert got.hop_s == HOP / SAMPLE_RATE_HZ


def test_expressive_speech_moves_more_than_a_monotone_voice() -> None:
    moved = measured(everything(FileSource(JFK))).pitch_hz
    even = measured(sound("webhook-generic-reflection", 0, 30)).pitch_hz
    assert spread_st(moved) > 5.5
    assert spread_st(even) < 3.2


def test_a_low_and_a_high_voice_are_heard_at_their_height() -> None:
    low = [hz for hz in measured(sound("demo-opening", 0, 20)).pitch_hz if hz]
    high = [hz for hz in measured(sound("webhook-generic-reflection", 0, 20)).pitch_hz if hz]
    assert 90 < np.median(low) < 115
    assert 155 < np.median(high) < 185


def test_the_listener_gives_the_prosody_of_all_it_was_fed() -> None:
    words = words_every(0.15, 10)
    made = sound_of(words, 8.0)
    listener = Listener(ScriptedDetector(), Scribe(ScriptedTranscriber([(made, words)])), HearingSettings())
    for begin in range(0, len(made), 1000):
        listener.feed(made[begin : begin + 1000])
    meter = ProsodyMeter()
    meter.feed(made)
    assert listener.finish().prosody == meter.so_far()
