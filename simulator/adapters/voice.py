"""The interviewer's voice: the system's own speech engine, driven through pyttsx3.

Every utterance is rendered by a process of its own with a time-out (see `voice_process`), so an engine
that hangs or crashes costs one sentence, never the interview; the next process stands by. It plays
nothing; that is the sink's part.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import wave
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from simulator.adapters import voice_process
from simulator.adapters.files import FileSource
from simulator.adapters.voice_standby import Standby
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError, InputError
from simulator.ports import Samples, Sound

RATE_WPM = 155
"""The interviewer's pace, in words a minute.

Source: judgement, from the usual pace of conversation (130-170): unhurried, not slow.
"""

TIMEOUT_S = 20.0
"""Longest that one utterance may take to render. Source: 0.1 s measured for a question and 1.3 s for
three minutes of speech; the rest is for slow machines and engines that start in seconds."""

MEMORY = "/dev/shm"  # noqa: S108  # a folder of the caller's own is made in it
"""Where Linux keeps files in memory."""

FULL_SCALE = 32768
"""What 1.0 is in 16-bit samples."""

_SAID = {
    voice_process.NO_ENGINE: (
        "The speech engine cannot be started; run 'pip install --force-reinstall pyttsx3'"
        " (on Linux: 'espeakng-loader' too), or go on reading the questions.",
        "voice-unloadable",
    ),
    voice_process.NO_SUCH_VOICE: (
        "The speech engine has no such voice; choose one of its own or leave the setting 'voice' unset.",
        "voice-unknown",
    ),
}
_FAILED = ("The speech engine gave no sound for this sentence; read it on the screen.", "voice-failed")

_SPEAKABLE = (
    (re.compile(r"\*\*?|`"), ""),
    (re.compile(r"\$(\d[\d,.]*\d|\d)( (?:thousand|million|billion))?"), r"\1\2 dollars"),
    (re.compile(r"(?<=\d)[-–](?=\d)"), " to "),
    (re.compile(r"(?<=\d)/(?=\d)"), " "),
    (re.compile(r"\bQA\b"), "Q A"),
    (re.compile(r"\s*[–—]\s*"), ", "),
    (re.compile(r"\s+"), " "),
)
"""What is written one way and said another.

Source: what `espeak-ng -x` gives: "0.3%" it reads well; "$8,000" becomes "dollar eight thousand", "24/7"
"twenty-four slash seven", "10-15" "ten dash fifteen", and "QA" one syllable.
"""


def speakable(text: str) -> str:
    """`text` as it should be handed to a speech engine."""
    for pattern, said in _SPEAKABLE:
        text = pattern.sub(said, text)
    return text.strip()


class SpokenVoice:
    """The system's speech engine.

    Args:
        rate_wpm: pace in words a minute.
        voice: one of `voices()`, or part of its name; None for a calm English one.
        timeout_s: longest that one utterance may take to render, in seconds.
    """

    def __init__(
        self, rate_wpm: int = RATE_WPM, voice: str | None = None, timeout_s: float = TIMEOUT_S
    ) -> None:
        self.name = f"pyttsx3, {voice or 'calm English'}, {rate_wpm} words a minute"
        self._standby = Standby({"rate_wpm": rate_wpm, "voice": voice})
        self._timeout_s = timeout_s

    def render(self, text: str) -> Sound:
        """Raises EngineError when the engine is missing, fails, or takes too long."""
        said = speakable(text)
        if not said:
            return Sound(np.zeros(0, np.float32), SAMPLE_RATE_HZ)
        with tempfile.TemporaryDirectory(prefix="hotseat-voice-", dir=_memory()) as folder:
            path = Path(folder) / ("said.aiff" if sys.platform == "darwin" else "said.wav")
            self._run({"text": said, "path": str(path)})
            return _sound(path)

    def prepare(self, texts: Iterable[str]) -> None:  # noqa: ARG002  # it remembers none; `CachedVoice` does
        """Has the engine stand by."""
        self._standby.warm()

    def voices(self) -> tuple[str, ...]:
        """The ids of the voices that the engine has. Raises EngineError as `render` does."""
        return tuple(self._run({}))

    def close(self) -> None:
        """Ends the process that stands by; a later sentence starts another."""
        self._standby.close()

    def _run(self, job: dict[str, Any]) -> Any:
        status, answer = self._standby.run(job, self._timeout_s)
        if status != voice_process.DONE:
            raise _error(status)
        return answer


def _memory() -> str | None:
    """Where a file that the engine must write stays in memory, for it may quote the candidate; else None."""
    return MEMORY if os.access(MEMORY, os.W_OK) else None


def _error(status: int) -> EngineError:
    sentence, code = _SAID.get(status, _FAILED)
    return EngineError(sentence, code=code)


def _sound(path: Path) -> Sound:
    """What the engine wrote: WAV as it is, anything else (AIFF on macOS) as a recording is read."""
    try:
        sound = _wav(path) if path.suffix == ".wav" else _other(path)
    except (InputError, OSError, EOFError, wave.Error, ValueError):
        raise _error(voice_process.FAILED) from None
    if not np.any(sound.samples):
        raise _error(voice_process.FAILED)
    return sound


def _wav(path: Path) -> Sound:
    with wave.open(str(path), "rb") as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            return _other(path)
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return Sound((pcm / FULL_SCALE).astype(np.float32), file.getframerate())


def _other(path: Path) -> Sound:
    chunks: list[Samples] = list(FileSource(path).chunks())
    return Sound(np.concatenate(chunks), SAMPLE_RATE_HZ)
