"""A recogniser whose process is killed or stopped at a moment of chance, and the words that come of it."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from faulty.outcome import Trial
from simulator.adapters.files import FileSource
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.worker import WorkerTranscriber
from simulator.ports import Samples, Transcriber, Word

ANSWER = Path(__file__).resolve().parents[2] / "audio_fixtures" / "probe-influence-weak.flac"
CHUNK = 1600
STRETCH_S = 6
HANGS_AFTER_S = 5.0
"""Shorter than the program's own, so that many can be tried."""
EDGE_S = 0.05
MOST_LOST_S = 0.2
"""Less than a word. Source: judgement; a short one may be read otherwise in other pieces of sound."""


def stretch() -> Samples:
    return np.concatenate(list(FileSource(ANSWER).chunks()))[: STRETCH_S * 16_000]


def written(transcriber: Transcriber, sound: Samples, fails_at: int, how: int) -> tuple[Word, ...]:
    """The words, where a signal reaches the recogniser before that chunk."""
    session = transcriber.session()
    for number, begin in enumerate(range(0, len(sound), CHUNK)):
        if number == fails_at:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, how)
        session.feed(sound[begin : begin + CHUNK])
    return session.finish()


def failed(times: int, seed: int, how: int) -> Iterator[Trial]:
    """What came of each time; `how`: the signal that reaches the recogniser's process."""
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    sound = stretch()
    chunks = len(sound) // CHUNK
    transcriber = WorkerTranscriber(partial(SphinxTranscriber, {}), hangs_after_s=HANGS_AFTER_S)
    undisturbed = written(transcriber, sound, -1, 0)
    for _ in range(times):
        words = written(transcriber, sound, chance.randrange(1, chunks), how)
        texts, wanted = {word.text for word in words}, {word.text for word in undisturbed}
        lost_s = uncovered_s(undisturbed, words)
        # Fed in other pieces, the same sound may be read a little otherwise: see docs/recognisers.md.
        whole = len(texts & wanted) >= 0.8 * len(wanted) and lost_s <= MOST_LOST_S
        yield Trial(lost_s, "" if whole else f"{lost_s:.2f} s of speech are without words")


def uncovered_s(wanted: Sequence[Word], words: Sequence[Word]) -> float:
    """How much of what was said has no word: the length of those in whose middle there is none."""
    middles = ((word, (word.start_s + word.end_s) / 2) for word in wanted)
    return sum(
        word.end_s - word.start_s
        for word, at_s in middles
        if not any(one.start_s - EDGE_S <= at_s <= one.end_s + EDGE_S for one in words)
    )
