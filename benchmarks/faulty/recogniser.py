"""A recogniser whose process is killed or stopped at a moment of chance, and the words that come of it."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from functools import partial
from pathlib import Path

import numpy as np

from simulator.adapters.files import FileSource
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.worker import WorkerTranscriber
from simulator.ports import Samples, Transcriber, Word

ANSWER = Path(__file__).resolve().parents[2] / "audio_fixtures" / "probe-influence-weak.flac"
CHUNK = 1600
STRETCH_S = 6


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


def survived(times: int, seed: int) -> int:
    """How often every word came that comes undisturbed. One in five hangs, the rest crash."""
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    sound = stretch()
    chunks = len(sound) // CHUNK
    transcriber = WorkerTranscriber(partial(SphinxTranscriber, {}), hangs_after_s=5.0)
    undisturbed = [word.text for word in written(transcriber, sound, -1, 0)]
    whole = 0
    for number in range(times):
        how = signal.SIGSTOP if number % 5 == 4 else signal.SIGKILL
        words = written(transcriber, sound, chance.randrange(1, chunks), how)
        # Fed in other pieces, the same sound may be read a little otherwise: see docs/recognisers.md.
        same = len({word.text for word in words} & set(undisturbed)) / len(set(undisturbed))
        whole += same >= 0.8 and words[-1].end_s > 0.8 * STRETCH_S
    return whole
