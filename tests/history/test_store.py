"""What the history keeps, gives back, spaces and forgets."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.history import BEGAN, drill_record, interview_record, opened

from simulator.domain.review import Trust
from simulator.history import SqliteHistory
from simulator.history.migrations import NEWEST
from simulator.packs import load_spacing
from simulator.reporting.history import print_due

TABLES = ("sessions", "records", "verdicts", "turns", "sections", "hits", "attempts", "cards")


@pytest.fixture
def history(tmp_path: Path) -> Iterator[SqliteHistory]:
    with closing(opened(tmp_path)) as made:
        yield made


def tables(history: SqliteHistory) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(history.path)) as database:
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}  # noqa: S608


def test_a_session_comes_back_as_it_went_in(history: SqliteHistory) -> None:
    record = interview_record(0)
    assert record.opening and record.grades and record.rating == "strong_hire"
    assert history.add([record]) == 1
    assert list(history.sessions()) == [record]
    assert history.session(record.session) == record
    assert history.session("another") is None
    (glance,) = history.glances()
    assert [part.spoken_s for part in glance.sections] == pytest.approx(
        [part.spoken_s for part in record.opening.sections]
    )
    assert glance.words_per_minute == record.opening.delivery.words_per_minute
    assert (glance.rating, glance.length_s) == (record.rating, record.length_s)


def test_sessions_come_in_order_of_time_and_only_those_that_fit(history: SqliteHistory) -> None:
    late, early = interview_record(9, story="other", principle="dive-deep"), interview_record(1)
    history.add([late, early])
    assert [one.session for one in history.sessions()] == [early.session, late.session]
    assert [one.session for one in history.glances(story="other")] == [late.session]
    assert [one.session for one in history.sessions(principle="ownership")] == [early.session]
    assert [one.session for one in history.glances(since="2026-01-10")] == [late.session]


def test_what_is_entered_again_replaces_what_was_known(history: SqliteHistory) -> None:
    broken_off, whole = interview_record(0, ended="", grades=()), interview_record(0)
    history.add([broken_off])
    assert history.add([whole]) == 0
    assert list(history.sessions()) == [whole]


def test_what_is_imported_again_adds_and_changes_nothing(history: SqliteHistory) -> None:
    mine = interview_record(0)
    history.add([mine])
    before = tables(history)
    assert history.add([interview_record(0, ended="")], imported=True) == 0
    assert tables(history) == before
    assert history.add([interview_record(1)], imported=True) == 1
    assert history.add([interview_record(1)], imported=True) == 0


def test_a_weak_follow_up_comes_back_the_next_day_and_no_chance_is_claimed(
    history: SqliteHistory, capsys: pytest.CaptureFixture[str]
) -> None:
    record = interview_record(0, strong=False)
    history.add([record])
    now = record.started
    due = [one for one in history.due(now) if one.last == "weak"]
    assert due
    for one in due:
        assert datetime.fromisoformat(one.due) - datetime.fromisoformat(now) == timedelta(days=1)
    print_due(due, now)
    told = capsys.readouterr().out
    assert "last: weak" in told
    assert "%" not in told


def test_rebuilding_gives_every_row_as_it_was_entered(history: SqliteHistory) -> None:
    records = [interview_record(0, strong=False), drill_record(1, False, True), interview_record(2)]
    for record in reversed(records):  # entered in another order than they were held in
        history.add([record])
    entered = tables(history)
    assert all(entered[name] for name in TABLES)
    history.rebuild(records)
    assert tables(history) == entered


def test_rebuilding_keeps_what_was_imported_and_drops_what_has_gone(history: SqliteHistory) -> None:
    imported, gone, kept = (interview_record(day) for day in range(3))
    history.add([imported], imported=True)
    history.add([gone, kept])
    history.rebuild([kept])
    assert history.names() == {imported.session, kept.session}


def test_forgetting_leaves_no_word_in_any_file(history: SqliteHistory) -> None:
    secret = interview_record(0, strong=False)
    assert secret.opening is not None
    quote = secret.opening.disqualifiers[0].quote
    history.add([secret, drill_record(1, True)])
    history.close()
    history = SqliteHistory(history.path, load_spacing)
    assert quote.encode() in b"".join(file.read_bytes() for file in history.path.parent.iterdir())
    assert history.forget([secret.session])
    assert quote.encode() not in b"".join(file.read_bytes() for file in history.path.parent.iterdir())
    kept = tables(history)
    assert [row for name in TABLES for row in kept[name] if secret.session in row] == []
    assert [row[:3] for row in kept["cards"]] == [("section", "webhook-drop-rate", "action")]
    assert not history.forget([secret.session])
    history.close()


def test_files_are_their_owners_alone(history: SqliteHistory) -> None:
    history.add([interview_record(0)])
    files = list(history.path.parent.iterdir())
    assert len(files) == 3  # with what SQLite keeps beside it while it is open
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert history.path.parent.stat().st_mode & 0o777 == 0o700


def test_what_went_badly_is_due_before_what_went_well(history: SqliteHistory) -> None:
    history.add([interview_record(0, strong=False), drill_record(0, True)])
    due = history.due("2026-01-06T12:00:00")
    order = [(one.kind, one.name) for one in due]
    assert order.index(("probe", "influence")) < order.index(("section", "action"))
    last = {one.name: one.last for one in due}
    assert last["influence"] == "weak"
    assert last["action"] == "drilled_well"


def test_repeated_success_is_left_alone_for_longer_but_never_past_the_rules_bound(
    history: SqliteHistory,
) -> None:
    dues = []
    for day in range(0, 400, 40):
        history.add([drill_record(day, True, True, True)])
        (due,) = history.due(BEGAN.isoformat())
        dues.append(due.due)
    assert dues == sorted(dues)
    longest = load_spacing().longest_days
    last_day, last_due = drill_record(360, True).started, dues[-1]
    assert (datetime.fromisoformat(last_due) - datetime.fromisoformat(last_day)).days == longest


def test_a_demo_a_story_being_told_and_an_answer_that_was_not_understood_are_no_attempts(
    history: SqliteHistory,
) -> None:
    opening = interview_record(0).opening
    assert opening is not None
    garbled = replace(opening, trust=Trust("low", "It was too quiet."))
    history.add([interview_record(0, mode="demo"), interview_record(1, opening=garbled, grades=())])
    history.add([interview_record(2, mode="telling"), interview_record(3, mode="of a later version")])
    assert history.due("2027-01-01T00:00:00") == ()


def test_thousands_of_sessions_are_held_and_seen(history: SqliteHistory) -> None:
    assert history.add(interview_record(day, strong=day % 3 == 0) for day in range(5000)) == 5000
    glances = history.glances()
    assert len(glances) == 5000
    assert all(len(glance.sections) == 5 for glance in glances)
    assert max(one.attempts for one in history.due("2026-01-06T12:00:00")) == 5000


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from support.history import interview_record, opened
history = opened(Path(sys.argv[1]), 30)
for day in range(12):
    history.add([interview_record(day, session=f"{sys.argv[2]}-{day}")])
"""


def test_two_processes_may_write_at_once_even_into_a_blank_one(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, tests], stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 2
    with closing(opened(tmp_path)) as history:
        assert len(history.names()) == 24
        (action,) = [one for one in history.due("2027-01-01T00:00:00") if one.name == "action"]
        assert action.attempts == 24
        assert history._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert history._database.execute("PRAGMA user_version").fetchone() == (NEWEST,)


def test_which_story_a_free_answer_told_is_noted_for_one_shelf_and_goes_with_its_session(
    history: SqliteHistory,
) -> None:
    one, other = interview_record(0, story="own"), interview_record(1, story="own")
    history.add([one, other])
    history.note_told("a", {one.session: "late-vans", other.session: "own", "unknown": "late-vans"})
    assert history.told("a") == {one.session: "late-vans", other.session: "own"}
    assert history.told("b") == {}
    history.note_told("b", {one.session: "cold-soup"})
    assert (history.told("a"), history.told("b")) == ({other.session: "own"}, {one.session: "cold-soup"})
    history.forget([one.session])
    assert history.told("b") == {}


def test_outcomes_are_glances_but_for_the_sections(history: SqliteHistory) -> None:
    history.add([interview_record(0), interview_record(1, strong=False)])
    assert history.outcomes() == tuple(replace(one, sections=()) for one in history.glances())
