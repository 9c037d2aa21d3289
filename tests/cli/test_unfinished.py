"""A session that broke off is told of where the next one begins, whichever that is, with how it goes on."""

from __future__ import annotations

import json
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.command import hotseat, said_plainly
from support.practice import started
from support.rehearsal import Rehearsal
from support.sessions import WEAK, kept, weak_interview

from simulator.adapters.archive import FolderArchive
from simulator.adapters.scripted import NobodyListens
from simulator.cli.resume import to_take_up
from simulator.cli.taking_up import as_it_began
from simulator.cli.unfinished import unfinished
from simulator.errors import UsageError
from simulator.packs import resource_folder
from simulator.reporting import json_line, trace_object
from simulator.session.resuming import Left, UnderWay
from simulator.session.thinking import Past

FIXTURES = resource_folder("audio_fixtures")
TELLING = [str(FIXTURES / name) for name in ("own-backup-fan.flac", "probe-quantification-weak.flac")]
HEARD = ("--silent", "--model", "pocketsphinx", "--json")


def broken_off(home: Path, *command: str, after: str) -> Path:
    """The folder of a session whose trace ends with an event of that name, as one that was killed."""
    done = hotseat(home, *command)
    assert done.returncode == 0, done.stderr
    (trace,) = home.rglob("trace.jsonl")
    lines = trace.read_text(encoding="utf-8").splitlines(keepends=True)
    last = max(at for at, line in enumerate(lines) if json.loads(line)["event"] == after)
    trace.write_text("".join(lines[: last + 1]), encoding="utf-8")
    return trace.parent


@pytest.mark.parametrize(
    "command", [("interview", "--loop", "--principles", "ownership,dive-deep"), ("stories", "new")]
)
def test_the_next_session_tells_of_it_once(tmp_path: Path, command) -> None:
    answer = FIXTURES / "probe-influence-weak.flac"
    left = broken_off(
        tmp_path, "interview", "--probes", "0", "--answers", str(answer), *HEARD, after="answer_ended"
    )
    done = hotseat(tmp_path, *command, "--type", "--silent", "--json", typed="Too short.\n\n")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    notices = [line["text"] for line in told if line.get("code") == "session-unfinished"]
    assert len(notices) == 1, done.stderr
    assert left.name in notices[0]
    assert "'hotseat resume' judges it or goes on" in notices[0]


def events(done: subprocess.CompletedProcess[str], kind: str) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [one for one in map(json.loads, done.stdout.splitlines()) if one["event"] == kind]


@pytest.mark.parametrize(("mode", "offered"), [("interview", True), ("demo", False), ("walkthrough", False)])
def test_what_somebody_else_has_said_is_not_offered(tmp_path: Path, monkeypatch, mode, offered) -> None:
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    folder = tmp_path / "sessions" / "2026-01-05_10-00-00_own"
    archive = FolderArchive(folder)
    begun = started(mode)
    archive.append(json_line(trace_object(begun)))
    recording = archive.recording("answer")
    recording.write(np.zeros(16_000, np.float32))
    recording.close()
    assert [one.folder for one in unfinished()] == ([folder] if offered else [])
    left = Left(begun, UnderWay(0, None, Past(), recording="answer.wav"))
    if offered:
        assert to_take_up(folder, left) == begun
    else:
        with pytest.raises(UsageError, match="you have answered nothing"):
            to_take_up(folder, left)


def test_it_is_taken_up_as_it_was_begun(tmp_path: Path) -> None:
    answer = str(FIXTURES / "own-backup-fan.flac")
    ways = ("--rubric", "behavioural", "--question", "2", "--probes", "1", "--tough", "--answers", answer)
    left = broken_off(tmp_path, "interview", *ways, *HEARD, after="asked")
    trace = [json.loads(line) for line in (left / "trace.jsonl").read_text(encoding="utf-8").splitlines()]
    first = next(at for at, one in enumerate(trace) if one["event"] == "asked")
    lines = (left / "trace.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (left / "trace.jsonl").write_text("".join(lines[: first + 1]), encoding="utf-8")
    for sound in left.glob("*.wav"):
        sound.unlink()
    begun = trace[0]
    assert (begun["rubric"], begun["probes"], begun["tough"]) == ("behavioural", 1, True)
    resumed = hotseat(tmp_path, "resume", left.name, "--go-on", "--answers", answer, *HEARD)
    asked = events(resumed, "asked")
    assert asked[0]["text"] == begun["question"] == trace[first]["text"]
    assert len(asked) <= 2
    assert events(resumed, "closed")


def test_cutting_in_and_the_time_there_is_are_taken_up_too() -> None:
    begun = replace(started("interview"), tough=True, time_s=300.0)
    brief = as_it_began(Rehearsal().interview.brief, Left(begun))
    assert (brief.tough, brief.time_s) == (True, 300.0)


def test_typed_answers_that_are_only_judged_need_no_recogniser(tmp_path: Path) -> None:
    said = "I found that the backups of our team had not been running, so I wrote a check.\n\n"
    typed = hotseat(tmp_path, "interview", "--type", "--silent", "--json", "--probes", "0", typed=said)
    assert typed.returncode == 0, typed.stderr
    (trace,) = tmp_path.rglob("trace.jsonl")
    lines = trace.read_text(encoding="utf-8").splitlines(keepends=True)
    ended = next(at for at, line in enumerate(lines) if json.loads(line)["event"] == "answer_ended")
    trace.write_text("".join(lines[: ended + 1]), encoding="utf-8")
    (resumed,) = events(hotseat(tmp_path, "resume", "--judge", "--json"), "resumed")
    assert resumed["recogniser"] == NobodyListens.name


@pytest.mark.parametrize("way", [("--judge",), ()])
def test_recordings_that_nobody_would_hear_are_refused(tmp_path: Path, way) -> None:
    kept(tmp_path / ".local/share/hotseat/sessions" / WEAK, weak_interview()[:4])
    said = said_plainly(hotseat(tmp_path, "resume", *way, "--answers", TELLING[0]), 2)
    assert "add --go-on" in said


def test_a_story_that_was_being_told_goes_on_from_its_recordings(tmp_path: Path) -> None:
    left = broken_off(
        tmp_path, "stories", "new", "first", *HEARD, "--answers", *TELLING, after="listening_started"
    )
    assert "nothing to take up" in said_plainly(hotseat(tmp_path, "resume"), 2)
    said = said_plainly(hotseat(tmp_path, "resume", left.name), 2)
    assert "a story was being told" in said
    command = shlex.split(said.partition("hotseat ")[2].rstrip("."))
    assert command[:4] == ["stories", "new", "--answers", str(left / "story.wav")]
    done = hotseat(tmp_path, *command, *HEARD)
    assert done.returncode == 0, done.stderr
    assert any(json.loads(line)["event"] == "story_kept" for line in done.stdout.splitlines())
