"""The main job on recorded speech, whole: real detector, real recogniser, real judge."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support.command import hotseat

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/trace.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    done = hotseat(home, "demo", "--silent", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def of(trace, name):
    return [line for line in trace if line["event"] == name]


def test_the_trace_keeps_its_schema(demo):
    validator = Draft202012Validator(SCHEMA)
    for line in demo:
        validator.validate(line)


def test_a_weak_then_better_candidate_is_asked_clocked_probed_and_judged(demo):
    asked = of(demo, "asked")
    assert len(asked) == 3
    assert "shortcuts" in asked[0]["text"]
    assert asked[1]["probe"]["id"] == "influence"
    (reviewed,) = of(demo, "reviewed")
    review = reviewed["review"]
    spoken = {section["name"]: section["spoken_s"] for section in review["sections"]}
    assert spoken["situation"] > 5
    assert spoken["action"] > 5
    assert "handed-off" in {hit["id"] for hit in review["disqualifiers"]}
    assert all(hit["quote"] and hit["end_s"] > hit["start_s"] for hit in review["signals"])
    assert [line["grade"]["grade"] for line in of(demo, "graded")] == ["weak", "strong"]
    (closed,) = of(demo, "closed")
    assert closed["rating"] in ("strong_no_hire", "no_hire")
    assert len(closed["fixes"]) == 3


def test_the_recordings_and_the_trace_are_where_it_says(demo):
    folder = Path(demo[-1]["folder"])
    kept = [json.loads(line) for line in (folder / "trace.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == demo
    for line in of(demo, "listening_started"):
        with wave.open(str(folder / line["recording"])) as file:
            assert file.getframerate() == 16_000
            assert file.getnframes() > 16_000
    assert folder.stat().st_mode & 0o077 == 0
