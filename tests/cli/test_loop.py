"""A whole loop as its user runs it: typed answers, a story told twice, the debrief on disk."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support.cases import all_cases
from support.command import hotseat, said_plainly

from simulator.asking import debrief
from simulator.cli.debriefing import keep, tell
from simulator.cli.wiring import Desk
from simulator.domain.committee import Round

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/debrief.schema.json").read_text("utf-8"))
TEXTS = {case["id"]: "\n".join(one["text"] for one in case["sentences"]) + "\n\n" for case in all_cases()}


def test_a_loop_typed_asks_for_another_story_and_ends_with_a_debrief(tmp_path: Path) -> None:
    answers = ("webhook-strong-verbatim", "webhook-strong-senior", "a1-nurse-meter-clocks")
    command = "interview --loop --principles ownership,dive-deep --type --silent --json".split()
    told = "".join(TEXTS[name] for name in answers)
    done = hotseat(tmp_path, *command, typed=told, timeout_s=280, HOTSEAT_PROBES="0")
    assert done.returncode == 0, done.stderr
    *trace, debrief = [json.loads(line) for line in done.stdout.splitlines()]
    started = [line["session"] for line in trace if line["event"] == "session_started"]
    assert [name.split("_loop-")[1] for name in started] == [
        "1-ownership",
        "2-dive-deep",
        "2-dive-deep-another",
    ]
    assert len({name[:19] for name in started}) == len(started), "each is named by when it began itself"
    begun = [line["at_s"] for line in trace if line["event"] == "session_started"]
    ended = [line["at_s"] for line in trace if line["event"] == "session_ended"]
    assert all(after_s < before_s for before_s, after_s in zip(ended, begun[1:])), "each has its own clock"
    assert [line["event"] for line in trace].count("repeated") == 1
    Draft202012Validator(SCHEMA).validate(debrief)
    assert [finding["principle"] for finding in debrief["findings"]] == ["ownership", "dive-deep"]
    assert debrief["findings"][1]["session"] == started[2]
    assert debrief["vote"]
    (kept,) = (tmp_path / ".local/share/hotseat/loops").iterdir()
    assert json.loads(kept.read_text("utf-8")) == debrief
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert hotseat(tmp_path, "forget", started[0]).returncode == 0
    assert not kept.exists(), "the debrief goes with any session that it quotes"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--loop", "--principles", "ownership,nonesuch"), "no principle 'nonesuch'"),
        (("--loop", "--principles", "ownership,ownership"), "names ownership twice"),
        (("--principles", "ownership"), "are for --loop"),
        (("--principles", ""), "are for --loop"),
        (("--loop", "--principles", " , "), "names none"),
        (("--loop", "--question", "4"), "leave --question out"),
        (("webhook-drop-rate", "--loop"), "leave the story out"),
        (("--loop", "--minutes", "0"), "--minutes"),
    ],
)
def test_a_loop_that_cannot_be_held_says_so(tmp_path: Path, arguments, says: str) -> None:
    assert says in said_plainly(hotseat(tmp_path, "interview", *arguments, "--type"), 2)


def test_a_wrong_principle_of_ones_own_is_told_before_the_first_question(tmp_path: Path) -> None:
    own = tmp_path / ".config" / "hotseat" / "principles"
    own.mkdir(parents=True)
    (own / "craft.yaml").write_text("id: craft\nname: Craft\n", encoding="utf-8")
    way = ("interview", "--loop", "--principles", "ownership,craft", "--type", "--silent", "--json")
    done = hotseat(tmp_path, *way)
    assert "craft.yaml:1: meaning is missing" in said_plainly(done, 3)
    assert done.stdout == ""


def test_two_loops_of_the_same_second_have_a_debrief_each(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    desk = Desk("own")
    told = debrief("now_loop", [Round("s", "ownership", "Why?", "hire", heard=True)], desk.rubric)
    one, two = keep(told, desk), keep(told, desk)
    assert [kept.path and kept.path.name for kept in (one, two)] == ["now_loop.json", "now_loop-2.json"]
    for kept in (one, two):
        assert kept.path
        assert json.loads(kept.path.read_text("utf-8"))["loop"] == kept.told.loop == kept.path.stem


def test_a_debrief_that_cannot_be_written_is_told_all_the_same(monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr("simulator.folders.DATA_FOLDER", tmp_path)
    (tmp_path / "loops").write_text("a file where a folder belongs", encoding="utf-8")
    desk = Desk("own")
    told = debrief("now_loop", [Round("s", "ownership", "Why?", "hire", heard=True)], desk.rubric)
    tell(keep(told, desk), desk, as_json=False)
    shown = capsys.readouterr()
    assert "The debrief: Hire" in shown.out
    assert f"{tmp_path / 'loops'}: the debrief cannot be written" in shown.err
