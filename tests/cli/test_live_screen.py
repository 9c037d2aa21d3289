"""The live screen before a real microphone: on a terminal, with the recogniser in its own process."""

from __future__ import annotations

import json

import pytest
from support.loopback import FIXTURES, PROMPT, around
from support.terminal import Terminal

pytestmark = [pytest.mark.soundcard, pytest.mark.timeout(900)]
HEARD = "probe-influence-weak.flac"


@pytest.mark.parametrize(
    ("command", "over", "leaves"),
    [
        ("interview webhook-drop-rate --probes 0 --no-open", "Why", "completed"),
        ("interview --loop --principles ownership --probes 0", "The debrief", "completed"),
        ("stories new left-to-them", "Question 1", "interrupted"),
    ],
    ids=["interview", "loop", "stories new"],
)
def test_what_is_said_into_the_microphone_is_heard_on_the_screen(pulse, tmp_path, command, over, leaves):
    where = around(pulse, tmp_path) | PROMPT
    with Terminal(tmp_path, *command.split(), "--silent", "--model", "pocketsphinx", **where) as terminal:
        terminal.until("Say a few words")
        terminal.press("\r")
        terminal.until("○ listening")
        pulse.play_into_microphone(FIXTURES / HEARD)
        terminal.until(over)
        terminal.press("q" if leaves == "completed" else "\x03")
        assert terminal.leave() == (0 if leaves == "completed" else 130)
    assert "Traceback" not in terminal.written
    (trace,) = tmp_path.rglob("trace.jsonl")
    told = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    answer = next(line for line in told if line["event"] == "answer_ended")
    assert answer["reason"] == "silence"
    assert len(answer["transcript"]["words"]) > 10
    assert told[-1]["reason"] == leaves
