"""Recordings that answer in the candidate's place."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from support.command import hotseat, said_plainly
from support.sound import JFK, everything, write_wav

from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ


def test_all_are_looked_at_before_the_first_question(tmp_path: Path) -> None:
    done = hotseat(
        tmp_path, "interview", "--silent", "--json", "--answers", str(JFK), str(tmp_path / "none.wav")
    )
    assert "none.wav" in said_plainly(done, 3)
    assert done.stdout == ""


def test_one_is_heard_to_its_end_whatever_pauses_it_has(tmp_path: Path) -> None:
    speech = everything(FileSource(JFK))
    pause = np.zeros(5 * SAMPLE_RATE_HZ, np.float32)
    path = write_wav(tmp_path / "thinking.wav", np.concatenate([speech, pause, speech]))
    done = hotseat(tmp_path, "interview", "--silent", "--json", "--probes", "0", "--answers", str(path))
    trace = [json.loads(line) for line in done.stdout.splitlines()]
    [answer] = [event for event in trace if event["event"] == "answer_ended"]
    assert answer["reason"] == "source_ended"
    assert answer["transcript"]["words"][-1]["end"] > len(speech) * 2 / SAMPLE_RATE_HZ


def test_a_session_that_never_began_leaves_no_folder(tmp_path: Path) -> None:
    said_plainly(hotseat(tmp_path, "demo", "--model", "none"), 2)
    assert not list(tmp_path.rglob("sessions/*"))
