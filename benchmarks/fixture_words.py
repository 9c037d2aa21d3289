"""How well a recogniser understands the recordings, through the program's own hearing.

    .venv/bin/python benchmarks/fixture_words.py [MODEL_FOLDER]

Prints the table of `docs/fixtures.md`: word errors, how far the words' times are off, and the processor
time. With a folder: faster-whisper and the model in it; without: the embedded recogniser. The
recordings are synthetic speech: the figures say whether the fixtures are fit for tests, not how well
people are understood.
"""

from __future__ import annotations

import itertools
import json
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from simulator.adapters.files import FileSource
from simulator.adapters.silero import SileroDetector
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.whisper import WhisperTranscriber
from simulator.domain.speech import Word
from simulator.hearing import Listener, Scribe
from simulator.hearing.settings import HearingSettings
from simulator.packs import load_story
from simulator.ports import Transcriber

FOLDER = Path(__file__).resolve().parents[1] / "audio_fixtures"


def spelt(text: str) -> list[str]:
    """Words in one spelling: no case, no punctuation, hyphens as blanks."""
    return re.sub(r"[^a-z' ]", "", text.lower().replace("-", " ")).split()


def matches(said: list[str], heard: list[str]) -> tuple[int, list[tuple[int, int]]]:
    """The edit distance in words, and the places (said, heard) that agree in a least-cost alignment."""
    cost = np.zeros((len(said) + 1, len(heard) + 1), int)
    cost[:, 0], cost[0] = range(len(said) + 1), range(len(heard) + 1)
    for i, j in itertools.product(range(1, len(said) + 1), range(1, len(heard) + 1)):
        swap = cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1])
        cost[i, j] = min(swap, cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    pairs = []
    i, j = len(said), len(heard)
    while i and j:
        if cost[i, j] == cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            if said[i] == heard[j]:
                pairs.append((i, j))
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return int(cost[-1, -1]), pairs


def hear(path: Path, transcriber: Transcriber) -> tuple[tuple[Word, ...], float]:
    """The words of a recording, and the processor seconds that they cost."""
    listener = Listener(SileroDetector(), Scribe(transcriber), HearingSettings())
    began = time.process_time()
    for chunk in FileSource(path).chunks():
        listener.feed(chunk)
    return listener.finish().words, time.process_time() - began


def one_a_row(words: list[Any], text: str, start: str) -> list[tuple[str, float]]:
    """Single words in one spelling, each with the start of the word it came from."""
    pick = (lambda w, key: w[key]) if isinstance(next(iter(words), None), dict) else getattr
    return [(part, pick(word, start)) for word in words for part in spelt(pick(word, text))]


def main(folder: Path | None) -> None:
    vocabulary = load_story("webhook-drop-rate").vocabulary
    transcriber: Transcriber = WhisperTranscriber(folder) if folder else SphinxTranscriber(vocabulary)
    print(
        f"{transcriber.name}\n\n| recording | voice | seconds | words | errors | start off | of real time |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    all_wrong = all_said = 0
    for path in sorted(FOLDER.glob("*.flac")):
        label = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        words, spent_s = hear(path, transcriber)
        said = one_a_row(label["words"], "text", "start")
        heard = one_a_row(list(words), "text", "start_s")
        wrong, pairs = matches([word for word, _ in said], [word for word, _ in heard])
        off = statistics.median(abs(said[i][1] - heard[j][1]) for i, j in pairs) if pairs else float("nan")
        all_wrong, all_said = all_wrong + wrong, all_said + len(said)
        room = f", {label['noise']['kind']} {label['noise']['snr_db']} dB" if "noise" in label else ""
        print(
            f"| {path.stem} | {label['voice']}{room} | {label['duration']:.0f} | {len(said)}"
            f" | {wrong / len(said):.1%} | {1000 * off:.0f} ms | {spent_s / label['duration']:.2f} |",
            flush=True,
        )
    print(f"| all | | | {all_said} | {all_wrong / all_said:.1%} | | |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
