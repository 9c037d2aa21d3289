"""Sound that travels inside a page: small, whole, and at its own time."""

from __future__ import annotations

import numpy as np
import pytest
from support.recordings import sound

from simulator.adapters.compressed import BIT_RATE, Mp3Encoder
from simulator.adapters.files import FileSource

RATE_HZ = 16_000


def compressed(samples, chunk=1600):
    encoder = Mp3Encoder()
    for start in range(0, len(samples), chunk):
        encoder.feed(samples[start : start + chunk])
    return encoder.finish()


def heard(data, folder):
    path = folder / "sound.mp3"
    path.write_bytes(data)
    return np.concatenate(list(FileSource(path).chunks()))


@pytest.mark.parametrize("chunk", [333, 1600, 1_000_000])
def test_it_keeps_its_length_and_its_bit_rate_however_it_is_fed(tmp_path, chunk):
    speech = sound("demo-opening")
    data = compressed(speech, chunk)
    assert len(data) * 8 / (len(speech) / RATE_HZ) == pytest.approx(BIT_RATE, rel=0.02)
    assert len(heard(data, tmp_path)) == pytest.approx(len(speech), abs=RATE_HZ // 50)


def test_what_is_said_stays_where_it_was(tmp_path):
    silence, tone = np.zeros(RATE_HZ, np.float32), np.sin(np.arange(RATE_HZ) * 0.3).astype(np.float32) / 2
    loud = np.abs(heard(compressed(np.concatenate([silence, tone, silence])), tmp_path)) > 0.25
    assert np.flatnonzero(loud)[0] / RATE_HZ == pytest.approx(1.0, abs=0.03)
    assert np.flatnonzero(loud)[-1] / RATE_HZ == pytest.approx(2.0, abs=0.03)


def test_it_still_sounds_alike(tmp_path):
    speech = sound("demo-opening", 0, 10)
    again = heard(compressed(speech), tmp_path)[: len(speech)]
    assert np.corrcoef(speech[: len(again)], again)[0, 1] > 0.99


def test_of_nothing_there_is_nothing():
    assert Mp3Encoder().finish() == b""
    encoder = Mp3Encoder()
    encoder.feed(np.zeros(0, np.float32))
    assert encoder.finish() == b""
