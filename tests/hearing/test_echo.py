"""The interviewer's own voice in the microphone, in a simulated room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from support.sound import everything

from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.hearing import Echo
from simulator.packs import resource_folder
from simulator.ports import Samples, Sound

CHUNK = 800
RINGS_S = 0.5
FIXTURES = resource_folder("audio_fixtures")
QUESTION = everything(FileSource(FIXTURES / "probe-quantification-strong.flac"))[: 6 * SAMPLE_RATE_HZ]
PROBE = everything(FileSource(FIXTURES / "probe-influence-strong.flac"))[: 5 * SAMPLE_RATE_HZ]
CANDIDATE = everything(FileSource(FIXTURES / "probe-hindsight-weak.flac"))[: 3 * SAMPLE_RATE_HZ]


def in_the_room(sound: Samples, gain_db: float, delay_s: float = 0.12) -> Samples:
    """What a microphone makes of it: later, softer, with a tail of 0.3 s, and a little noise."""
    rng = np.random.default_rng(7)
    times = np.arange(int(0.3 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tail = rng.normal(0, 0.05, len(times)) * np.exp(-times / 0.06)
    response = np.concatenate([np.zeros(int(delay_s * SAMPLE_RATE_HZ)), [1.0], tail])
    size = len(sound) + len(response)
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[: len(sound)]
    noise = rng.normal(0, 10 ** (-60 / 20), len(heard))
    return (10 ** (gain_db / 20) * heard + noise).astype(np.float32)


def taught(gain_db: float) -> Echo:
    """An echo that has heard one question come back."""
    echo = Echo()
    echo.play(Sound(QUESTION, SAMPLE_RATE_HZ))
    for chunk in chunks(in_the_room(QUESTION, gain_db)):
        echo.audible(chunk, rings_s=RINGS_S, learning=True)
    return echo


def chunks(sound: Samples) -> Iterator[Samples]:
    for begin in range(0, len(sound), CHUNK):
        yield sound[begin : begin + CHUNK]


def heard_share(echo: Echo, mixed: Samples, played: Samples = PROBE) -> float:
    """The share of the sound's energy that is let through while the probe is played."""
    echo.play(Sound(played, SAMPLE_RATE_HZ))
    through = [float(np.sum(np.square(echo.audible(chunk, rings_s=RINGS_S)))) for chunk in chunks(mixed)]
    return sum(through) / float(np.sum(np.square(mixed)))


@pytest.mark.parametrize("gain_db", [-6.0, -12.0, -20.0])
def test_the_interviewer_is_never_taken_for_the_candidate(gain_db: float) -> None:
    assert heard_share(taught(gain_db), in_the_room(PROBE, gain_db)) < 0.05


@pytest.mark.parametrize("gain_db", [-20.0, -35.0, -80.0])
def test_a_candidate_who_speaks_into_the_probe_is_heard(gain_db: float) -> None:
    mixed = in_the_room(PROBE, gain_db)
    mixed[: len(CANDIDATE)] += CANDIDATE
    echo = taught(gain_db)
    assert heard_share(echo, mixed[: len(CANDIDATE)]) > 0.6


def test_before_anything_was_learnt_nothing_is_heard_while_something_sounds() -> None:
    assert heard_share(Echo(), CANDIDATE) == 0


def test_where_nothing_was_played_everything_is_heard_as_it_is() -> None:
    for chunk in chunks(CANDIDATE):
        assert Echo().audible(chunk, rings_s=RINGS_S) is chunk


def test_what_was_stopped_rings_for_a_moment_and_is_then_forgotten() -> None:
    echo = Echo()
    echo.play(Sound(PROBE, SAMPLE_RATE_HZ))
    echo.audible(PROBE[: 10 * CHUNK], rings_s=RINGS_S)
    echo.hush()
    through = [np.any(echo.audible(chunk, rings_s=RINGS_S)) for chunk in chunks(CANDIDATE)]
    first = through.index(True) * CHUNK / SAMPLE_RATE_HZ
    assert first == pytest.approx(RINGS_S, abs=0.15)
    assert np.mean(through[through.index(True) :]) > 0.95
