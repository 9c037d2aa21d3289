"""Principles, their questions and other rubrics, as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from support.cases import all_cases, heard
from support.command import hotseat, said_plainly

from simulator.packs import load_rubric, resource_folder
from simulator.reporting import transcript_object
from simulator.reporting.schema import schemas

RUBRIC = load_rubric()
SHIPPED = resource_folder("prompts") / "principles"


@pytest.fixture
def answer(tmp_path: Path) -> str:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(transcript_object(heard(all_cases()[0]["sentences"]).transcript)))
    return str(path)


def mine(home: Path, text: str, name: str) -> Path:
    folder = home / ".config" / "hotseat" / "principles"
    folder.mkdir(parents=True)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_principles_are_listed_with_ones_own(tmp_path: Path) -> None:
    text = (SHIPPED / "frugality.yaml").read_text(encoding="utf-8")
    path = mine(
        tmp_path,
        text.replace("id: frugality", "id: thrift").replace("name: Frugality", "name: Thrift"),
        "thrift",
    )
    done = hotseat(tmp_path, "principles", "list")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines if line.endswith("questions")] == sorted(
        [*RUBRIC.principles, "thrift"]
    )
    assert lines[-1].endswith(str(path.parent))


def test_a_principle_is_shown_with_its_questions_and_bars(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "principles", "show", "dive-deep")
    flat = " ".join(done.stdout.split())
    principle = RUBRIC.principles["dive-deep"]
    assert f"7. {principle.questions[6].split()[0]}" in flat
    for title in ("What it means", "What speaks for it", "What speaks against it", "The bar"):
        assert title in flat
    assert principle.levels["senior"].bar.split(",")[0][:30] in flat


@pytest.mark.parametrize("name", ["dive-deep", "earn-trust", "think-big"])
def test_its_examples_are_shown_with_what_the_judge_makes_of_them(tmp_path: Path, name: str) -> None:
    done = hotseat(tmp_path, "principles", "show", name, "--examples")
    assert done.returncode == 0, done.stderr
    shown, told = " ".join(done.stdout.split()), RUBRIC.principles[name].examples
    assert RUBRIC.principles[name].questions[told.question - 1] in shown
    strong, weak = shown.index("A strong answer"), shown.index("A weak answer")
    first, second = shown[strong:weak], shown[weak:]
    assert told.opening.strong.text.replace("\n", " ") in first
    assert told.opening.strong.tells in first
    assert re.search(r"What the judge says (Strong )?Hire ●", first)
    assert told.opening.weak.text in second
    assert re.search(r"What the judge says (Strong No Hire|No Hire|Leaning No Hire) ●", second)
    for probe, pair in told.probes.items():
        assert RUBRIC.principles[name].probes[probe].question in second
        for grade, answer in (("Strong", pair.strong), ("Weak", pair.weak)):
            assert f"{grade} {answer.text} {answer.tells}" in second
    assert (
        f"hotseat principles show {name} --examples" in hotseat(tmp_path, "principles", "show", name).stdout
    )


def test_a_principle_without_examples_says_so(tmp_path: Path) -> None:
    text = (SHIPPED / "frugality.yaml").read_text(encoding="utf-8")
    mine(tmp_path, text[: text.index("\nexamples:") + 1], "frugality")
    said = said_plainly(hotseat(tmp_path, "principles", "show", "frugality", "--examples"), 2)
    assert "'frugality' has no examples" in said
    assert "--examples" not in hotseat(tmp_path, "principles", "show", "frugality").stdout


def test_a_wrong_principle_of_ones_own_is_named_and_stops_no_other(tmp_path: Path) -> None:
    path = mine(tmp_path, "id: thrift\nname: Thrift\n", "thrift")
    done = hotseat(tmp_path, "principles", "list")
    assert "ownership: Ownership" in done.stdout
    assert f"{path}:1: meaning is missing; add a text." in said_plainly(done, 3)
    said = said_plainly(hotseat(tmp_path, "stories", "check", str(path)), 3)
    assert f"{path}:1: questions is missing" in said


BAD = [
    (["principles", "show", "luck"], "There is no principle 'luck'"),
    (["interview", "--question", "9", "--type"], "There is no question '9'; choose from 1 to 7, or random."),
    (["interview", "--question", "last", "--type"], "There is no question 'last'"),
    (["interview", "webhook-drop-rate", "--question", "2", "--type"], "A story has one question"),
    (
        ["interview", "--rubric", "behavioural", "--principle", "frugality", "--type"],
        "There is no principle 'frugality'; choose from teamwork",
    ),
]


@pytest.mark.parametrize(("command", "said"), BAD)
def test_what_cannot_be_asked_is_refused_with_what_can(command: list[str], said: str, tmp_path: Path) -> None:
    assert said in said_plainly(hotseat(tmp_path, *command), 2)


def test_an_unknown_rubric_is_refused_with_those_there_are(tmp_path: Path, answer: str) -> None:
    said = said_plainly(hotseat(tmp_path, "review", answer, "--rubric", "behaviorral"), 3)
    assert "there is no rubric 'behaviorral'; write behavioural" in said


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        ([], RUBRIC.principles["frugality"].questions[:1]),
        (["--question", "3"], RUBRIC.principles["frugality"].questions[2:3]),
        (["--question", "random"], RUBRIC.principles["frugality"].questions),
    ],
)
def test_the_question_is_chosen(chosen: list[str], asked: tuple[str, ...], tmp_path: Path) -> None:
    done = hotseat(tmp_path, "interview", "--principle", "frugality", *chosen, "--type", "--silent", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert next(event["text"] for event in events if event["event"] == "asked") in asked


def test_the_lens_is_in_the_review_and_fits_the_schema(tmp_path: Path, answer: str) -> None:
    done = hotseat(tmp_path, "review", answer, "--principle", "dive-deep", "--json")
    told = json.loads(done.stdout)
    jsonschema.validate(told, schemas()["review.schema.json"])
    principle = RUBRIC.principles["dive-deep"]
    heard_ids = {hit["id"] for hit in told["lens"]["shows"]}
    assert told["lens"]["principle"] == "dive-deep"
    assert heard_ids | {lack["id"] for lack in told["lens"]["missing"]} == set(principle.shows)
    page = tmp_path / "page.html"
    shown = hotseat(tmp_path, "review", answer, "--principle", "dive-deep", "--report", str(page))
    assert "For Dive deep" in shown.stdout
    assert "<h3>For Dive Deep</h3>" in page.read_text(encoding="utf-8")


def test_a_rubric_by_name_or_by_setting_judges(tmp_path: Path, answer: str) -> None:
    by_name = hotseat(tmp_path, "review", answer, "--rubric", "behavioural", "--json")
    by_setting = hotseat(tmp_path, "review", answer, "--json", HOTSEAT_RUBRIC="behavioural")
    assert by_name.stdout == by_setting.stdout
    assert json.loads(by_name.stdout)["principle"] == "teamwork"


def test_a_principles_own_follow_up_is_graded_without_naming_the_principle(
    tmp_path: Path, answer: str
) -> None:
    done = hotseat(tmp_path, "grade", answer, "--probe", "day-after", "--json")
    assert json.loads(done.stdout)["probe"] == "day-after", done.stderr
