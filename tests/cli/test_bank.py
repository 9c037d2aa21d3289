"""The story bank as its user meets it: from the history, with free answers under the story that they tell."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly
from support.sessions import STRONG, change_line, kept, strong_interview

from simulator.events import SessionStarted

FREE = "2026-01-06_10-00-00_own"


def data(home: Path) -> Path:
    return home / ".local" / "share" / "hotseat"


def free_interview():
    """The strong interview, as if the candidate had told it without naming a story."""
    return tuple(
        replace(event, story="own", session=FREE) if isinstance(event, SessionStarted) else event
        for event in strong_interview()
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has told one story twice, once without naming it."""
    kept(data(tmp_path) / "sessions" / STRONG, strong_interview())
    kept(data(tmp_path) / "sessions" / FREE, free_interview())
    return tmp_path


def ownership(home: Path) -> str:
    done = hotseat(home, "stories", "bank")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return next(line for line in done.stdout.splitlines() if line.strip().startswith("Ownership"))


def test_a_story_counts_for_what_it_was_told_for_also_where_it_was_not_named(home: Path) -> None:
    assert "strong ×2" in ownership(home)
    (data(home) / "sessions" / FREE / "trace.jsonl").unlink()  # it has been read, once
    assert "strong ×2" in ownership(home)


def test_a_session_that_is_forgotten_counts_no_more(home: Path) -> None:
    assert "strong ×2" in ownership(home)
    assert hotseat(home, "forget", FREE, "--yes").returncode == 0
    assert "strong ×1" in ownership(home)


def test_what_an_answer_told_is_looked_up_again_when_the_stories_are_others(home: Path) -> None:
    assert "strong ×2" in ownership(home)
    assert hotseat(home, "stories", "edit", "webhook-drop-rate", VISUAL="true").returncode == 0
    mine = home / ".config" / "hotseat" / "stories" / "webhook-drop-rate.yaml"
    text = mine.read_text(encoding="utf-8")
    mine.write_text(
        text.replace("strong_example: >-", "strong_example: >-\n      Once more."), encoding="utf-8"
    )
    with closing(sqlite3.connect(data(home) / "history" / "history.db")) as history:
        (before,) = history.execute("SELECT shelf FROM told").fetchone()
        assert "strong ×2" in ownership(home)
        (after,) = history.execute("SELECT shelf FROM told").fetchone()
    assert before != after


def test_what_is_lacking_is_counted_once_with_the_next_step(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "stories", "bank")
    lines = [line.strip(" -") for line in done.stdout.splitlines() if line.strip()]
    at = lines.index("What to do next")
    gaps = sum(line.endswith("GAP") for line in lines[:at])
    thin = sum(line.endswith("THIN") for line in lines[:at])
    assert (gaps + thin, thin > 0) == (16, True)
    assert lines[at + 1] == f"No story: {gaps} of 16. Weak or not tried yet: {thin}."
    step = " ".join(lines[at + 2 :])
    assert re.fullmatch(r"Begin with [A-Z].*: hotseat (stories new|interview \S+) --principle \S+", step)


def test_a_trace_that_cannot_be_read_is_named_and_the_rest_is_there(home: Path) -> None:
    hotseat(home, "history")
    change_line(data(home) / "sessions" / FREE / "trace.jsonl", 1, event="nonesuch")
    done = hotseat(home, "stories", "bank")
    assert done.returncode == 0
    assert "cannot tell which story it was" in done.stderr
    assert "strong ×1" in done.stdout


def test_a_locked_history_says_so(home: Path) -> None:
    hotseat(home, "history")
    with closing(sqlite3.connect(data(home) / "history" / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "another program holds it" in said_plainly(hotseat(home, "stories", "bank"), 4)
