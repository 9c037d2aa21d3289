"""The speech detector on real speech, and alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model
from support.command import environment
from support.sound import JFK, everything

from simulator.adapters import silero
from simulator.adapters.files import FileSource
from simulator.adapters.scripted import ScriptedTranscriber
from simulator.adapters.silero import SileroDetector
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError
from simulator.hearing import Heard, HearingSettings, Listener, Scribe, SpeechBegan, SpeechPaused
from simulator.ports import Samples

SPOKEN = [(0.3, 2.3), (3.2, 4.5), (5.3, 7.7), (8.1, 10.6)]
"""Where Kennedy speaks, in seconds, by ear."""


def probabilities(samples: Samples) -> Samples:
    detector = SileroDetector()
    frames = samples[: len(samples) // 512 * 512].reshape(-1, 512)
    return np.array([detector.probability(frame) for frame in frames], np.float32)


def test_real_speech_is_found_where_it_is() -> None:
    found = probabilities(everything(FileSource(JFK)))
    times = np.arange(len(found)) * 512 / SAMPLE_RATE_HZ
    spoken = np.zeros(len(found), bool)
    for start_s, end_s in SPOKEN:
        spoken |= (times >= start_s + 0.2) & (times <= end_s - 0.2)
    silent = np.ones(len(found), bool)
    for start_s, end_s in SPOKEN:
        silent &= (times < start_s - 0.2) | (times > end_s + 0.2)
    assert np.mean(found[spoken] > 0.5) > 0.85
    assert np.mean(found[silent] < 0.35) > 0.85


@pytest.mark.parametrize("kind", ["silence", "noise", "hum"])
def test_what_is_not_speech_is_not_taken_for_it(kind: str) -> None:
    size = 3 * SAMPLE_RATE_HZ
    sound = {
        "silence": np.zeros(size),
        "noise": np.random.default_rng(1).normal(0, 0.05, size),
        "hum": 0.1 * np.sin(2 * np.pi * 50 * np.arange(size) / SAMPLE_RATE_HZ),
    }[kind]
    assert np.mean(probabilities(sound.astype(np.float32)) > 0.5) < 0.05


def test_it_remembers_between_frames_and_forgets_on_reset() -> None:
    speech = everything(FileSource(JFK))[8000 : 8000 + 512 * 20].reshape(-1, 512)
    detector = SileroDetector()
    first = [detector.probability(frame) for frame in speech]
    carried_on = detector.probability(speech[0])
    detector.reset()
    assert [detector.probability(frame) for frame in speech] == first
    assert carried_on != first[0]


def test_it_agrees_with_the_library_that_it_comes_from() -> None:
    speech = everything(FileSource(JFK))[: 512 * 200]
    theirs = np.asarray(get_vad_model()(speech.copy())).reshape(-1)
    assert np.max(np.abs(probabilities(speech) - theirs)) < 0.02


def test_the_listener_tells_the_pauses_of_real_speech() -> None:
    listener = Listener(SileroDetector(), Scribe(ScriptedTranscriber([])), HearingSettings())
    told: list[Heard] = []
    for chunk in FileSource(JFK).chunks():
        told += listener.feed(chunk)
    began = [heard.start_s for heard in told if isinstance(heard, SpeechBegan)]
    paused = [heard.end_s for heard in told if isinstance(heard, SpeechPaused)]
    for start_s, end_s in SPOKEN:
        assert any(abs(start_s - heard) < 0.3 for heard in began)
        assert any(abs(end_s - heard) < 0.3 for heard in paused)
    assert len(began) <= 6
    assert listener.finish().duration_s == pytest.approx(11.0, abs=0.05)


def test_a_machine_without_it_is_told_how_to_mend_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(silero, "MODEL", Path("absent.onnx"))
    with pytest.raises(EngineError, match="pip install") as caught:
        SileroDetector()
    assert (caught.value.code, caught.value.exit_status) == ("detector-missing", 4)


def test_a_broken_one_is_told_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"not a network")
    monkeypatch.setattr(silero, "_model", lambda: tmp_path / "broken.onnx")
    with pytest.raises(EngineError, match=r"broken\.onnx cannot be loaded") as caught:
        SileroDetector()
    assert caught.value.code == "detector-broken"


def test_it_does_not_load_the_whole_of_faster_whisper() -> None:
    script = (
        "import sys; from simulator.adapters.silero import SileroDetector; SileroDetector();"
        "print([name for name in ('faster_whisper', 'ctranslate2', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_its_library_is_kept_from_reporting_home(tmp_path: Path) -> None:
    """Where it is not, ONNX Runtime leaves an identifier of the machine behind and sends what it logged."""
    script = "from simulator.adapters.silero import SileroDetector; SileroDetector()"
    theirs = ("ORT_", "CI", "GITHUB_", "TF_BUILD", "BUILD_", "JENKINS_", "TRAVIS")
    surroundings = {k: v for k, v in environment(tmp_path).items() if not k.startswith(theirs)}
    subprocess.run([sys.executable, "-c", script], env=surroundings, check=True)
    assert list(tmp_path.rglob("*")) == []
