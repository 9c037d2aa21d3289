"""The voice that remembers, over the real one and one that counts."""

from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters import voice as module
from simulator.adapters.voice import CachedVoice, SpokenVoice
from simulator.errors import EngineError
from simulator.ports import Sound


class CountingVoice:
    """Says what it was asked, in samples; can be held up, and can fail."""

    name = "counting"

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.failures = 0
        self.go = threading.Event()
        self.go.set()

    def render(self, text: str) -> Sound:
        self.go.wait(10)
        self.rendered.append(text)
        if self.failures:
            self.failures -= 1
            raise EngineError("no voice", code="voice-failed")
        return Sound(np.full(len(text), 0.5, np.float32), 16_000)


@pytest.fixture
def counting() -> CountingVoice:
    return CountingVoice()


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.*"))


def test_a_sentence_said_twice_is_rendered_once(counting: CountingVoice, tmp_path: Path) -> None:
    cached = CachedVoice(counting, tmp_path)
    assert cached.render("Hello.") is cached.render("Hello.")
    cached.render("Goodbye.")
    assert counting.rendered == ["Hello.", "Goodbye."]


def test_a_prepared_sentence_is_waited_for_not_rendered_again(
    counting: CountingVoice, tmp_path: Path
) -> None:
    counting.go.clear()
    cached = CachedVoice(counting, tmp_path)
    cached.prepare(["One.", "Two.", "One."])
    counting.go.set()
    assert cached.render("Two.").duration_s == 4 / 16_000
    assert counting.rendered == ["One.", "Two."]


def test_what_may_hold_the_candidates_words_never_reaches_the_disk(
    counting: CountingVoice, tmp_path: Path
) -> None:
    cached = CachedVoice(counting, tmp_path)
    cached.prepare(["You said 'they fixed it'. What did you do?"])
    cached.render("You said 'they fixed it'. What did you do?")
    cached.render("And then?")
    assert files(tmp_path) == []


def test_a_kept_sentence_outlives_the_process_unchanged(tmp_path: Path) -> None:
    spoken = SpokenVoice()
    first = CachedVoice(spoken, tmp_path / "voice")
    first.prepare(["Tell me about it."], keep=True)
    said = first.render("Tell me about it.")
    silent = CountingVoice()
    silent.name = spoken.name
    later = CachedVoice(silent, tmp_path / "voice")
    later.prepare(["Tell me about it."], keep=True)
    again = later.render("Tell me about it.")
    assert silent.rendered == []
    assert again.rate_hz == said.rate_hz
    assert np.array_equal(again.samples, said.samples)


def test_another_voice_or_rate_has_sounds_of_its_own(counting: CountingVoice, tmp_path: Path) -> None:
    for name in ("slow", "fast"):
        counting.name = name
        cached = CachedVoice(counting, tmp_path)
        cached.prepare(["Hello."], keep=True)
        cached.render("Hello.")
    assert len(counting.rendered) == len(files(tmp_path)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_kept_sounds_are_their_owners_only_and_do_not_tell_the_text(
    counting: CountingVoice, tmp_path: Path
) -> None:
    folder = tmp_path / "voice"
    cached = CachedVoice(counting, folder)
    cached.prepare(["Hello."], keep=True)
    cached.render("Hello.")
    (kept,) = files(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "hello" not in kept.name.lower()
    assert b"Hello" not in kept.read_bytes()


@pytest.mark.parametrize("spoiled", [b"", b"PK", b"nothing of the kind"])
def test_a_spoiled_file_is_rendered_again(counting: CountingVoice, tmp_path: Path, spoiled: bytes) -> None:
    for _ in range(2):
        cached = CachedVoice(counting, tmp_path)
        cached.prepare(["Hello."], keep=True)
        assert cached.render("Hello.").duration_s == 6 / 16_000
        for file in files(tmp_path):
            file.write_bytes(spoiled)
    assert counting.rendered == ["Hello.", "Hello."]


def test_a_folder_in_the_way_costs_nothing_but_speed(counting: CountingVoice, tmp_path: Path) -> None:
    (tmp_path / "voice").write_text("a file")
    cached = CachedVoice(counting, tmp_path / "voice")
    cached.prepare(["Hello."], keep=True)
    assert cached.render("Hello.").duration_s > 0


def test_what_failed_ahead_is_tried_again_when_needed(counting: CountingVoice, tmp_path: Path) -> None:
    counting.failures = 1
    cached = CachedVoice(counting, tmp_path)
    cached.prepare(["Hello."])
    assert cached.render("Hello.").duration_s > 0
    counting.failures = 1
    with pytest.raises(EngineError):
        cached.render("Goodbye.")
    assert cached.render("Goodbye.").duration_s > 0


def test_memory_is_bounded(counting: CountingVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMEMBERED", 2)
    cached = CachedVoice(counting, tmp_path)
    for text in ("a", "b", "c", "c", "a"):
        cached.render(text)
    assert counting.rendered == ["a", "b", "c", "a"]
