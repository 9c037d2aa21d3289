"""Hours of recorded answers through the whole loop as from a microphone, heard by the real recogniser."""

from __future__ import annotations

import gc
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import cycle
from pathlib import Path
from statistics import median

import numpy as np
from support.rehearsal import RUBRIC, STORY, Rehearsal

from faulty.soak import Reading, files_open, peak_mb
from simulator.adapters.archive import FolderArchive
from simulator.adapters.files import FileSource
from simulator.adapters.keeping import SafeArchive
from simulator.adapters.scripted import ScriptedSource
from simulator.adapters.silero import SileroDetector
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.events import AnswerEnded
from simulator.hearing import FixedSilence, Scribe
from simulator.ports import Samples
from simulator.session.loop import Interview

FOLDER = Path(__file__).resolve().parents[2] / "audio_fixtures"
ANSWERS = (
    ("webhook-strong", "webhook-no-numbers", "webhook-rambling"),
    ("webhook-result-first", "webhook-we", "webhook-generic-reflection", "own-backup-fan"),
    ("webhook-thinking-pauses", "demo-opening", "webhook-strong"),
)
"""Each is one answer of some five minutes, from recordings that follow on one another."""
QUESTION_S, END_S = 8.0, 6.0
"""The silences before and behind an answer: the question is asked, and the answer is taken to have ended."""
PATIENCE_S = 5.0
"""Longer than any pause in the recordings."""
LEAST_PAIRS = 60
"""With fewer words told right, their places say nothing."""


def played(hours: float, home: Path) -> Iterator[Reading]:
    """A reading after each session."""
    vocabulary = RUBRIC.vocabulary | STORY.vocabulary
    detector, scribe = SileroDetector(), Scribe(SphinxTranscriber(vocabulary))
    heard_s = 0.0
    for number, names in enumerate(cycle(ANSWERS)):
        if heard_s >= hours * 3600:
            return
        sound, words = _answer(names)
        archive = SafeArchive(FolderArchive(home / f"{number}"))
        rehearsal = Rehearsal("x", live=True, probes=0, archive=archive, endpoint=FixedSilence(PATIENCE_S))
        source = ScriptedSource(sound, live=True, clock=rehearsal.clock)
        parts = replace(
            rehearsal.interview.parts,
            detector=detector,
            scribe=scribe,
            candidate=lambda _turn, _probe, source=source: source,
        )
        rehearsal.interview = Interview(rehearsal.interview.brief, parts)
        (ended,) = rehearsal.run().of(AnswerEnded)
        drift_s = _drift(ended.transcript, words)
        heard_s += ended.transcript.duration_s
        del rehearsal, archive, ended, parts, source, sound
        shutil.rmtree(home / f"{number}")
        gc.collect()
        yield Reading(heard_s, peak_mb(), threading.active_count(), files_open(), drift_s)


def _answer(names: Sequence[str]) -> tuple[Samples, list[Word]]:
    """The sound of the recordings one after the other, and the words in it with their true places."""
    pieces: list[Samples] = [np.zeros(int(QUESTION_S * SAMPLE_RATE_HZ), np.float32)]
    words: list[Word] = []
    for name in names:
        before_s = sum(map(len, pieces)) / SAMPLE_RATE_HZ
        label = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        pieces += FileSource(FOLDER / f"{name}.flac").chunks()
        words += [
            Word(said["text"], said["start"] + before_s, said["end"] + before_s) for said in label["words"]
        ]
    pieces.append(np.zeros(int(END_S * SAMPLE_RATE_HZ), np.float32))
    return np.concatenate(pieces), words


def _drift(heard: Transcript, said: Sequence[Word]) -> float:
    """How far the words at the answer's end are out of place, beyond those at its beginning."""
    texts = [[word.text.lower().strip(".,;:!?") for word in words] for words in (heard.words, said)]
    blocks = SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    off = [
        heard.words[block.a + at].start_s - said[block.b + at].start_s
        for block in blocks
        for at in range(block.size)
    ]
    if len(off) < LEAST_PAIRS:
        raise ValueError(f"only {len(off)} words were told right")
    third = len(off) // 3
    return abs(median(off[-third:]) - median(off[:third]))
