"""`hotseat report` and `hotseat review --report` as their user runs them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly
from support.recordings import FOLDER
from support.sessions import STRONG, WEAK, change_line, interview, kept, strong_interview, weak_interview

from simulator.cli.report import write_page
from simulator.errors import ArchiveError


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A user who has held two interviews."""
    home = tmp_path_factory.mktemp("home")
    for name, events in ((WEAK, weak_interview()), (STRONG, strong_interview())):
        kept(folder_of(home, name), events)
    return home


@pytest.fixture
def weak(tmp_path):
    return kept(tmp_path / WEAK, weak_interview())


def folder_of(home, name):
    return home / ".local/share/hotseat/sessions" / name


def report(home, *arguments):
    done = hotseat(home, "report", *arguments)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_without_a_name_it_is_the_latest_and_three_minutes_stay_under_two_megabytes(home):
    path = report(home)
    assert path == folder_of(home, STRONG) / "report.html"
    text = path.read_text(encoding="utf-8")
    assert "Strong Hire" in text
    assert "5 January 2026, 10:00" in text
    assert text.count("data:audio/mpeg;base64,") == 3
    assert 700_000 < path.stat().st_size < 2_000_000


def test_only_its_owner_may_read_it_and_no_part_is_left(weak):
    path = write_page(weak)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {file.name for file in path.parent.iterdir()} == {
        "answer.wav",
        "probe-1.wav",
        "report.html",
        "trace.jsonl",
    }


def test_several_stand_side_by_side_in_a_file_of_ones_own(home, weak, tmp_path):
    path = report(home, WEAK, str(weak), "--output", str(tmp_path / "both.html"))
    text = path.read_text(encoding="utf-8")
    assert "Attempts side by side" in text
    assert text.count("<article") == 2
    assert text.count("data:audio/mpeg;base64,") == 4


def test_sessions_that_are_not_there_are_named(home, tmp_path):
    assert "There is no session 'monday'" in said_plainly(hotseat(home, "report", "monday"), 2)
    assert "There is no session yet" in said_plainly(hotseat(tmp_path, "report"), 2)


def test_a_wrong_trace_is_named_with_line_and_mend(home, weak):
    change_line(weak / "trace.jsonl", 2, turn="first")
    said = said_plainly(hotseat(home, "report", str(weak)), 3)
    assert said.startswith(f"{weak / 'trace.jsonl'}, line 2: turn: it is not a whole number;")
    assert not (weak / "report.html").exists()


def test_different_stories_do_not_stand_side_by_side(home, weak):
    change_line(weak / "trace.jsonl", 1, story="own")
    assert "different stories" in said_plainly(hotseat(home, "report", str(weak), STRONG), 2)


def test_a_story_whose_pack_has_gone_is_told_without_its_answers(weak, capsys):
    change_line(weak / "trace.jsonl", 1, story="a-story-of-mine")
    assert write_page(weak).is_file()
    assert "The page does without the story's own answers." in capsys.readouterr().err


def test_recordings_that_are_gone_or_broken_leave_the_words(weak):
    (weak / "answer.wav").unlink()
    (weak / "probe-1.wav").write_bytes(b"RIFF")
    text = write_page(weak).read_text(encoding="utf-8")
    assert "<audio" not in text
    assert "There is no sound with this answer" in text


def test_a_name_in_the_trace_leads_nowhere_else(weak):
    outside = weak.parent / "outside.wav"
    (weak / "answer.wav").rename(outside)
    change_line(weak / "trace.jsonl", 3, recording="../outside.wav")
    assert write_page(weak).read_text(encoding="utf-8").count("data:audio") == 1


def test_a_session_that_was_broken_off_has_a_page(tmp_path):
    whole = interview(WEAK, "demo-opening")
    text = write_page(kept(tmp_path / WEAK, whole[:4])).read_text(encoding="utf-8")
    assert "broken off before its close" in text
    assert text.count("data:audio") == 1


def test_a_page_that_cannot_be_written_says_where(weak):
    (weak / "report.html").mkdir()
    with pytest.raises(ArchiveError, match=r"report\.html: it cannot be written"):
        write_page(weak)
    assert not list(weak.glob(".*"))


def test_reviewed_recordings_and_transcripts_make_a_page(home, tmp_path):
    page = tmp_path / "reviewed.html"
    files = [FOLDER / "probe-influence-weak.flac", FOLDER / "demo-opening.json", tmp_path / "none.wav"]
    done = hotseat(home, "review", "--story", "webhook-drop-rate", *files, "--report", page)
    assert done.returncode == 3  # the last file is not there; the page has the others
    text = page.read_text(encoding="utf-8")
    assert text.count("<article") == 2
    assert text.count("data:audio/mpeg;base64,") == 1
    assert "probe-influence-weak.flac" in text
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
