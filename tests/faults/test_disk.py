"""A disk that is full in mid-interview: the real program on a disk of a few hundred kilobytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from support.command import hotseat

from simulator.adapters.files import FileSource

ANSWER = Path(__file__).parents[2] / "audio_fixtures" / "probe-influence-weak.flac"
SIZE = "size=160k,mode=700"
"""Room for five seconds of the answer, which has twelve."""


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own; only root may make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a disk be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_an_interview_goes_on_elsewhere_when_the_disk_is_full_and_says_where(small_disk, tmp_path):
    (spare := tmp_path / "spare").mkdir()
    done = hotseat(
        tmp_path,
        *("interview", "webhook-drop-rate", "--probes", "0", "--silent", "--json", "--answers", ANSWER),
        XDG_DATA_HOME=str(small_disk),
        TMPDIR=str(spare),
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    (notice,) = [line for line in told if line.get("code") == "archive-moved"]
    folder = Path(told[-1]["folder"])
    assert told[-1]["reason"] == "completed"
    assert folder.parent == spare
    assert str(folder) in notice["text"]
    with wave.open(str(folder / "answer.wav")) as file:
        kept = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    said = np.concatenate(list(FileSource(ANSWER).chunks()))
    assert np.array_equal(kept, np.rint(said * 32767).astype("<i2"))
    assert [json.loads(line) for line in (folder / "trace.jsonl").read_text().splitlines()] == told
    assert (folder / "report.html").is_file()


def test_with_no_room_anywhere_the_interview_is_held_to_its_end_and_says_what_became_of_it(
    small_disk, tmp_path
):
    done = hotseat(
        tmp_path,
        *("interview", "webhook-drop-rate", "--probes", "0", "--silent", "--json", "--answers", ANSWER),
        XDG_DATA_HOME=str(small_disk),
        TMPDIR=str(small_disk),
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in told][-2:] == ["closed", "session_ended"]
    assert "archive-in-memory" in [line.get("code") for line in told]
    assert "Traceback" not in done.stderr
    assert "could not be written anywhere" in done.stderr
