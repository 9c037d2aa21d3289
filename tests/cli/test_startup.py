import json
import os
import subprocess
import sys
from importlib.metadata import version

from support.command import HOTSEAT, environment, hotseat

from simulator.cli import _spread

HEAVY = (
    "numpy",
    "pydantic",
    "rapidfuzz",
    "onnxruntime",
    "faster_whisper",
    "pocketsphinx",
    "av",
    "sounddevice",
    "yaml",
    "textual",
    "sqlite3",
    "fsrs",
    "rich.table",
)


def test_help_imports_nothing_heavy():
    seen = subprocess.run(
        [sys.executable, "-c", "import json, sys, simulator.cli; print(json.dumps(list(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not set(HEAVY) & set(json.loads(seen))


def test_answers_take_many_files():
    given = ["interview", "own", "--answers", "a.wav", "b.wav", "--json", "--probes", "1"]
    expected = ["interview", "own", "--answers", "a.wav", "--answers", "b.wav", "--json", "--probes", "1"]
    assert _spread(given) == expected


def test_help_names_every_command(tmp_path):
    done = hotseat(tmp_path, "--help")
    assert done.returncode == 0
    for command in (
        "demo",
        "interview",
        "review",
        "grade",
        "stories",
        "models",
        "devices",
        "history",
        "progress",
        "next",
    ):
        assert command in done.stdout


def test_the_version_is_that_of_the_distribution(tmp_path):
    assert hotseat(tmp_path, "--version").stdout.strip() == f"hotseat {version('hotseat')}"


def test_a_reader_that_leaves_early_is_no_fault(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    for command in (["review", "--json", "none.json"], ["stories", "show", "webhook-drop-rate"]):
        done = subprocess.run(
            [HOTSEAT, *command],
            env=environment(tmp_path),
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0
        assert b"Broken" not in done.stderr
    os.close(writing)


def test_one_wrong_story_does_not_hide_the_others(tmp_path):
    stories = tmp_path / "config" / "hotseat" / "stories"
    stories.mkdir(parents=True)
    (stories / "a-wrong-one.yaml").write_text("id: a-wrong-one\n")
    done = hotseat(tmp_path, "stories", "list", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert done.returncode == 3
    assert "webhook-drop-rate: " in done.stdout
    assert "a-wrong-one.yaml:1: title is missing" in done.stderr
