"""Offset, hum and standing tones of known sound; and that no voice has any of them."""

from __future__ import annotations

import numpy as np
import pytest
from support.delivery import measured, silence, tone
from support.recordings import NAMES, sound
from support.sound import JFK, everything
from support.sounds import at_level, higher, mains_hum, mixed, notes, whispered

from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ, Backdrop
from simulator.hearing.backdrop import BLOCK
from simulator.ports import Samples

LENGTH_S = 20.0
SPEECH = sound("demo-opening", 0, LENGTH_S)


def backdrop(made: Samples, chunk: int = 16_000) -> Backdrop:
    found = measured(made, chunk).backdrop
    assert found
    return found


def noise(db: float = -20) -> Samples:
    return at_level(np.random.default_rng(5).normal(0, 1, 20 * SAMPLE_RATE_HZ).astype(np.float32), db)


@pytest.mark.parametrize("offset", [-0.2, 0.01, 0.5])
def test_an_offset_is_measured_under_whatever_sounds(offset: float) -> None:
    assert backdrop(SPEECH + np.float32(offset)).offset == pytest.approx(offset, abs=0.002)


def test_an_offset_is_no_loudness() -> None:
    plain, moved = measured(SPEECH), measured(SPEECH + np.float32(0.2))
    assert moved.loudness_db == pytest.approx(plain.loudness_db, abs=0.2)
    assert set(measured(np.full(32_000, 0.5, np.float32)).loudness_db) == {-100.0}


@pytest.mark.parametrize("mains", [50, 60])
@pytest.mark.parametrize("under_db", [-10, 0, 10, 20])
def test_hum_is_told_with_its_frequency_and_its_level(mains: int, under_db: float) -> None:
    hum = mains_hum(LENGTH_S, mains)
    made = mixed(SPEECH, hum, under_db)
    found = backdrop(made)
    wanted = 10 * np.log10(np.mean(np.square(made - SPEECH)))
    assert found.hum_hz == mains
    assert found.hum_db == pytest.approx(wanted, abs=2)


def test_a_hum_that_is_a_little_off_is_still_hum() -> None:
    assert backdrop(mixed(SPEECH, mains_hum(LENGTH_S, 49.9), 10)).hum_hz == 50


@pytest.mark.parametrize(
    "made",
    [SPEECH, noise(), silence(LENGTH_S), notes(LENGTH_S, 0.25), whispered(SPEECH)],
    ids=["speech", "noise", "silence", "melody", "whisper"],
)
def test_what_is_no_hum_has_none(made: Samples) -> None:
    assert backdrop(made).hum_db < -60


@pytest.mark.parametrize("each_s", [0.25, 0.5, 2.0])
@pytest.mark.parametrize("chords", [False, True])
def test_notes_stand_still(each_s: float, chords: bool) -> None:
    assert np.mean(backdrop(notes(LENGTH_S, each_s, chords=chords)).still_share) >= 0.4


@pytest.mark.parametrize("name", NAMES)
def test_no_recorded_answer_stands_still_or_hums(name: str) -> None:
    found = backdrop(sound(name))
    assert np.mean(found.still_share) < 0.02
    assert found.hum_db < np.median(found.level_db) - 18  # an even voice near 100 Hz is a little like hum
    assert abs(found.offset) < 0.002


def test_no_person_stands_still() -> None:
    found = backdrop(everything(FileSource(JFK)))
    assert max(found.still_share) < 0.2
    assert found.hum_db < -45


def test_noise_and_hum_are_no_tones() -> None:
    for made in (noise(), mains_hum(LENGTH_S), mains_hum(LENGTH_S, 60), whispered(SPEECH), higher(SPEECH, 5)):
        assert max(backdrop(made).still_share) < 0.35


def test_there_is_a_figure_for_each_whole_block_and_an_offset_for_less() -> None:
    assert len(backdrop(tone(120, 5.0)).still_share) == 5 * SAMPLE_RATE_HZ // BLOCK
    short = backdrop(np.full(1000, 0.25, np.float32))
    assert (short.offset, short.still_share, short.hum_hz) == (0.25, (), 0)
    assert backdrop(np.zeros(0, np.float32)) == Backdrop(BLOCK / SAMPLE_RATE_HZ)


@pytest.mark.parametrize("chunk", [512, 1601, 40_000])
def test_how_the_sound_is_chopped_changes_nothing(chunk: int) -> None:
    made = mixed(SPEECH, mains_hum(LENGTH_S), 10)[: 7 * SAMPLE_RATE_HZ + 13]
    assert backdrop(made, chunk) == backdrop(made, 100_000)
