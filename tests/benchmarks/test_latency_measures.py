"""What the benchmark of the turn gap measures with, on sound of which everything is known."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from latency.accuracy import word_errors
from latency.answers import Clip, as_long_as, paused, sentences
from latency.figures import median, percentile
from latency.lost import covered, echoes
from latency.sound import RATE_HZ, WINDOW, find, first_sound, last_sound, threshold

from simulator.domain.speech import Word

BEGIN_S, END_S = 0.7, 1.9


@pytest.fixture
def hum() -> np.ndarray:
    """Three seconds of faint hiss, with a hum in the middle that dies away to a tenth."""
    times = np.arange(3 * RATE_HZ) / RATE_HZ
    inside = (times >= BEGIN_S) & (times < END_S)
    fading = np.linspace(1, 0.1, len(times))
    hiss = np.random.default_rng(7).normal(0, 1e-4, len(times))
    return (np.where(inside, 0.5 * fading * np.sin(2 * np.pi * 170 * times), 0) + hiss).astype(np.float32)


def test_the_first_and_the_last_sample_of_sound_are_found_to_a_window(hum: np.ndarray) -> None:
    least = threshold(hum)
    assert first_sound(hum, least) == pytest.approx(BEGIN_S * RATE_HZ, abs=WINDOW)
    assert last_sound(hum, least) == pytest.approx(END_S * RATE_HZ, abs=WINDOW)


def test_silence_has_no_first_sample() -> None:
    assert first_sound(np.zeros(RATE_HZ, np.float32), 0.0) is None
    assert last_sound(np.zeros(RATE_HZ, np.float32), 0.0) is None


def test_a_piece_is_found_in_a_recording_to_the_sample_however_loud_it_is() -> None:
    draw = np.random.default_rng(7)
    piece = draw.normal(0, 0.1, RATE_HZ).astype(np.float32)
    recording = draw.normal(0, 0.01, 4 * RATE_HZ).astype(np.float32)
    assert find(piece, recording)[1] < 0.5
    recording[12_345 : 12_345 + len(piece)] += 0.3 * piece
    place, alike = find(piece, recording)
    assert place == 12_345
    assert alike > 0.9


def test_a_pause_put_in_moves_what_follows_and_nothing_else() -> None:
    sentence = sentences("webhook-strong", [5])[0]
    longer = paused(sentence, 3, 2.5)
    assert longer.length_s == pytest.approx(sentence.length_s + 2.5)
    assert longer.words[3] == sentence.words[3]
    assert longer.words[4][1] == pytest.approx(sentence.words[4][1] + 2.5)
    silent = longer.samples[int((longer.words[3][2] + 0.2) * RATE_HZ) :][: 2 * RATE_HZ]
    assert not np.any(silent)


def test_a_long_answer_has_the_length_asked_for_and_its_own_ending() -> None:
    bodies, ending = sentences("webhook-strong", [1, 2, 3]), sentences("webhook-strong", [22])
    made = as_long_as(60, ending, bodies)
    assert made.length_s == pytest.approx(60, abs=12)
    assert made.text.endswith(ending[0].text)
    assert made.last == pytest.approx(made.words[-1][2] * RATE_HZ, abs=0.1 * RATE_HZ)


def test_figures_over_few_values() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([1.0, 2.0]) == 1.5
    assert percentile([float(value) for value in range(101)], 0.95) == 95.0


def test_words_lost_and_doubled_are_seen() -> None:
    words = (Word("so", 1.0, 1.4), Word("then", 1.5, 2.0))
    assert covered(1.0, 1.4, words) == pytest.approx(1.0)
    assert covered(1.4, 1.5, words) == 0.0
    assert echoes("we wrote the fix wrote the fix".split()) == ["wrote the fix"]
    assert echoes("we wrote the fix".split()) == []
    assert word_errors([("We wrote, the fix.", "we the fixed fix")]) == (2, 4)


def test_a_clip_knows_where_its_speech_ends(hum: np.ndarray) -> None:
    assert Clip("hum", hum, ()).last == pytest.approx(END_S * RATE_HZ, abs=WINDOW)
