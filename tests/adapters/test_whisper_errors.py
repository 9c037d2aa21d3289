"""What goes wrong around a Whisper model, with the real library. What it hears is tested beside its model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.adapters.whisper import NEEDED, WhisperTranscriber, missing, threads_for, title
from simulator.errors import ModelError

WHOLE = (*NEEDED, "vocabulary.txt")

OFFLINE = """
import sys
reached = []
def refuse(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        reached.append(event)
        raise OSError("no network in this test")
sys.addaudithook(refuse)
from pathlib import Path
from simulator.adapters.whisper import WhisperTranscriber
from simulator.errors import ModelError
try:
    WhisperTranscriber(Path(sys.argv[1]))
except ModelError as error:
    print(error.code, len(reached))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every file that is needed, none of them whole."""
    for name in WHOLE:
        (tmp_path / name).write_bytes(b"\x06\x00\x00\x00")
    return tmp_path


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def test_no_folder_is_one_sentence_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model folder .*nowhere; 'hotseat models pull") as caught:
        WhisperTranscriber(tmp_path / "nowhere")
    assert caught.value.code == "model-missing"
    assert caught.value.exit_status == 4


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_missing_is_named(folder: Path, name: str) -> None:
    without(name)(folder)
    assert missing(folder) == (name,)
    with pytest.raises(ModelError, match=f"lacks {name}; .*hotseat models pull") as caught:
        WhisperTranscriber(folder)
    assert caught.value.code == "model-incomplete"


def test_either_form_of_the_vocabulary_will_do(folder: Path) -> None:
    (folder / "vocabulary.txt").rename(folder / "vocabulary.json")
    assert missing(folder) == ()


@pytest.mark.parametrize("length", [0, 4, 4096])
def test_a_model_cut_short_is_one_sentence(folder: Path, length: int) -> None:
    (folder / "model.bin").write_bytes(bytes(length))
    with pytest.raises(ModelError, match="cut short or damaged") as caught:
        WhisperTranscriber(folder)
    assert caught.value.code == "model-damaged"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (without("tokenizer.json"), "model-incomplete"),
        (without("model.bin"), "model-incomplete"),
        (lambda folder: (folder / "tokenizer.json").write_text("{"), "model-damaged"),
    ],
)
def test_no_fault_of_a_model_makes_anything_reach_for_the_network(
    folder: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(folder)
    ran = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(folder)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [code, "0"]


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (4, 2), (8, 4), (64, 4)])
def test_threads_leave_room_for_the_sound(cores: int, threads: int) -> None:
    assert threads_for(cores) == threads


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("models/base.en", "base.en"),
        ("hub/models--Systran--faster-whisper-base.en/snapshots/abc", "base.en"),
        ("faster-whisper-mine", "mine"),
    ],
)
def test_a_model_is_called_what_people_call_it(folder: str, name: str) -> None:
    assert title(Path(folder)) == name
