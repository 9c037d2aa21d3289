"""Hours of answers through the whole loop on virtual time, one session after another, kept on a real disk."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from support.cases import spoken
from support.rehearsal import Rehearsal

from simulator.adapters.archive import FolderArchive
from simulator.adapters.keeping import SafeArchive
from simulator.domain.speech import Transcript
from simulator.events import AnswerEnded

SENTENCE = "Then I read the logs of one more service and wrote down what I found in the table for the team. "
QUESTION_S, ANSWER_S = 8.0, 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """After so many seconds of answers: memory, threads and open files, and the worst drift of a word."""

    heard_s: float
    peak_mb: float
    threads: int
    files: int
    drift_s: float


def answer() -> Transcript:
    """Two minutes at an even pace, behind a silence in which the question is asked."""
    words = tuple(
        replace(word, start_s=word.start_s + QUESTION_S, end_s=word.end_s + QUESTION_S)
        for word in spoken(SENTENCE * 40).words
        if word.end_s < ANSWER_S
    )
    return Transcript(words, QUESTION_S + ANSWER_S + 10.0)


def soak(hours: float, home: Path) -> Iterator[Reading]:
    """A reading after each session."""
    said, heard_s, number = answer(), 0.0, 0
    while heard_s < hours * 3600:
        number += 1
        archive = SafeArchive(FolderArchive(home / f"{number}"))
        rehearsal = Rehearsal(said, live=True, probes=0, archive=archive).run()
        (ended,) = rehearsal.of(AnswerEnded)
        assert len(ended.transcript.words) == len(said.words)
        pairs = zip(ended.transcript.words, said.words, strict=True)
        places = [heard.start_s - word.start_s for heard, word in pairs]
        drift_s = max(places) - min(places)
        heard_s += ended.transcript.duration_s
        del rehearsal, archive, ended
        shutil.rmtree(home / f"{number}")
        gc.collect()
        yield Reading(heard_s, peak_mb(), threading.active_count(), files_open(), drift_s)


def peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def files_open() -> int:
    """How many are open; 0 where the system does not tell."""
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0  # noqa: PTH208
