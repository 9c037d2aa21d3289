"""The real speech engine, in a process of its own each time, the next of which stands by."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.adapters import voice, voice_process, voice_standby
from simulator.adapters.voice import SpokenVoice, speakable
from simulator.errors import EngineError

QUESTION = "Tell me about a time you noticed a problem that nobody owned."


def test_speaks_a_sentence_at_a_calm_pace() -> None:
    sound = SpokenVoice().render(QUESTION)
    assert sound.samples.dtype == np.float32
    assert sound.rate_hz >= 16_000
    assert 0.05 < np.abs(sound.samples).max() <= 1
    pace_wpm = len(QUESTION.split()) / sound.duration_s * 60
    assert 130 < pace_wpm < 220


def test_one_sentence_after_another_gives_each_its_own_sound() -> None:
    spoken = SpokenVoice()
    first, second, again = (spoken.render(text) for text in ("Good morning.", QUESTION, "Good morning."))
    assert second.duration_s > 2 * first.duration_s
    assert np.array_equal(first.samples, again.samples)


def test_the_rate_counts() -> None:
    slow, fast = (SpokenVoice(rate_wpm=rate).render(QUESTION).duration_s for rate in (110, 220))
    assert slow > 1.5 * fast


def test_a_voice_can_be_chosen_by_a_part_of_its_name() -> None:
    spoken = SpokenVoice()
    identity = next(name for name in spoken.voices() if "en-us" in name)
    calm = spoken.render(QUESTION)
    assert not np.array_equal(SpokenVoice(voice=identity).render(QUESTION).samples, calm.samples)
    assert SpokenVoice(voice=identity[-5:].upper()).render("Hello.").duration_s > 0.2


def test_text_of_nothing_is_a_sound_of_nothing() -> None:
    assert SpokenVoice().render(" ").duration_s == 0


@pytest.mark.parametrize(
    ("spoken", "code"),
    [
        (SpokenVoice(voice="nobody at all"), "voice-unknown"),
        (SpokenVoice(timeout_s=0.001), "voice-timeout"),
    ],
)
def test_each_failure_is_one_sentence_without_the_text(spoken: SpokenVoice, code: str) -> None:
    with pytest.raises(EngineError) as caught:
        spoken.render("They fixed it after a few days.")
    assert caught.value.code == code
    assert "days" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_process_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice.sys, "executable", "/bin/false")
    with pytest.raises(EngineError) as caught:
        SpokenVoice().render("Hello.")
    assert caught.value.code == "voice-failed"


def test_an_interpreter_that_is_gone_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice.sys, "executable", "/nowhere/python")
    with pytest.raises(EngineError) as caught:
        SpokenVoice().render("Hello.")
    assert caught.value.code == "voice-unloadable"


@pytest.mark.parametrize("left", [None, b"", b"RIFF", b"no sound at all"])
def test_a_file_that_holds_no_sound_is_one_sentence(tmp_path: Path, left: bytes | None) -> None:
    path = tmp_path / "said.wav"
    if left is not None:
        path.write_bytes(left)
    with pytest.raises(EngineError) as caught:
        voice._sound(path)
    assert caught.value.code == "voice-failed"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes started in the test, in order."""
    processes = []
    real = subprocess.Popen

    def watched(*arguments: Any, **options: Any) -> Any:
        processes.append(real(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr(voice_standby.subprocess, "Popen", watched)
    return processes


def test_the_text_never_stands_on_a_command_line(started: list[Any]) -> None:
    SpokenVoice().render("They fixed it after a few days.")
    assert [process.args for process in started] == [[sys.executable, "-m", voice_process.__name__]] * 2


def test_the_process_that_stands_by_takes_the_sentence_and_another_stands_by(started: list[Any]) -> None:
    spoken = SpokenVoice()
    spoken.prepare([])
    spoken.prepare([QUESTION])
    assert len(started) == 1
    spoken.render(QUESTION)
    assert started[0].returncode == voice_process.DONE
    spoken.render(QUESTION)
    assert [process.poll() for process in started] == [voice_process.DONE, voice_process.DONE, None]


def test_a_process_that_died_standing_by_costs_no_sentence(started: list[Any]) -> None:
    spoken = SpokenVoice()
    for kill_and_wait_for in (spoken.prepare, spoken.render):
        spoken.prepare([])
        started[-1].kill()
        started[-1].wait()
        kill_and_wait_for(QUESTION)  # type: ignore[operator]
    assert spoken.render(QUESTION).duration_s > 1


def test_one_that_hangs_is_ended(started: list[Any]) -> None:
    spoken = SpokenVoice(timeout_s=0.001)
    with pytest.raises(EngineError):
        spoken.render(QUESTION)
    assert started[0].poll() is not None


def test_none_is_left_standing_by_when_the_voice_is_closed_or_forgotten(started: list[Any]) -> None:
    spoken = SpokenVoice()
    spoken.prepare([])
    spoken.close()
    spoken.close()
    spoken.prepare([])
    del spoken
    gc.collect()
    assert len(started) == 2
    assert None not in [process.poll() for process in started]


@pytest.mark.parametrize("end", ["pass", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_none_outlives_the_program_however_that_ends(end: str) -> None:
    """The process that stands by holds this test's pipe open as long as it lives."""
    program = (
        "import os, subprocess\n"
        "from simulator.adapters.voice import SpokenVoice\n"
        "subprocess.DEVNULL = 2\n"
        "spoken = SpokenVoice()\n"
        "spoken.prepare([])\n"
        "print(spoken._standby._spare[0].poll(), flush=True)\n" + end
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("None\n", "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("You said — twice – that.", "You said, twice, that."),
        ("a *strong* `word`", "a strong word"),
        ("two\n lines ", "two lines"),
        ("from 4% to 0.3%", "from 4% to 0.3%"),
        ("$8,000, or $1.2 million. $5.", "8,000 dollars, or 1.2 million dollars. 5 dollars."),
        ("10-15 people, 24/7, in QA", "10 to 15 people, 24 7, in Q A"),
    ],
)
def test_what_is_written_but_not_said_is_left_out(written: str, said: str) -> None:
    assert speakable(written) == said
