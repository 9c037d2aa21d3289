"""Databases that are old, newer, damaged, locked, or not to be written."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support.history import interview_record, opened

from simulator.errors import HistoryError
from simulator.history import DAMAGED, SqliteHistory, put_aside
from simulator.history.migrations import NEWEST, STEPS, migrate
from simulator.history.store import DERIVED
from simulator.packs import load_spacing


def database(folder: Path) -> Path:
    return folder / "history" / "history.db"


def fault(folder: Path) -> HistoryError:
    with pytest.raises(HistoryError) as caught:
        opened(folder)
    told = str(caught.value)
    assert str(database(folder)) in told
    assert told.endswith(".")
    assert "\n" not in told
    return caught.value


def shape(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as one:
        return sorted(sql for (sql,) in one.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as one:
        return {name: sorted(one.execute(f"SELECT * FROM {name}"), key=repr) for name in DERIVED}  # noqa: S608


@pytest.mark.parametrize("number", range(1, NEWEST))
def test_an_old_one_is_brought_up_to_date_with_a_copy_beside_it(tmp_path: Path, number: int) -> None:
    with closing(opened(tmp_path / "new")) as new:
        new.add([interview_record(0, strong=False), interview_record(1)])
    old = database(tmp_path)
    old.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(old)) as made, made:
        migrate(made, number)
        made.execute("ATTACH ? AS new", (str(database(tmp_path / "new")),))
        for table in ("sessions", "records", "verdicts", "turns", "sections", "hits"):
            made.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")  # noqa: S608
    with closing(opened(tmp_path)) as history:
        assert history.backup is not None
        assert history.backup.name == f"history.step-{number}-backup.db"
        assert history.backup.stat().st_mode & 0o777 == 0o600
        assert len(list(history.sessions())) == 2
    with closing(sqlite3.connect(history.backup)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (number,)
        assert copy.execute("SELECT count(*) FROM records").fetchone() == (2,)
    assert contents(old) == contents(database(tmp_path / "new"))
    assert shape(old) == shape(database(tmp_path / "new"))


def test_a_copy_that_was_cut_short_is_made_over_and_never_takes_the_name(tmp_path: Path) -> None:
    old = database(tmp_path)
    old.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(old)) as made, made:
        migrate(made, 1)
    cut_short = old.with_name("history.step-1-backup.db.partial")
    cut_short.write_bytes(b"half of a cop")
    with closing(opened(tmp_path)) as history:
        assert history.backup
        assert history.backup.name == "history.step-1-backup.db"
    assert not cut_short.exists()
    with closing(sqlite3.connect(history.backup)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_blank_one_takes_every_step_and_needs_no_copy(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as history:
        assert history.backup is None
    assert {path.name for path in database(tmp_path).parent.iterdir()} == {"history.db"}
    made = " ".join(shape(database(tmp_path)))
    assert all(f"CREATE TABLE {table} (" in made for table in (*DERIVED, "sessions", "records"))
    assert len(STEPS) == NEWEST


def test_a_step_that_fails_leaves_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = database(tmp_path)
    old.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(old)) as made, made:
        migrate(made, 1)
        made.execute("CREATE TABLE attempts (wrong TEXT)")
    before = shape(old)
    fault(tmp_path)
    assert shape(old) == before


def test_a_newer_one_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with closing(sqlite3.connect(database(tmp_path))) as made:
        made.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = database(tmp_path).read_bytes()
    newer = fault(tmp_path)
    assert newer.code == "history-newer"
    assert "update hotseat" in str(newer)
    assert database(tmp_path).read_bytes() == before


def test_a_locked_one_says_so(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as history, closing(sqlite3.connect(history.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="another program holds it") as caught:
            history.add([interview_record(0)])
        assert caught.value.code == "history-locked"
        other.execute("ROLLBACK")
        assert history.add([interview_record(0)]) == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs to become somebody else")
def test_one_that_may_not_be_written_says_so_to_who_is_no_superuser(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert _as_somebody_else(tmp_path) in {"history-read-only", "history-unopened"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to a superuser")
def test_one_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    opened(tmp_path).close()
    database(tmp_path).chmod(0o400)
    database(tmp_path).parent.chmod(0o500)
    try:
        with pytest.raises(HistoryError) as caught:
            opened(tmp_path).add([interview_record(0)])
    finally:
        database(tmp_path).parent.chmod(0o700)
    assert caught.value.code in {"history-read-only", "history-unopened"}


def _as_somebody_else(folder: Path) -> str:
    """The fault's code that somebody meets who may read the database and not write it."""
    for place in (*folder.parents, folder, folder / "history"):
        if str(place).startswith(str(folder.parents[2])):
            place.chmod(0o755)
    database(folder).chmod(0o444)
    record = interview_record(0)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # a process of its own, since a user once left cannot be taken on again
        code = "nothing was raised"
        try:
            os.setgid(65534)
            os.setuid(65534)
            opened(folder).add([record])
        except HistoryError as error:
            code = error.code
        except BaseException as error:
            code = repr(error)
        os.write(writing, code.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return told.read()


def test_what_it_does_not_take_is_no_damage(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as history:
        history.add([interview_record(0)])
        with pytest.raises(HistoryError, match="try again") as caught:
            history.add([interview_record(1, mode=None)])
        assert caught.value.code == "history-failed"
        assert history.names() == {interview_record(0).session}


@pytest.mark.parametrize("table", ["sessions", "cards"])
def test_one_that_lacks_a_table_is_damaged(tmp_path: Path, table: str) -> None:
    opened(tmp_path).close()
    with closing(sqlite3.connect(database(tmp_path))) as made:
        made.execute(f"ALTER TABLE {table} RENAME TO other")
    with pytest.raises(HistoryError) as caught, closing(opened(tmp_path)) as history:
        history.names()
        history.due("2026-01-05T10:00:00")
    assert caught.value.code == DAMAGED


@pytest.mark.parametrize("damage", ["no database", "half of it", "a page overwritten"])
def test_a_damaged_one_is_known_as_such_and_put_aside_whole(tmp_path: Path, damage: str) -> None:
    with closing(opened(tmp_path)) as history:
        history.add(interview_record(day) for day in range(30))
    path = database(tmp_path)
    content = path.read_bytes()
    spoilt = {
        "no database": b"this is a letter, and a long one " * 200,
        "half of it": content[: len(content) // 2],
        "a page overwritten": content[:4096] + b"\x5a" * 60000 + content[64096:],
    }[damage]
    path.write_bytes(spoilt)
    with pytest.raises(HistoryError) as caught, closing(opened(tmp_path)) as history:
        history.glances()
        list(history.sessions())
        history.add([interview_record(99)])
    assert caught.value.code == DAMAGED
    assert "--rebuild" in str(caught.value)
    aside = put_aside(path)
    assert (aside.name, path.exists()) == ("history.damaged.db", False)
    path.write_bytes(b"again")
    assert put_aside(path).name == "history.damaged-2.db"


def test_a_record_that_was_meddled_with_is_damage(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as history:
        history.add([interview_record(0)])
        history._database.execute("UPDATE records SET record = '{\"session\": 3}'")
        with pytest.raises(HistoryError) as caught:
            list(history.sessions())
    assert caught.value.code == DAMAGED


def test_a_folder_in_its_place_says_so(tmp_path: Path) -> None:
    database(tmp_path).mkdir(parents=True)
    with pytest.raises(HistoryError):
        SqliteHistory(database(tmp_path), load_spacing)
