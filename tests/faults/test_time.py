"""A machine that sleeps in mid-answer, a clock on the wall that is set back, two sessions at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.rehearsal import Rehearsal

from simulator.adapters.clock import MonotonicClock
from simulator.cli.archives import kept_in, moment, session_archive
from simulator.cli.resume import unfinished
from simulator.errors import UsageError
from simulator.events import AnswerEnded, Closed, Noticed, SpeechStarted

OPENING = """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it.
They looked into it and they fixed it after a few days. I did not track the exact impact.
It seemed better after that. I learned that communication is important."""
NOW = datetime(2026, 10, 25, 2, 10, 30)  # as the wall clock has it


def test_a_machine_that_slept_in_mid_answer_says_so_and_the_answer_goes_on():
    undisturbed = Rehearsal(OPENING, live=True, probes=0).run()

    def sleep(event):
        if isinstance(event, SpeechStarted):
            rehearsal.clock.fall_asleep(3600)

    rehearsal = Rehearsal(OPENING, live=True, probes=0, watch=sleep)
    rehearsal.run()
    slept = [event for event in rehearsal.of(Noticed) if event.code == "machine-slept"]
    assert slept
    assert "60:00" in slept[0].text
    for kind in (AnswerEnded, Closed):
        assert rehearsal.of(kind) == undisturbed.of(kind)


def test_the_real_clock_tells_no_sleep_where_there_was_none_and_never_goes_back():
    clock = MonotonicClock(12.0)
    assert clock.slept_s() < 0.1
    told = [clock.elapsed_s() for _ in range(1000)]
    assert told == sorted(told)
    assert told[0] >= 12.0


@pytest.mark.parametrize(
    ("kept", "begins"),
    [
        ([], "02:10:30"),
        (["2026-10-25_02-09-00_own"], "02:10:30"),
        (["2026-10-25_02-10-30_own"], "02:10:31"),
        (["2026-10-25_02-55-00_own", "2026-10-24_02-55-00_own"], "02:55:01"),
        (["2031-01-01_00-00-00_own", "notes.txt"], "02:10:30"),
    ],
)
def test_sessions_stay_in_order_when_the_clock_is_set_back(kept, begins):
    assert f"{moment(NOW, kept):%H:%M:%S}" == begins


def test_two_sessions_of_the_same_second_have_a_folder_each_and_neither_is_taken_up(monkeypatch, tmp_path):
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    with session_archive("now") as (one, first), session_archive("now") as (two, second):
        assert (first, second) == ("now", "now-2")
        for archive in (one, two):
            archive.append('{"event": "answer_ended"}')
        assert one.folder != two.folder
        assert not unfinished()  # both are going on
    assert [found.folder.name for found in unfinished()] == ["now", "now-2"]


def test_a_session_that_goes_on_in_another_window_cannot_be_taken_up(monkeypatch, tmp_path):
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    with session_archive("now") as (archive, _):
        archive.append("{}")
        with pytest.raises(UsageError, match="going on in another window"), kept_in(archive.folder):
            pass
