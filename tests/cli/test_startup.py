import json
import subprocess
import sys
from importlib.metadata import version

from support.command import hotseat

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
    for command in ("demo", "interview", "review", "grade", "stories", "models", "devices"):
        assert command in done.stdout


def test_the_version_is_that_of_the_distribution(tmp_path):
    assert hotseat(tmp_path, "--version").stdout.strip() == f"hotseat {version('hotseat')}"
