"""The live screen in a terminal of its own, with the installed command and recorded speech."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest
from support.command import HOTSEAT, environment, hotseat
from support.terminal import Terminal

from simulator.cli.live import stretch
from simulator.packs import resource_folder

FIXTURES = resource_folder("audio_fixtures")
ANSWERS = [str(FIXTURES / f"probe-influence-{grade}.flac") for grade in ("weak", "strong")]


def traces(home: Path) -> list[Path]:
    return list(home.rglob("trace.jsonl"))


def test_an_interview_is_held_whole_on_the_screen(tmp_path) -> None:
    with Terminal(tmp_path, "interview", "--answers", *ANSWERS, "--silent", "--probes", "1") as terminal:
        terminal.until("Recordings will answer")
        terminal.press("\r")
        terminal.until("Verdict")
        terminal.press("3")
        terminal.until("What earned credit")
        terminal.until("The report")
        terminal.press("q")
        assert terminal.leave() == 0
    (trace,) = traces(tmp_path)
    events = [json.loads(line)["event"] for line in trace.read_text(encoding="utf-8").splitlines()]
    assert events[0] == "session_started"
    assert events[-1] == "session_ended"
    assert {"reviewed", "graded", "closed"} <= set(events)
    assert events.count("answer_ended") == 2
    assert (trace.parent / "report.html").is_file()
    # The terminal is the candidate's again, and says where everything is.
    assert "\x1b[?1049l" in terminal.written
    assert "Kept" in terminal.plain(terminal.written.rindex("\x1b[?1049l"))
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-7]|38;|48;)[0-9;]*m", terminal.written), "NO_COLOR is set"


def test_a_story_is_told_whole_on_the_screen(tmp_path) -> None:
    command = "stories new backups --silent --model pocketsphinx --answers".split()
    with Terminal(tmp_path, *command, *ANSWERS) as terminal:
        terminal.until("How it goes")
        terminal.press("\r")
        terminal.until("read on")
        terminal.press("q")
        assert terminal.leave() == 0
    left = terminal.plain(terminal.written.rindex("\x1b[?1049l"))
    (pack,) = (tmp_path / ".config/hotseat/stories").iterdir()
    for said in ("Your story: ", "Action", str(pack), "hotseat drill backups", "Kept"):
        assert said in left
    assert "Interviewer" not in left


def test_a_loop_is_held_whole_on_the_screen(tmp_path) -> None:
    command = "interview --loop --principles ownership,dive-deep --probes 0 --silent --model pocketsphinx"
    with Terminal(tmp_path, *command.split(), "--answers", *ANSWERS) as terminal:
        terminal.until("What each interviewer asks about")
        terminal.press("\r")
        terminal.until("The debrief")
        terminal.press("q")
        assert terminal.leave() == 0
    left = terminal.plain(terminal.written.rindex("\x1b[?1049l"))
    (kept,) = (tmp_path / ".local/share/hotseat/loops").iterdir()
    for said in ("The debrief: ", "Ownership", "Dive Deep", kept.name):
        assert said in left
    assert left.count("report.html") == 2
    assert len(traces(tmp_path)) == 2


def test_a_loop_left_in_mid_answer_keeps_what_was_heard(tmp_path) -> None:
    long = str(FIXTURES / "webhook-strong.flac")
    with Terminal(tmp_path, "interview", "--loop", "--silent", "--answers", long) as terminal:
        terminal.until("What each interviewer asks about")
        terminal.press("\r")
        terminal.until("hearing you")
        terminal.press("\x03")
        assert terminal.leave() == 130
    assert "Traceback" not in terminal.written
    (trace,) = traces(tmp_path)
    last = json.loads(trace.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["event"], last["reason"]) == ("session_ended", "interrupted")


@pytest.mark.parametrize("how", ["key", "signal"])
def test_leaving_in_mid_answer_keeps_what_was_heard_and_says_where(tmp_path, how) -> None:
    long = str(FIXTURES / "webhook-strong.flac")
    with Terminal(tmp_path, "interview", "--answers", long, "--silent") as terminal:
        terminal.until("Recordings will answer")
        terminal.press("\r")
        terminal.until("hearing you")
        if how == "key":
            terminal.press("\x03")
        else:
            terminal.process.send_signal(signal.SIGINT)
        terminal.until("Kept")
        assert terminal.leave() == 130
    (trace,) = traces(tmp_path)
    last = json.loads(trace.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["event"], last["reason"]) == ("session_ended", "interrupted")
    assert (trace.parent / "answer.wav").stat().st_size > 1000


def test_what_breaks_the_session_is_said_in_one_sentence(tmp_path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("no folder")
    with Terminal(
        tmp_path, "interview", "--answers", *ANSWERS, "--silent", XDG_DATA_HOME=str(blocked)
    ) as terminal:
        terminal.until("Recordings will answer")
        terminal.press("\r")
        status = terminal.leave()
    assert status == 4
    said = terminal.plain(terminal.written.rindex("\x1b[?1049l"))
    assert "cannot be written" in said
    assert "Traceback" not in terminal.written


def test_plain_and_typed_come_without_the_screen(tmp_path) -> None:
    with Terminal(
        tmp_path, "interview", "--type", "--plain", "--silent", "--probes", "0", "--no-open"
    ) as terminal:
        terminal.until("An empty line ends it")
        terminal.press("I noticed that the backups had failed and nobody had an alert on them.\n" * 6 + "\n")
        assert terminal.leave() == 0
    assert "\x1b[?1049h" not in terminal.written
    assert "What earned credit" in terminal.plain()


def test_answers_piped_in_are_judged(tmp_path) -> None:
    text = "I noticed that the backups had failed and nobody had an alert on them.\n" * 6
    typed = text + "\nI wrote it myself.\n"
    done = hotseat(tmp_path, "interview", "--type", "--json", "--silent", "--probes", "1", typed=typed)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    ended = [event for event in events if event["event"] == "answer_ended"]
    assert len(ended) == 2
    assert 20 < ended[0]["transcript"]["duration"] < 60
    assert not list(tmp_path.rglob("*.wav"))


def test_typing_and_recordings_do_not_go_together(tmp_path) -> None:
    done = subprocess.run(
        [HOTSEAT, "interview", "--type", "--answers", *ANSWERS],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 2
    assert "not both" in done.stderr


def test_a_stretch_of_a_recording_is_cut_out_to_the_sample() -> None:
    path = Path(ANSWERS[0])
    whole = stretch(path, 0.0, 1e9)
    part = stretch(path, 1.25, 2.75)
    assert len(part.samples) == 24_000
    assert (part.samples == whole.samples[20_000:44_000]).all()
    assert len(stretch(path, 1e6, 1e6 + 1).samples) == 0
