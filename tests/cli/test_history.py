"""The history as its user meets it: real interviews, looked at, exported, damaged, locked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly
from support.history import interview_record, opened
from support.schemas import held
from support.sessions import STRONG, WEAK, kept, strong_interview, weak_interview

from simulator.adapters.holding import held as going_on
from simulator.cli.due import practisable
from simulator.history.migrations import NEWEST
from simulator.packs import load_rubric, resource_folder

FIXTURES = resource_folder("audio_fixtures")


def data(home: Path) -> Path:
    return home / ".local" / "share" / "hotseat"


def database(home: Path) -> Path:
    return data(home) / "history" / "history.db"


def lines(done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [held(json.loads(line)) for line in done.stdout.splitlines()]


def names(home: Path, *more: str) -> list[str]:
    return [line["session"] for line in lines(hotseat(home, "history", "--json", *more))]


def interviewed(home: Path, **more: str):
    answers = [FIXTURES / f"{name}.flac" for name in ("demo-opening", "probe-influence-weak")]
    way = ("interview", "webhook-drop-rate", "--probes", "1", "--silent", "--json", "--no-open")
    return hotseat(home, *way, "--answers", *answers, **more)


@pytest.fixture(scope="module")
def after_one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict]]:
    """The home of somebody who has just held an interview, and its trace."""
    home = tmp_path_factory.mktemp("home")
    done = interviewed(home)
    assert done.stderr.count("history") == 0
    return home, lines(done)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody with two sessions in their folders and no history yet."""
    kept(data(tmp_path) / "sessions" / STRONG, strong_interview())
    kept(data(tmp_path) / "sessions" / WEAK, weak_interview())
    return tmp_path


def test_an_interview_is_in_the_history_when_it_is_over(after_one) -> None:
    home, trace = after_one
    with closing(sqlite3.connect(database(home))) as history:  # before any command could catch up
        ((name, rating),) = history.execute(
            "SELECT session, rating FROM sessions JOIN verdicts USING (session)"
        )
    assert name == Path(trace[-1]["folder"]).name
    assert rating == next(line["rating"] for line in trace if line["event"] == "closed")
    assert database(home).stat().st_mode & 0o777 == 0o600
    (listed,) = lines(hotseat(home, "history", "--json"))
    assert (listed["mode"], listed["story"], listed["rating"]) == ("interview", "webhook-drop-rate", rating)
    (whole,) = lines(hotseat(home, "history", name, "--json"))
    reviewed = next(line["review"] for line in trace if line["event"] == "reviewed")
    assert whole["opening"]["signals"] == reviewed["signals"]
    assert whole["turns"][0]["probe"] == ""
    shown = hotseat(home, "history", name)
    assert shown.returncode == 0
    assert "Final verdict" in shown.stdout


def test_what_went_badly_is_said_to_be_next(after_one) -> None:
    home, trace = after_one
    due = lines(hotseat(home, "next", "--json"))
    asked = next(line["probe"]["id"] for line in trace if line["event"] == "asked" and line["probe"])
    assert ("probe", asked) in [(one["kind"], one["name"]) for one in due]
    assert {one["kind"] for one in due} == {"section", "probe", "story"}
    assert "Practise next" in hotseat(home, "next").stdout


def test_sessions_from_before_the_history_are_entered_when_it_is_looked_at(home: Path) -> None:
    assert names(home) == [WEAK, STRONG]
    assert names(home, "--since", "2026-01-05") == [STRONG]
    assert names(home, "--story", "another") == []
    assert names(home, "--principle", "ownership") == [WEAK, STRONG]
    listed = hotseat(home, "history")
    assert "2026-01-04 09:30" in listed.stdout
    assert "Strong Hire" in listed.stdout


def ends(home: Path) -> dict[str, str]:
    """How each session ended, by the database itself: no command has caught up with anything."""
    with closing(sqlite3.connect(database(home))) as history:
        return dict(history.execute("SELECT session, ended FROM sessions"))


def test_a_session_that_broke_off_is_entered_anew_when_it_is_taken_up(tmp_path: Path) -> None:
    folder = kept(data(tmp_path) / "sessions" / WEAK, weak_interview())
    trace = (folder / "trace.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    judged = next(at for at, line in enumerate(trace) if json.loads(line)["event"] == "reviewed")
    (folder / "trace.jsonl").write_text("".join(trace[: judged + 1]), encoding="utf-8")
    assert names(tmp_path) == [WEAK]
    assert ends(tmp_path) == {WEAK: ""}
    resumed = hotseat(tmp_path, "resume", "--judge", "--json", "--model", "pocketsphinx")
    assert resumed.returncode == 0, resumed.stderr
    assert ends(tmp_path) == {WEAK: "completed"}


def test_one_that_was_known_by_its_begin_is_caught_up_with_when_it_has_ended(home: Path) -> None:
    names(home)
    with closing(sqlite3.connect(database(home))) as history, history:
        history.execute("UPDATE sessions SET ended = '' WHERE session = ?", (WEAK,))
    names(home)
    assert ends(home) == {STRONG: "completed", WEAK: "completed"}


def test_one_that_is_under_way_is_entered_when_it_is_over(home: Path) -> None:
    with going_on(data(home) / "sessions" / WEAK):
        assert names(home) == [STRONG]
    assert set(names(home)) == {STRONG, WEAK}


def test_what_is_due_is_begun(home: Path) -> None:
    first = lines(hotseat(home, "next", "--json"))[0]
    assert first["due"] < "2026-11"
    done = hotseat(home, "drill", "--next", "--silent", "--json", "--answers", FIXTURES / "demo-opening.flac")
    trace = lines(done)
    assert trace[0]["mode"] == ("interview" if first["kind"] == "story" else "drill")
    asked = next(line for line in trace if line["event"] == "asked")
    if first["kind"] == "probe":
        assert asked["probe"]["id"] == first["name"]
    if first["kind"] == "section":
        assert next(line["section"] for line in trace if line["event"] == "section_set") == first["name"]


def test_a_follow_up_of_any_principle_comes_again_and_one_that_nobody_asks_does_not(
    monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    monkeypatch.setattr("simulator.settings.CONFIG_FOLDER", tmp_path)
    (tmp_path / "principles").mkdir()
    (tmp_path / "principles" / "a-broken-one.yaml").write_text("id: a-broken-one\n", encoding="utf-8")
    assert "one-record" in load_rubric().principles["dive-deep"].probes
    told = interview_record(0)
    grades = tuple(replace(told.grades[0], probe=name) for name in ("one-record", "nobody-asks-this"))
    with closing(opened(tmp_path)) as history:
        history.add([replace(told, grades=grades)])
    due = practisable("2026-02-01T10:00:00")
    assert [thing.name for thing in due if thing.kind == "probe"] == ["one-record"]


def test_next_chooses_alone(tmp_path: Path) -> None:
    assert "leave story" in said_plainly(hotseat(tmp_path, "drill", "own", "--next"), 2)
    assert "hold an interview" in said_plainly(hotseat(tmp_path, "drill", "--next"), 2)
    assert "Say which story" in said_plainly(hotseat(tmp_path, "drill"), 2)


def test_progress_is_drawn_in_lines_and_on_a_page(home: Path) -> None:
    drawn = hotseat(home, "progress")
    assert drawn.returncode == 0, drawn.stderr
    for part in ("2 attempts", "Strong Hire", "Action", "Words a minute", "webhook-drop-rate"):
        assert part in drawn.stdout
    page = home / "progress.html"
    assert hotseat(home, "progress", "--page", page).stdout.strip() == str(page)
    assert page.stat().st_mode & 0o777 == 0o600
    assert "Your progress over 2 attempts" in page.read_text(encoding="utf-8")
    assert "No session fits" in said_plainly(hotseat(home, "progress", "--story", "other"), 0)


def test_an_export_is_taken_in_elsewhere_and_adds_nothing_twice(home: Path, tmp_path: Path) -> None:
    assert hotseat(home, "history", "--export", home / "all.json").returncode == 0
    other = tmp_path / "other"
    other.mkdir()
    assert "Taken in: 2 sessions." in said_plainly(
        hotseat(other, "history", "--import", home / "all.json"), 0
    )
    assert "Taken in: 0 sessions; 2 sessions known already." in said_plainly(
        hotseat(other, "history", "--import", home / "all.json"), 0
    )
    assert hotseat(other, "history", "--export", other / "all.json").returncode == 0
    assert (other / "all.json").read_bytes() == (home / "all.json").read_bytes()
    assert len(held(json.loads((other / "all.json").read_text(encoding="utf-8")))["sessions"]) == 2
    assert (other / "all.json").stat().st_mode & 0o777 == 0o600
    assert hotseat(home, "history", "--export", home / "all.csv").returncode == 0
    assert (home / "all.csv").read_text(encoding="utf-8").startswith("session,started,mode")


def test_rebuilding_gives_what_was_there(home: Path) -> None:
    before = hotseat(home, "history", "--json").stdout
    assert "holds 2 sessions" in said_plainly(hotseat(home, "history", "--rebuild"), 0)
    assert hotseat(home, "history", "--json").stdout == before


def test_a_damaged_history_is_put_aside_and_made_again(home: Path) -> None:
    before = hotseat(home, "history", "--json").stdout
    database(home).write_bytes(b"something else entirely " * 500)
    done = hotseat(home, "history", "--json")
    assert done.stdout == before
    assert "history.damaged.db" in said_plainly(done, 0)
    assert (database(home).parent / "history.damaged.db").read_bytes().startswith(b"something else")


def test_a_newer_history_is_refused(home: Path) -> None:
    names(home)
    with closing(sqlite3.connect(database(home))) as history:
        history.execute(f"PRAGMA user_version = {NEWEST + 1}")
    assert "newer hotseat" in said_plainly(hotseat(home, "history"), 4)


def test_a_locked_history_says_so_and_an_interview_ends_well_all_the_same(tmp_path: Path) -> None:
    with closing(opened(data(tmp_path))) as history:
        history.add([interview_record(0)])
    with closing(sqlite3.connect(database(tmp_path))) as other:
        other.execute("BEGIN IMMEDIATE")
        done = interviewed(tmp_path)
        trace = lines(done)
        assert trace[-1]["reason"] == "completed"
        told = said_plainly(done, 0)
        assert "another program holds it" in told
        assert "kept in its folder" in told
        other.execute("ROLLBACK")
    assert Path(trace[-1]["folder"]).name in names(tmp_path)


def test_an_unreadable_trace_is_named_and_the_rest_is_there(home: Path) -> None:
    (data(home) / "sessions" / WEAK / "trace.jsonl").write_text("{}\n", encoding="utf-8")
    done = hotseat(home, "history", "--json")
    assert [line["session"] for line in lines(done)] == [STRONG]
    assert f"{WEAK}/trace.jsonl, line 1" in done.stderr


@pytest.mark.parametrize(
    ("wish", "status", "told"),
    [
        (["history", "none"], 2, "no session 'none'"),
        (["history", "x", "--rebuild"], 2, "Give one of"),
        (["history", "--json", "--export", "all.json"], 2, "leave it out with --rebuild, --export"),
        (["history", "x", "--story", "own"], 2, "choose from the list"),
        (["history", "--rebuild", "--since", "2026-01-05"], 2, "choose from the list"),
        (["progress", "--open"], 2, "name its file with --page"),
        (["history", "--export", "all.xml"], 2, ".json or .csv"),
        (["history", "--export", "/no/such/place/all.json"], 4, "cannot be written"),
        (["history", "--import", "none.json"], 3, "none.json: the file cannot be read"),
        (["history", "--since", "yesterday"], 2, "yesterday"),
        (["progress", "--page", "/no/such/place/p.html"], 4, "cannot be written"),
        (["progress", "--page", "."], 2, "is a folder; give the name of a file in it"),
        (["report", "--output", "/"], 2, "/ is a folder; give the name of a file in it"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    home: Path, wish: list[str], status: int, told: str
) -> None:
    assert told in said_plainly(hotseat(home, *wish), status)


def test_without_a_session_it_says_how_to_begin(tmp_path: Path) -> None:
    for command in ("history", "progress", "next"):
        assert "hotseat interview" in said_plainly(hotseat(tmp_path, command), 0)
