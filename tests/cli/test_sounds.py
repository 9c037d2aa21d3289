"""`hotseat review FILE.wav` names the sound that is no plain answer, and makes no verdict up of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from support.command import hotseat
from support.espeak import espeak
from support.recordings import sound
from support.sound import write_wav
from support.sounds import at_level, level_db, mains_hum, mixed, notes, whispered

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.packs import load_rubric
from simulator.ports import Samples

RUBRIC = load_rubric()
ANSWER = "webhook-no-numbers"
LENGTH_S = 30.0
SPEECH = sound(ANSWER, 0, LENGTH_S)
STORY = (
    "Last autumn I noticed that our payment webhooks were failing, and nobody had been asked to look. "
    "I pulled the delivery logs of a month, I traced the drops to a timeout in the gateway, and I wrote "
    "a queue that sends every message again until it arrives. After that not one of them was lost."
)


def in_turns() -> Samples:
    """Three turns of a man's answer with two of a woman's between."""
    man, woman = SPEECH, sound("webhook-generic-reflection", 0, LENGTH_S)
    turns = [
        (man if number % 2 == 0 else woman)[number * 6 * SAMPLE_RATE_HZ : (number + 1) * 6 * SAMPLE_RATE_HZ]
        for number in range(5)
    ]
    return np.concatenate([at_level(turn, level_db(man)) for turn in turns])


SOUNDS = {
    "offset": lambda: np.full(10 * SAMPLE_RATE_HZ, 0.3, np.float32),
    "silent": lambda: np.zeros(10 * SAMPLE_RATE_HZ, np.float32),
    "clipped": lambda: np.sign(mains_hum(10.0, 230)).astype(np.float32),
    "hum": lambda: mixed(SPEECH, mains_hum(LENGTH_S), -12),
    "music": lambda: notes(LENGTH_S, 0.5, chords=True),
    "whisper": lambda: whispered(SPEECH),
    "second-voice": in_turns,
}
BORNE = {
    "offset": lambda: SPEECH + np.float32(0.05),
    "hum": lambda: mixed(SPEECH, mains_hum(LENGTH_S, 60), 12),
}


def reviewed(home: Path, made: Samples):
    return hotseat(home, "review", "--json", write_wav(home / "said.wav", np.clip(made, -1, 1)))


def withheld(home: Path, made: Samples) -> str:
    """Why there is no verdict: the sentence, said once."""
    done = reviewed(home, made)
    told = json.loads(done.stdout)
    if done.returncode == 3:  # not a word was heard
        assert told["code"] == "no-speech"
        assert told["message"] in done.stderr
        return str(told["message"])
    assert done.returncode == 0, done.stderr
    assert told["verdict"]["rating"] is None
    assert told["probes"] == []
    return str(told["trust"]["why"])


@pytest.mark.parametrize("kind", SOUNDS)
def test_each_kind_is_named_and_no_verdict_made_up(kind: str, tmp_path: Path) -> None:
    assert RUBRIC.trust.messages[kind] in withheld(tmp_path, SOUNDS[kind]())


@pytest.mark.parametrize("kind", BORNE)
def test_what_is_borne_is_named_beside_the_verdict(kind: str, tmp_path: Path) -> None:
    done = reviewed(tmp_path, BORNE[kind]())
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["trust"]["level"] == "high", told["trust"]["why"]
    assert told["verdict"]["rating"]
    assert RUBRIC.delivery.messages[kind] in [note["text"] for note in told["delivery"]["notes"]]


def test_music_behind_the_voice_is_named_whatever_was_understood(tmp_path: Path) -> None:
    done = reviewed(tmp_path, mixed(SPEECH, notes(LENGTH_S, 0.5, chords=True), 6))
    assert done.returncode == 0, done.stderr
    notes_told = [note["text"] for note in json.loads(done.stdout)["delivery"]["notes"]]
    assert RUBRIC.delivery.messages["music"] in notes_told


def test_a_machine_that_whispers_is_told_from_one_that_speaks(tmp_path: Path) -> None:
    whisper = withheld(tmp_path, espeak(STORY, "en+whisper", tmp_path))
    assert RUBRIC.trust.messages["whisper"] in whisper
    done = reviewed(tmp_path, espeak(STORY, "en+m3", tmp_path))
    assert json.loads(done.stdout)["trust"]["why"] != RUBRIC.trust.messages["whisper"]


def test_an_interview_of_two_machines_is_told_from_one_that_answers_alone(tmp_path: Path) -> None:
    one, other = (espeak(STORY, voice, tmp_path) for voice in ("en+m3", "en+f3"))
    both = withheld(tmp_path, np.concatenate([one[: 8 * SAMPLE_RATE_HZ], other]))
    assert RUBRIC.trust.messages["second-voice"] in both
