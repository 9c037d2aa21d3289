"""Where speech begins and pauses, frame by frame."""

from __future__ import annotations

import pytest

from simulator.hearing import HearingSettings
from simulator.hearing.speech import SpeechGate

FRAME = 512
HANGOVER = 8
"""Frames of 32 ms in the hangover of 0.25 s."""


def run(probabilities: list[float]) -> tuple[list[tuple[str, int]], SpeechGate]:
    """Changes, each with the frame at which it was known."""
    gate = SpeechGate(HearingSettings(), FRAME)
    changes = [(gate.step(probability), place) for place, probability in enumerate(probabilities)]
    return [(change, place) for change, place in changes if change], gate


def test_speech_begins_once_it_is_longer_than_a_click_and_pauses_after_the_hangover() -> None:
    changes, gate = run([0.1] * 5 + [0.9] * 10 + [0.1] * 20)
    assert changes == [("began", 8), ("paused", 15 + HANGOVER - 1)]
    assert gate.spans(0, gate.now) == [(5 * FRAME, 15 * FRAME)]


def test_a_click_is_not_speech() -> None:
    changes, gate = run([0.1, 0.9, 0.9, 0.9, 0.1] * 4)
    assert changes == []
    assert not gate.heard_any


@pytest.mark.parametrize("edge", [0.36, 0.49])
def test_a_probability_between_the_thresholds_changes_nothing(edge: float) -> None:
    quiet, _ = run([edge] * 40)
    spoken, gate = run([0.9] * 10 + [edge] * 40)
    assert quiet == []
    assert [change for change, _ in spoken] == ["began"]
    assert gate.speaking


def test_a_stop_inside_a_word_is_no_pause() -> None:
    changes, gate = run(([0.9] * 6 + [0.05] * (HANGOVER - 1)) * 5)
    assert [change for change, _ in changes] == ["began"]
    assert gate.speaking


def test_a_voice_that_fades_at_the_edge_still_pauses() -> None:
    changes, gate = run([0.9] * 6 + [0.1] + [0.4] * 30)
    assert [change for change, _ in changes] == ["began", "paused"]
    assert gate.spans(0, gate.now) == [(0, 6 * FRAME)]


@pytest.mark.parametrize(
    "wrong",
    [{"leave": 0.6}, {"leave": 0.0}, {"tail_s": 0.5}, {"hold_from_s": 30.0}],
)
def test_numbers_that_contradict_each_other_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|twice"):
        HearingSettings(**wrong)
