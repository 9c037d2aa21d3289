"""`hotseat doctor` finds a machine ready, or says what is wrong and how to mend it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support.command import HOTSEAT, environment, hotseat
from support.recordings import FOLDER
from support.schemas import held

SPOKEN = FOLDER / "probe-influence-weak.flac"


def findings(stdout: str) -> dict[str, dict[str, str]]:
    """The worst finding of each part."""
    told = [held(json.loads(line)) for line in stdout.splitlines()]
    return {
        one["part"]: one for one in sorted(told, key=lambda one: ["good", "note", "bad"].index(one["state"]))
    }


def on(pulse, home: Path) -> dict[str, str]:
    folders = {name: str(home) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return environment(home) | pulse.env | folders


@pytest.mark.soundcard
def test_a_machine_that_is_ready_is_found_ready(pulse, tmp_path: Path) -> None:
    with subprocess.Popen(
        [HOTSEAT, "doctor", "--json"], env=on(pulse, tmp_path), stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            pulse.play_into_microphone(SPOKEN)
        found = findings(process.communicate()[0])
    assert [one["text"] for one in found.values() if one["state"] == "bad"] == []
    assert process.returncode == 0
    for part in (
        "settings",
        "stories",
        "principles",
        "disk",
        "voice",
        "recogniser",
        "loudspeaker",
        "microphone",
    ):
        assert found[part]["state"] == "good", found[part]
    assert found["models"]["state"] == "note"
    assert "hotseat models pull" in found["models"]["text"]


@pytest.mark.soundcard
def test_a_microphone_of_zeros_is_told_with_its_mend(pulse, tmp_path: Path) -> None:
    done = subprocess.run(
        [HOTSEAT, "doctor", "--json"],
        env=on(pulse, tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = findings(done.stdout)
    assert done.returncode == 4
    assert found["microphone"]["state"] == "bad"
    assert "privacy settings" in found["microphone"]["text"]
    assert found["loudspeaker"]["state"] == "good"


def test_what_is_wrong_is_named_and_the_rest_checked_all_the_same(tmp_path: Path) -> None:
    stories = tmp_path / ".config/hotseat/stories"
    stories.mkdir(parents=True)
    (stories / "broken.yaml").write_text("id: broken\n")
    principles = tmp_path / ".config/hotseat/principles"
    principles.mkdir()
    (principles / "thrift.yaml").write_text("id: thrift\n")
    model = tmp_path / ".local/share/hotseat/models/tiny.en"
    model.mkdir(parents=True)
    for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
        (model / name).write_text("{}")
    done = hotseat(tmp_path, "doctor", "--json", "--microphone", "none of that name")
    found = findings(done.stdout)
    assert done.returncode == 4
    assert "broken.yaml:1: title is missing" in found["stories"]["text"]
    assert found["principles"]["state"] == "note"
    assert "thrift.yaml:1: name is missing" in found["principles"]["text"]
    assert "model.bin" in found["models"]["text"]
    assert "hotseat models pull tiny.en" in found["models"]["text"]
    assert found["microphone"]["state"] == "bad"
    assert found["disk"]["state"] == "good"


def test_without_unicode_good_and_bad_have_marks_of_their_own(tmp_path: Path) -> None:
    missing = ("--loudspeaker", "none of that name")
    done = hotseat(tmp_path, "doctor", *missing, PYTHONIOENCODING="ascii")
    assert done.returncode == 4
    lines = done.stdout.splitlines()
    assert "+ settings     Ownership, SDE2" in lines
    assert any(line.startswith("x loudspeaker  ") for line in lines)
    assert {line[:2] for line in lines} <= {"+ ", "! ", "x "}


def test_settings_that_are_wrong_end_it_with_their_own_sentence(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "doctor", HOTSEAT_LEVEL="boss")
    assert done.returncode == 4
    assert "✗ settings" in done.stdout
    assert "HOTSEAT_LEVEL is 'boss'" in done.stdout
