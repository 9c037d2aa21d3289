"""A microphone that goes away in mid-answer and comes back, on a real sound server; and one that does not."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from support.cases import spoken
from support.pulse import lacking, sound_server
from support.rehearsal import Rehearsal
from support.sound import write_wav

from simulator.errors import DeviceError
from simulator.events import AnswerEnded, Asked, Closed, Noticed, Reviewed, SessionEnded

OPENING = """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it.
They looked into it and they fixed it after a few days. I did not track the exact impact.
It seemed better after that. I learned that communication is important."""

HEAR = """
import sys
from simulator.adapters.soundcard import Microphone

microphone, told = Microphone(), None
for chunk in microphone.chunks():
    if microphone.notice != told:
        told = microphone.notice
        print(told[0] if told else None, flush=True)
    if len(chunk) and abs(chunk).max() > 0.05:
        print("sound", flush=True)
"""


@pytest.mark.soundcard
def test_a_microphone_that_was_unplugged_is_heard_again_when_it_is_back(tmp_path):
    if reason := lacking():
        pytest.skip(reason)
    noise = np.random.default_rng(3).uniform(-0.5, 0.5, 20 * 16_000)
    loud = write_wav(tmp_path / "loud.wav", noise.astype(np.float32))
    with sound_server(tmp_path) as server:
        hearing = server.start(sys.executable, "-c", HEAR, stdout=-1)

        def until(line: str) -> None:
            for told in hearing.stdout:
                if told.strip() == line:
                    return
            raise AssertionError(f"never came to '{line}'")

        try:
            playing = server.start("paplay", "--device=mic", str(loud))
            until("sound")
            playing.kill()
            playing.wait()
            modules = server.run("pactl", "list", "short", "modules").stdout.splitlines()
            number = next(line.split()[0] for line in modules if "sink_name=mic" in line)
            server.run("pactl", "unload-module", number)
            server.run("pactl", "unload-module", "module-null-sink")  # nor any other to fall back on
            until("microphone-gone")
            back = ("module-null-sink", "sink_name=mic", "rate=48000", "channels=2")
            server.run("pactl", "load-module", *back)
            server.run("pactl", "set-default-source", "mic.monitor")
            until("microphone-back")
            playing = server.start("paplay", "--device=mic", str(loud))
            until("sound")
            playing.kill()
            playing.wait()
        finally:
            hearing.kill()
            hearing.communicate()


def test_one_that_does_not_come_back_ends_the_answer_which_is_judged():
    rehearsal = Rehearsal(OPENING, live=True)
    rehearsal.interview.parts.candidate(0, "").gone_after_s = 0.9 * spoken(OPENING).duration_s
    rehearsal.run()
    (ended,), (closed,) = rehearsal.of(AnswerEnded), rehearsal.of(Closed)
    assert ended.reason == "source_ended"
    assert 0.5 * len(spoken(OPENING).words) < len(ended.transcript.words) < len(spoken(OPENING).words)
    assert rehearsal.of(Reviewed)
    assert closed.rating
    (told,) = [event for event in rehearsal.of(Noticed) if event.code == "microphone-gone"]
    assert "What you said is kept" in told.text
    # There is nobody to ask any more.
    assert len(rehearsal.of(Asked)) == 1
    assert rehearsal.of(SessionEnded)[0].reason == "completed"


def test_one_that_goes_away_before_a_word_was_said_breaks_the_session_off():
    rehearsal = Rehearsal(OPENING, live=True)
    rehearsal.interview.parts.candidate(0, "").gone_after_s = 0.0
    with pytest.raises(DeviceError, match="went away"):
        rehearsal.run()
    assert rehearsal.of(SessionEnded)[0].reason == "interrupted"
