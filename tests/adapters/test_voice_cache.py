"""The voice that remembers, over the real one and one that counts."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters import voice_cache as module
from simulator.adapters.voice import SpokenVoice
from simulator.adapters.voice_cache import CachedVoice
from simulator.errors import EngineError
from simulator.ports import Sound


class CountingVoice:
    """Says what it was asked, in samples; can be held up, and can fail. `begun` counts what it began."""

    name = "counting"

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.failures = 0
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Semaphore(0)
        self.likely: list[str] = []

    def prepare(self, texts: Iterable[str]) -> None:
        self.likely.extend(texts)

    def render(self, text: str) -> Sound:
        self.rendered.append(text)
        self.begun.release()
        self.go.wait(10)
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
    cached.prepare(["One.", "One."])
    counting.begun.acquire(timeout=10)
    threading.Timer(0.05, counting.go.set).start()
    assert cached.render("One.").duration_s == 4 / 16_000
    assert counting.rendered == ["One."]


def test_the_voice_within_is_told_what_is_likely(counting: CountingVoice, tmp_path: Path) -> None:
    CachedVoice(counting, tmp_path).prepare(["One.", "Two."])
    assert counting.likely == ["One.", "Two."]


def held_up(counting: CountingVoice, tmp_path: Path) -> CachedVoice:
    """A voice that is at 'first' until `go`."""
    counting.go.clear()
    cached = CachedVoice(counting, tmp_path)
    cached.prepare(["first"])
    counting.begun.acquire(timeout=10)
    return cached


def ahead(counting: CountingVoice, number: int) -> list[str]:
    """What was rendered ahead, in order, once `number` more have begun."""
    counting.go.set()
    assert all(counting.begun.acquire(timeout=10) for _ in range(number))
    return counting.rendered


def test_what_is_likely_now_goes_before_what_was_likely_earlier(
    counting: CountingVoice, tmp_path: Path
) -> None:
    cached = held_up(counting, tmp_path)
    cached.prepare(["a", "b", "c"])
    cached.prepare(["x", "b"])
    assert ahead(counting, 4) == ["first", "x", "b", "a", "c"]


def test_what_is_needed_now_does_not_wait_for_what_is_only_likely(
    counting: CountingVoice, tmp_path: Path
) -> None:
    cached = held_up(counting, tmp_path)
    cached.prepare(["a", "b"])
    asked = threading.Thread(target=cached.render, args=("b",))
    asked.start()
    assert counting.begun.acquire(timeout=10)
    assert counting.rendered == ["first", "b"]
    assert ahead(counting, 1) == ["first", "b", "a"]
    asked.join(10)


def test_what_waits_to_be_rendered_is_bounded(
    counting: CountingVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_LIKELY", 2)
    cached = held_up(counting, tmp_path)
    cached.prepare(["a", "b", "c"])
    cached.prepare(["d"])
    assert ahead(counting, 2) == ["first", "d", "a"]
    cached.prepare(["e"])
    assert ahead(counting, 1)[3:] == ["e"]


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
    for text in ("a", "b", "a", "c", "a", "b"):  # "b" was not wanted for longest when "c" came
        cached.render(text)
    assert counting.rendered == ["a", "b", "c", "b"]
