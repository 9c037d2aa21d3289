"""The better recogniser: faster-whisper, with a model that is already on this machine.

A stretch of speech is transcribed when its words are asked for, and not again until more is fed. Nothing
here ever reaches for the network: a folder that lacks anything is refused before the library sees it,
since the library would go and ask.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.errors import EngineError, ModelError
from simulator.ports import Samples

NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")

BEAM = 5
"""Readings kept alive while decoding. Source: the library's default; with one thread it costs a tenth
more than a single reading for a 10 s stretch (base.en shapes, random weights, 2-core machine)."""

MOST_THREADS = 4
"""Source: measured with the shapes of tiny.en and base.en: more threads help the encoder and slow the
decoder, and more threads than cores cost 2.5 times a token's time."""

TEMPERATURES = (0.0, 0.4)
"""The second is tried only where the first loops or is unsure. Source: judgement; the library would try
six, and a candidate waits for each."""

NO_SPEECH = 0.6
UNSURE_LOGPROB = -1.0
"""A segment is dropped when it is probably no speech and its words are unsure. Source: the defaults of
the model's makers; the one without the other drops speech."""

SHORTEST_S = 0.1
"""A stretch shorter than this, in seconds, holds no word. Source: judgement."""


def missing(folder: Path) -> tuple[str, ...]:
    """The files that a model folder needs and this one lacks."""
    lacking = [name for name in NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in VOCABULARIES):
        lacking.append(VOCABULARIES[0])
    return tuple(lacking)


def threads_for(cores: int) -> int:
    """Half of what the system counts as cores, as most count two where there is one."""
    return max(1, min(MOST_THREADS, cores // 2))


class WhisperTranscriber:
    """A loaded model, shared by all sessions.

    Args:
        folder: where the converted model is.
        threads: processor threads; None for as many as suit this machine.
        beam: readings kept alive while decoding.

    Raises:
        ModelError: the folder or a file in it is missing, cut short, or not a Whisper model.
        EngineError: the library cannot be loaded.
    """

    notice: tuple[str, str] | None = None

    def __init__(self, folder: Path, threads: int | None = None, beam: int = BEAM) -> None:
        folder = Path(folder)
        _check(folder)
        self.name = f"faster-whisper {title(folder)}"
        self._beam = beam
        self._model = _load(folder, threads or threads_for(_cores()))

    def session(self) -> WhisperSession:
        return WhisperSession(self._model, self._beam)


class WhisperSession:
    """One stretch of speech, kept until it is finished."""

    def __init__(self, model: Any, beam: int) -> None:
        self._model = model
        self._beam = beam
        self._heard: list[Samples] = []
        self._words: tuple[Word, ...] | None = ()

    def feed(self, samples: Samples) -> None:
        """Keeps 16 kHz sound of any length."""
        if len(samples):
            self._heard.append(np.asarray(samples, np.float32))
            self._words = None

    def so_far(self) -> tuple[Word, ...]:
        """The words, with the probability that the model gives each; remembered until more is fed.

        Raises:
            EngineError: the library broke down.
        """
        if self._words is None:
            self._words = self._transcribed()
        return self._words

    def finish(self) -> tuple[Word, ...]:
        """As `so_far`. Raises EngineError as that does."""
        return self.so_far()

    def _transcribed(self) -> tuple[Word, ...]:
        sound = np.concatenate(self._heard)
        if len(sound) < SHORTEST_S * SAMPLE_RATE_HZ:
            return ()
        try:
            return tuple(self._recognised(sound))
        except (RuntimeError, ValueError, IndexError):
            raise EngineError(
                "The recogniser broke down on this stretch of sound; the recording is kept.",
                code="recogniser-failed",
            ) from None

    def _recognised(self, sound: Samples) -> Iterator[Word]:
        length_s = len(sound) / SAMPLE_RATE_HZ
        segments, _ = self._model.transcribe(
            sound,
            language=None if self._model.model.is_multilingual else "en",
            beam_size=self._beam,
            temperature=TEMPERATURES,
            word_timestamps=True,
            condition_on_previous_text=False,
            no_speech_threshold=NO_SPEECH,
            log_prob_threshold=UNSURE_LOGPROB,
            vad_filter=False,
        )
        before_s = 0.0
        for segment in segments:
            for word in segment.words or ():
                # The library may let words overlap or end after the sound does.
                start_s = min(max(before_s, float(word.start)), length_s)
                before_s = min(max(start_s, float(word.end)), length_s)
                if text := word.word.strip():
                    yield Word(text, start_s, before_s, min(1.0, max(0.0, float(word.probability))))


def title(folder: Path) -> str:
    """What people call the model in `folder`, also where that is a snapshot in a cache."""
    held = folder.parent.parent if folder.parent.name == "snapshots" else folder
    return held.name.split("--")[-1].removeprefix("faster-whisper-")


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise ModelError(
            f"There is no model folder {folder}; 'hotseat models pull base.en' fetches a model.",
            code="model-missing",
        )
    if lacking := missing(folder):
        raise ModelError(
            f"The model in {folder} lacks {' and '.join(lacking)}; fetch it again with"
            " 'hotseat models pull base.en'.",
            code="model-incomplete",
        )


def _load(folder: Path, threads: int) -> Any:
    try:
        from faster_whisper import WhisperModel
    except (ImportError, OSError):
        raise EngineError(
            "faster-whisper cannot be loaded; run 'pip install --force-reinstall faster-whisper'.",
            code="recogniser-unloadable",
        ) from None
    try:
        return WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
    except Exception:  # the tokenizer's library raises bare Exception for a file that is cut short
        raise ModelError(
            f"The model in {folder} cannot be loaded: a file in it is cut short or damaged; fetch it again"
            " with 'hotseat models pull base.en'.",
            code="model-damaged",
        ) from None
