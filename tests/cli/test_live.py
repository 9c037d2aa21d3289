"""The live loop on a real sound server: loudspeaker, microphone, keys pressed by nobody."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from support.command import said_plainly
from support.loopback import FIXTURES, PROMPT, RATE_HZ, Live, alike
from support.sound import everything, write_wav

from simulator.adapters.files import FileSource
from simulator.adapters.sphinx import SphinxTranscriber

pytestmark = pytest.mark.soundcard
INTERVIEW = ("interview", "webhook-drop-rate")


def recognised(recorded: np.ndarray) -> set[str]:
    session = SphinxTranscriber({}).session()
    session.feed(recorded.astype(np.float32))
    return {word.text for word in session.finish()}


@contextlib.contextmanager
def loudspeaker_before_the_microphone(pulse, volume: str):
    """A room in which the microphone hears the loudspeaker, at a share of its loudness."""
    loaded = pulse.run(
        "pactl", "load-module", "module-loopback", "source=speaker.monitor", "sink=mic", "latency_msec=60"
    )
    inputs = pulse.run("pactl", "list", "short", "sink-inputs").stdout.split()
    pulse.run("pactl", "set-sink-input-volume", inputs[0], volume)
    try:
        yield
    finally:
        pulse.run("pactl", "unload-module", loaded.stdout.strip())


def test_it_asks_aloud_hears_the_answer_and_probes_aloud_also_before_a_loudspeaker(pulse, tmp_path):
    with (
        loudspeaker_before_the_microphone(pulse, "40%"),
        pulse.record_loudspeaker(RATE_HZ) as heard,
        Live(pulse, tmp_path, *INTERVIEW, "--probes", "1", **PROMPT) as live,
    ):
        live.answer("webhook-routed-cafe.flac")
        live.answer("probe-influence-weak.flac")
        live.until("session_ended")
        assert live.process.wait(60) == 0, live.process.stderr.read()
    (loudspeaker,) = heard
    question, probe = (line for line in live.trace if line["event"] == "asked")
    assert alike(loudspeaker, question["text"]) > 0.8
    assert alike(loudspeaker, probe["text"]) > 0.8
    assert recognised(loudspeaker) & {"approach", "responsible", "short", "shortcuts"}
    ended = [line for line in live.trace if line["event"] == "answer_ended"]
    assert [line["reason"] for line in ended] == ["silence", "silence"]
    words = {word["text"] for line in ended for word in line["transcript"]["words"]}
    assert {"platform", "team", "message"} <= words
    # The interviewer's own voice is not in the answer, nor taken for the candidate's.
    assert not live.told("answer_reopened")
    assert not words & {"responsible", "shortcuts", "advocated"}
    assert ended[0]["transcript"]["words"][0]["start"] > 0
    assert probe["probe"]["quote"]
    assert live.trace[-1]["reason"] == "completed"


def cut(fixture: str, until_s: float, folder: Path) -> Path:
    sound = everything(FileSource(FIXTURES / fixture))
    return write_wav(folder / "cut.wav", sound[: int(until_s * RATE_HZ)])


def test_a_thinking_pause_of_three_seconds_cuts_nobody_off(pulse, tmp_path):
    label = json.loads((FIXTURES / "webhook-thinking-pauses.json").read_text(encoding="utf-8"))
    pauses = zip(label["words"], label["words"][1:])
    before, after = next(pair for pair in pauses if pair[1]["start"] - pair[0]["end"] > 3.0)
    with Live(pulse, tmp_path, *INTERVIEW, "--silent") as live:
        live.until("listening_started")
        live.pulse.play_into_microphone(cut("webhook-thinking-pauses.flac", after["end"] + 3, tmp_path))
        while live.until("speech_started")["start_s"] < before["end"] + 2:
            pass
    assert not live.told("answer_ended")


def test_who_speaks_on_as_the_follow_up_begins_goes_on_with_the_answer(pulse, tmp_path):
    on = everything(FileSource(FIXTURES / "probe-hindsight-weak.flac"))
    first = int(np.flatnonzero(np.abs(on) > 0.05)[0])
    more = write_wav(tmp_path / "more.wav", on[first : first + 4 * RATE_HZ])
    with Live(pulse, tmp_path, *INTERVIEW, "--probes", "1", **PROMPT) as live:
        live.answer("probe-influence-weak.flac")
        while not live.until("asked")["turn"]:
            pass
        live.pulse.play_into_microphone(more)
        live.until("answer_reopened")
        ended = live.until("answer_ended")
    assert ended["turn"] == 0
    first_time, *_ = live.told("answer_ended")
    assert len(ended["transcript"]["words"]) > len(first_time["transcript"]["words"])


def test_control_c_keeps_what_was_recorded_and_says_where(pulse, tmp_path):
    with Live(pulse, tmp_path, *INTERVIEW, "--silent", **PROMPT) as live:
        live.answer("probe-influence-weak.flac")
        os.kill(live.process.pid, signal.SIGINT)
        out, err = live.process.communicate(timeout=60)
    assert live.process.returncode == 130
    assert "Traceback" not in err
    ended = json.loads(out.splitlines()[-1])
    assert ended["event"] == "session_ended"
    assert ended["reason"] == "interrupted"
    with wave.open(str(Path(ended["folder"]) / "answer.wav")) as file:
        assert file.getnframes() > 8 * RATE_HZ


@pytest.mark.parametrize("option", ["--microphone", "--loudspeaker"])
def test_a_device_that_is_not_there_is_named_with_those_that_are(pulse, tmp_path, option):
    with Live(pulse, tmp_path, *INTERVIEW, option, "Nonesuch 3000") as live:
        out, err = live.process.communicate(timeout=60)
    said = said_plainly(subprocess.CompletedProcess([], live.process.returncode, out, err), 4)
    assert "Nonesuch 3000" in said
    assert "pulse" in said
