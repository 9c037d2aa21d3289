"""Drill and walkthrough as their user runs them, whole, with recorded audio."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly
from support.sound import everything, write_wav

from simulator.adapters.files import FileSource
from simulator.adapters.voice import SpokenVoice
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.packs import load_story, resource_folder

FIXTURES = resource_folder("audio_fixtures")
STORY = load_story("webhook-drop-rate")


def spoken_section(name: str, section: str, folder: Path) -> Path:
    """The sentences of one section of a recorded answer, as a recording of their own."""
    label = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    told = [sentence for sentence in label["sentences"] if sentence["section"] == section]
    begin, end = told[0]["start"] - 0.3, told[-1]["end"] + 0.5
    sound = everything(FileSource(FIXTURES / f"{name}.flac"))
    piece = sound[int(begin * SAMPLE_RATE_HZ) : int(end * SAMPLE_RATE_HZ)]
    return write_wav(folder / f"{name}-{section}.wav", piece)


def trace_of(done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_drill_of_recorded_attempts_is_clocked_and_told_what_is_missing(tmp_path: Path) -> None:
    strong = spoken_section("webhook-strong", "result", tmp_path)
    weak = spoken_section("webhook-no-numbers", "result", tmp_path)
    trace = trace_of(
        hotseat(
            tmp_path,
            *("drill", "webhook-drop-rate", "result", "--silent", "--json"),
            *("--answers", strong, weak, strong, strong, strong),
        )
    )
    practised = [line for line in trace if line["event"] == "practised"]
    good = [line["exercise"]["good"] for line in practised]
    assert good == [True, False, True, True, True]
    assert [line["in_a_row"] for line in practised] == [1, 0, 1, 2, 3]
    said = [wanted for wanted in practised[0]["exercise"]["wanted"] if wanted["quote"]]
    assert len(said) >= 2
    assert practised[1]["exercise"]["advice"]
    assert trace[-1]["reason"] == "completed"
    folder = Path(trace[-1]["folder"])
    assert len(list(folder.glob("attempt-*.wav"))) == len(practised)


def test_a_drill_reads_as_lines(tmp_path: Path) -> None:
    strong = spoken_section("webhook-strong", "result", tmp_path)
    done = hotseat(
        tmp_path, "drill", "webhook-drop-rate", "result", "--silent", "--answers", *[str(strong)] * 3
    )
    assert done.returncode == 0, done.stderr
    for expected in ("Result, in 20 seconds.", "●●○ in a row", "Good · ", "said ", "3 of 3 attempts"):
        assert expected in done.stdout
    assert "Traceback" not in done.stderr


def test_follow_ups_are_drilled_out_of_the_blue(tmp_path: Path) -> None:
    answer = str(FIXTURES / "probe-influence-weak.flac")
    arguments = ("drill", "webhook-drop-rate", "--probes", "--silent", "--json", "--answers", answer, answer)
    trace = trace_of(hotseat(tmp_path, *arguments))
    asked = [line for line in trace if line["event"] == "asked"]
    graded = [line["grade"]["probe"] for line in trace if line["event"] == "graded"]
    assert graded == [line["probe"]["id"] for line in asked][:2]
    assert len(set(graded)) == 2


def test_a_walkthrough_is_read_through_and_its_checks_answered_by_voice(tmp_path: Path) -> None:
    names = ("one", "two", "three", "four")
    right = [[option.correct for option in check.options].index(True) for check in STORY.knowledge_checks]
    answers = []
    for number, place in enumerate(right):
        sound = SpokenVoice().render(f"I think it is number {names[place]}.")
        answers.append(str(write_wav(tmp_path / f"{number}.wav", sound.samples, sound.rate_hz)))
    trace = trace_of(
        hotseat(tmp_path, "walkthrough", "webhook-drop-rate", "--silent", "--json", "--answers", *answers)
    )
    shown = [line["step"] for line in trace if line["event"] == "step_shown"]
    assert shown[0]["chapter"] == "overview"
    assert any(STORY.weak_answer.bar_raiser_thinks == step["text"] for step in shown)
    assert [line["option"] for line in trace if line["event"] == "chosen"] == right


def test_a_walkthrough_without_keys_or_sound_reads_as_lines(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "walkthrough", "webhook-drop-rate", "--silent", "--model", "pocketsphinx")
    assert done.returncode == 0, done.stderr
    flat = " ".join(done.stdout.split())
    for told in STORY.sections.values():
        assert " ".join(told.common_mistake.split()) in flat
    assert "[I noticed]" in flat
    assert "checks were right" in flat


@pytest.mark.parametrize(
    "arguments", [("drill", "webhook-drop-rate", "result"), ("walkthrough", "webhook-drop-rate")]
)
def test_another_rubric_is_practised_under(tmp_path: Path, arguments) -> None:
    answer = FIXTURES / "probe-influence-weak.flac"
    way = ("--silent", "--json", "--rubric", "behavioural", "--answers", answer)
    trace = trace_of(hotseat(tmp_path, *arguments, *way))
    assert trace[0]["principle"] == "teamwork"


@pytest.mark.parametrize(
    "arguments", [("drill", "webhook-drop-rate"), ("walkthrough", "webhook-drop-rate"), ("demo",)]
)
def test_a_rubric_that_is_not_there_is_refused(tmp_path: Path, arguments) -> None:
    said = said_plainly(hotseat(tmp_path, *arguments, "--silent", "--rubric", "behaviorral"), 3)
    assert "there is no rubric 'behaviorral'; write behavioural" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("drill", "webhook-drop-rate", "plot"), "no section 'plot'; choose from situation"),
        (("drill", "nonesuch"), "nonesuch"),
        (("drill", "webhook-drop-rate", "situation", "--probe", "influence"), "give one of them"),
        (("drill", "webhook-drop-rate", "--probes", "--probe", "influence"), "give one of them"),
        (("walkthrough", "own"), "needs a story"),
    ],
)
def test_what_cannot_be_practised_is_said_in_a_sentence(tmp_path: Path, arguments, says: str) -> None:
    done = hotseat(tmp_path, *arguments, "--silent")
    assert says in said_plainly(done, done.returncode)
    assert done.returncode in {2, 3}
