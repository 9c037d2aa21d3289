"""Sound that is no answer, through the real detector, recogniser and judge: no verdict is made up of it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import soxr
from support.rehearsal import RUBRIC, STORY

from simulator.adapters.silero import SileroDetector
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.voice import SpokenVoice
from simulator.domain.review import Review
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError
from simulator.hearing import Listener, Scribe
from simulator.hearing.settings import HearingSettings
from simulator.judging import review
from simulator.ports import Samples

LENGTH_S = 20
TIMES = np.arange(LENGTH_S * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
CHANCE = np.random.default_rng(11)
GERMAN = """Im letzten Herbst habe ich bemerkt, dass unsere Nachrichten an die Kunden verloren gingen.
Niemand hatte sich darum gekümmert, und deshalb habe ich die Protokolle gelesen und die Ursache gefunden.
Danach habe ich eine Warteschlange gebaut, und seither ist keine einzige Nachricht mehr verloren gegangen."""


def tones(*pitches_hz: float) -> Samples:
    return sum(0.1 * np.sin(2 * np.pi * hz * TIMES) for hz in pitches_hz).astype(np.float32)


def music() -> Samples:
    """Chords, four a bar, each with overtones that die away."""
    steps = (TIMES * 2).astype(int) % 4
    roots = np.array([220.0, 174.6, 261.6, 196.0])[steps]
    fading = np.exp(-3 * (TIMES * 2 % 1))
    notes = [np.sin(2 * np.pi * np.cumsum(roots * ratio) / SAMPLE_RATE_HZ) for ratio in (1, 1.26, 1.5, 2, 3)]
    return (0.15 * fading * sum(notes)).astype(np.float32)


SOUNDS = {
    "silence": np.zeros_like(TIMES, dtype=np.float32),
    "faint hiss": CHANCE.normal(0, 1e-3, len(TIMES)).astype(np.float32),
    "loud hiss": CHANCE.normal(0, 0.1, len(TIMES)).astype(np.float32),
    "a steady offset": np.full(len(TIMES), 0.5, np.float32),
    "hum": tones(50, 100, 150, 250),
    "clipping": np.sign(tones(120, 233)).astype(np.float32),
    "music": music(),
}


@cache
def parts() -> tuple[SileroDetector, Scribe]:
    return SileroDetector(), Scribe(SphinxTranscriber({}))


def judged(sound: Samples) -> Review:
    listener = Listener(*parts(), HearingSettings())
    for begin in range(0, len(sound), 1600):
        listener.feed(sound[begin : begin + 1600])
    return review(listener.finish(), story=STORY, rubric=RUBRIC, principle="ownership", level="sde2")


@pytest.mark.parametrize("name", SOUNDS)
def test_sound_without_speech_gets_no_verdict_and_is_told_why(name):
    found = judged(SOUNDS[name])
    assert found.verdict.rating is None
    assert found.trust.level == "low"
    assert found.trust.why


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("silence", "silent"),
        ("faint hiss", "nothing-heard"),
        ("loud hiss", "no-speech"),
        ("a steady offset", "offset"),
        ("hum", "hum"),
        ("music", "music"),
        ("clipping", "clipped"),
    ],
)
def test_sound_without_words_is_told_apart_by_how_loud_it_is(name, reason):
    assert judged(SOUNDS[name]).trust.why == RUBRIC.trust.messages[reason]


def test_another_language_gets_no_verdict():
    try:
        spoken = SpokenVoice(voice="german").render(GERMAN)
    except EngineError as error:
        pytest.skip(str(error))
    found = judged(soxr.resample(spoken.samples, spoken.rate_hz, SAMPLE_RATE_HZ))
    assert found.verdict.rating is None
    assert found.trust.level == "low"
