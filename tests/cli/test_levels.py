"""`hotseat review --levels`: the same words as SDE1, SDE2 and Senior."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.cases import all_cases, heard
from support.command import hotseat, said_plainly
from support.recordings import FOLDER

from simulator.reporting import json_line, transcript_object

ANSWER = str(FOLDER / "own-backup-fan.json")
DECIDED = "webhook-mixed-no-scope"


@pytest.fixture
def decided_by_level(tmp_path: Path) -> str:
    """A labelled answer whose rating the level decides, as a transcript on disk."""
    [case] = [case for case in all_cases() if case["id"] == DECIDED]
    path = tmp_path / "decided.json"
    path.write_text(json_line(transcript_object(heard(case["sentences"]).transcript)), encoding="utf-8")
    return str(path)


def test_json_gives_each_file_at_three_levels_as_each_level_alone(
    tmp_path: Path, decided_by_level: str
) -> None:
    done = hotseat(tmp_path, "review", "--levels", "--json", ANSWER, decided_by_level)
    lines = done.stdout.splitlines()
    read = [json.loads(line) for line in lines]
    assert [(one["source"], one["level"]) for one in read] == [
        (path, level) for path in (ANSWER, decided_by_level) for level in ("sde1", "sde2", "senior")
    ]
    assert {one["schema"] for one in read} == {"hotseat.review/1"}
    assert len({one["verdict"]["rating"] for one in read[3:]}) > 1
    alone = hotseat(tmp_path, "review", "--level", "senior", "--json", ANSWER, decided_by_level)
    assert alone.stdout.splitlines() == [lines[2], lines[5]]


def test_the_page_names_each_level_its_time_and_what_differs(tmp_path: Path) -> None:
    page = hotseat(tmp_path, "review", "--levels", ANSWER).stdout
    for words in ("SDE1", "SDE2", "Senior", "2:00", "2:55", "3:00", "Everything else", "Points in all"):
        assert words in page
    assert page.index("What makes the difference") < page.index("You took it on unasked.")


def test_a_bad_file_is_named_once_and_the_rest_is_judged(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "review", "--levels", "--json", str(tmp_path / "none.wav"), ANSWER)
    assert said_plainly(done, 3).count("none.wav") == 1
    schemas = [json.loads(line)["schema"] for line in done.stdout.splitlines()]
    assert schemas == ["hotseat.error/1", *["hotseat.review/1"] * 3]


@pytest.mark.parametrize("other", [["--level", "senior"], ["--report", "page.html"]])
def test_what_does_not_go_together_is_refused_in_one_sentence(tmp_path: Path, other: list[str]) -> None:
    done = hotseat(tmp_path, "review", "--levels", *other, ANSWER)
    said = said_plainly(done, 2)
    assert other[0] in said and said.count(".") == 1
    assert done.stdout == ""
