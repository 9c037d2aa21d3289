"""What is forgotten is gone, and nothing else is; `--ephemeral` leaves nothing to forget."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly
from support.recordings import FOLDER
from support.sessions import kept, strong_interview, weak_interview

from simulator.adapters.holding import held
from simulator.cli.report import SIDE_BY_SIDE

SPOKEN = FOLDER / "probe-influence-weak.flac"


def name_of(days_ago: int) -> str:
    return f"{datetime.now() - timedelta(days=days_ago):%Y-%m-%d_%H-%M-%S}_webhook-drop-rate"


NEW, OLD, OLDER = name_of(1), name_of(31), name_of(400)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user with three sessions, and a page that lays two of them side by side."""
    for name in (NEW, OLD, OLDER):
        kept(place(tmp_path) / name, weak_interview() if name == OLD else strong_interview())
    (place(tmp_path) / NEW / SIDE_BY_SIDE).write_text("two attempts, one of them to be forgotten")
    return tmp_path


def place(home: Path) -> Path:
    return home / ".local/share/hotseat/sessions"


def left(home: Path) -> set[str]:
    return {path.name for path in place(home).iterdir()}


def test_a_session_goes_whole_and_from_pages_that_hold_it(home: Path) -> None:
    done = hotseat(home, "forget", OLD)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"Forgotten: {OLD}"
    assert left(home) == {NEW, OLDER}
    assert not list(place(home).glob("*/side-by-side.html"))
    assert list(place(home).glob(f"{NEW}/*.wav"))


@pytest.mark.parametrize(
    ("option", "stay"), [("30d", {NEW}), ("8w", {NEW, OLD}), ("999d", {NEW, OLD, OLDER})]
)
def test_an_age_tells_what_goes(home: Path, option: str, stay: set[str]) -> None:
    done = hotseat(home, "forget", "--older-than", option, "--yes")
    assert done.returncode == 0, done.stderr
    assert left(home) == stay


def test_all_goes_with_what_has_no_trace(home: Path) -> None:
    (place(home) / "2026-01-01_10-00-00_own").mkdir()
    assert hotseat(home, "forget", "--all", "--yes").returncode == 0
    assert left(home) == set()
    assert "nothing to forget" in hotseat(home, "forget", "--all").stdout


def test_many_are_not_removed_without_a_yes(home: Path) -> None:
    said = said_plainly(hotseat(home, "forget", "--all"), 2)
    assert "3 sessions" in said
    assert "--yes" in said
    assert len(left(home)) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Say what to forget"),
        (("--all", "--older-than", "3d"), "one of the three"),
        (("--older-than", "soon"), "no age"),
        (("nobody",), "no session 'nobody'"),
        (("..",), "no session '..'"),
    ],
)
def test_what_is_not_clear_removes_nothing(home: Path, arguments: tuple[str, ...], says: str) -> None:
    assert says in said_plainly(hotseat(home, "forget", *arguments), 2)
    assert len(left(home)) == 3


def test_a_folder_elsewhere_and_what_a_link_leads_to_stay(home: Path, tmp_path: Path) -> None:
    elsewhere = kept(tmp_path / "elsewhere", weak_interview())
    assert "remove a folder that you keep elsewhere" in said_plainly(hotseat(home, "forget", elsewhere), 2)
    (place(home) / "link").symlink_to(elsewhere)
    assert hotseat(home, "forget", "--all", "--yes").returncode == 0
    assert (elsewhere / "trace.jsonl").is_file()
    assert left(home) == set()


def data(home: Path) -> Path:
    return home / ".local/share/hotseat"


def remembered(home: Path) -> set[str]:
    """What the database itself holds, before any command could catch up."""
    with closing(sqlite3.connect(data(home) / "history/history.db")) as history:
        return {name for (name,) in history.execute("SELECT session FROM sessions")}


@contextmanager
def few_files_open() -> Iterator[None]:
    """Nobody, not even root, can then remove a folder that is 400 deep: each step holds one open."""
    resource = pytest.importorskip("resource")  # there are no such limits on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_what_was_removed_before_one_that_cannot_be_is_gone_from_the_history_too(home: Path) -> None:
    assert hotseat(home, "history").returncode == 0
    (place(home) / OLDER).joinpath(*"d" * 400).mkdir(parents=True)
    with few_files_open():
        assert "cannot be removed" in said_plainly(hotseat(home, "forget", OLD, OLDER), 4)
    assert OLD not in left(home)
    assert remembered(home) == {NEW, OLDER}
    assert hotseat(home, "forget", OLDER).returncode == 0
    assert left(home) == remembered(home) == {NEW}


def test_the_folder_one_stands_in_is_forgotten_by_its_name(home: Path, monkeypatch) -> None:
    assert hotseat(home, "history").returncode == 0
    monkeypatch.chdir(place(home) / OLD)
    done = hotseat(home, "forget", ".")
    assert (done.returncode, done.stdout.strip()) == (0, f"Forgotten: {OLD}"), done.stderr
    assert left(home) == remembered(home) == {NEW, OLDER}


def test_a_damaged_history_is_not_kept_aside_with_what_is_forgotten(home: Path) -> None:
    assert hotseat(home, "history").returncode == 0
    database = data(home) / "history/history.db"
    bytes_there = database.read_bytes()
    database.write_bytes(b"no database any more" + bytes_there[20:])
    assert OLD.encode() in database.read_bytes()
    done = hotseat(home, "forget", OLD)
    assert done.returncode == 0, done.stderr
    assert [path for path in (data(home) / "history").iterdir() if OLD.encode() in path.read_bytes()] == []
    assert remembered(home) == {NEW, OLDER}


@pytest.mark.parametrize("way", ["by name", "--all", "--older-than"])
def test_one_that_was_taken_in_from_an_export_can_be_forgotten(home: Path, tmp_path: Path, way) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert hotseat(home, "history", "--export", other / "all.json").returncode == 0
    assert hotseat(other, "history", "--import", other / "all.json").returncode == 0
    ways = {
        "by name": [OLD, OLDER],
        "--all": ["--all", "--yes"],
        "--older-than": ["--older-than", "8d", "-y"],
    }
    done = hotseat(other, "forget", *ways[way])
    assert done.returncode == 0, done.stderr
    assert f"Forgotten: {OLD}" in done.stdout
    assert remembered(other) == (set() if way == "--all" else {NEW})
    assert "no session" in said_plainly(hotseat(other, "forget", OLD), 2)


def test_a_session_that_is_going_on_stays(home: Path) -> None:
    with held(place(home) / OLD) as mine:
        assert mine
        assert "going on in another window" in said_plainly(hotseat(home, "forget", NEW, OLD), 2)
        assert left(home) == {NEW, OLD, OLDER}
        assert f"'{OLD}' is going on" in said_plainly(hotseat(home, "forget", "--all", "--yes"), 0)
        assert left(home) == {OLD}
        assert (place(home) / OLD / "trace.jsonl").is_file()
    assert hotseat(home, "forget", OLD).returncode == 0
    assert left(home) == set()


def everything(home: Path) -> set[str]:
    return {path.name for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        ("interview", "webhook-drop-rate", "--probes", "1", "--answers", SPOKEN, SPOKEN),
        ("drill", "webhook-drop-rate", "situation", "--answers", SPOKEN),
    ],
    ids=lambda command: command[0],
)
def test_ephemeral_writes_nothing_at_all(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "tmp").mkdir()
    done = hotseat(tmp_path, *command, "--silent", "--plain", "--ephemeral", TMPDIR=str(tmp_path / "tmp"))
    assert done.returncode == 0, done.stderr
    assert "Kept" not in done.stdout
    assert everything(tmp_path) == set()


def test_it_can_be_the_setting_and_what_is_kept_is_its_owners_alone(tmp_path: Path) -> None:
    arguments = ("interview", "--answers", SPOKEN, "--probes", "0", "--silent", "--plain")
    assert hotseat(tmp_path, *arguments, HOTSEAT_EPHEMERAL="1").returncode == 0
    assert everything(tmp_path) == set()
    done = hotseat(tmp_path, *arguments, "--keep", HOTSEAT_EPHEMERAL="1")
    assert done.returncode == 0, done.stderr
    assert "trace.jsonl" in everything(tmp_path)
    for path in (tmp_path / ".local/share/hotseat").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
