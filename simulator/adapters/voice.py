"""The interviewer's voice: the system's own speech engine, driven through pyttsx3.

Every utterance is rendered by a short-lived process with a time-out (see `voice_process`), so an engine
that hangs or crashes costs one sentence, never the interview. It plays nothing; that is the sink's part.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import threading
import wave
import zipfile
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np

from simulator.adapters import voice_process
from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError, InputError
from simulator.ports import Samples, Sound, Voice

RATE_WPM = 155
"""The interviewer's pace, in words a minute.

Source: judgement, from the usual pace of conversation (130-170): unhurried, not slow.
"""

TIMEOUT_S = 20.0
"""Longest that one utterance may take to render. Source: 0.1 s measured for a question and 1.3 s for
three minutes of speech; the rest is for slow machines and engines that start in seconds."""

FULL_SCALE = 32768
"""What 1.0 is in 16-bit samples."""

MOST_REMEMBERED = 64
"""Sentences held in memory; the oldest goes first. Source: judgement: an interview has a few dozen, and
64 of 6 s take 34 MB."""

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
        self._rate_wpm = rate_wpm
        self._voice = voice
        self._timeout_s = timeout_s

    def render(self, text: str) -> Sound:
        """Raises EngineError when the engine is missing, fails, or takes too long."""
        said = speakable(text)
        if not said:
            return Sound(np.zeros(0, np.float32), SAMPLE_RATE_HZ)
        with tempfile.TemporaryDirectory(prefix="hotseat-voice-") as folder:
            path = Path(folder) / ("said.aiff" if sys.platform == "darwin" else "said.wav")
            self._run({"text": said, "path": str(path), "rate_wpm": self._rate_wpm, "voice": self._voice})
            return _sound(path)

    def prepare(self, texts: Iterable[str]) -> None:
        """Nothing: this voice remembers nothing; `CachedVoice` does."""

    def voices(self) -> tuple[str, ...]:
        """The ids of the voices that the engine has. Raises EngineError as `render` does."""
        return tuple(self._run({}))

    def _run(self, job: dict[str, Any]) -> Any:
        try:
            process = subprocess.run(
                [sys.executable, "-m", voice_process.__name__],
                input=json.dumps(job).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self._timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineError(
                f"The speech engine took longer than {self._timeout_s:g} s; read the sentence on the screen.",
                code="voice-timeout",
            ) from None
        except OSError:
            raise _error(voice_process.NO_ENGINE) from None
        if process.returncode != voice_process.DONE:
            raise _error(process.returncode)
        return json.loads(process.stdout)


class CachedVoice:
    """A voice that remembers: a sentence prepared or said before starts at once.

    A question may hold the candidate's own words. So sounds are remembered in memory only, and end with
    the process, unless they were prepared with `keep`; those go to disk, named by a digest of text and
    voice, readable by their owner only. A folder that cannot be written costs speed, nothing else.

    Args:
        voice: what renders.
        folder: where kept sounds are.
    """

    def __init__(self, voice: Voice, folder: Path) -> None:
        self.name = voice.name
        self._voice = voice
        self._folder = folder
        self._kept: set[str] = set()
        self._sounds: dict[str, Future[Sound]] = {}
        self._lock = threading.Lock()

    def prepare(self, texts: Iterable[str], *, keep: bool = False) -> None:
        """Renders in the background, one after another; what fails is tried again when it is needed.

        Args:
            texts: what is likely to be said next.
            keep: the texts are a pack's own, without a word of the candidate's, and go to disk.
        """
        wanted = tuple(texts)
        if keep:
            self._kept.update(wanted)
        claimed = [(text, future) for text in wanted for future, mine in [self._claim(text)] if mine]
        if claimed:
            threading.Thread(target=self._render_all, args=(claimed,), name="voice", daemon=True).start()

    def render(self, text: str) -> Sound:
        """Raises EngineError as the voice within does."""
        future, mine = self._claim(text)
        if mine:
            self._render_into(text, future)
            return future.result()
        try:
            return future.result()
        except EngineError:
            return self._voice.render(text)

    def _claim(self, text: str) -> tuple[Future[Sound], bool]:
        """The sound to come, and whether it is the caller who must render it."""
        with self._lock:
            known = self._sounds.get(text)
            if known is not None:
                return known, False
            while len(self._sounds) >= MOST_REMEMBERED:
                del self._sounds[next(iter(self._sounds))]
            return self._sounds.setdefault(text, Future()), True

    def _render_all(self, claimed: list[tuple[str, Future[Sound]]]) -> None:
        for text, future in claimed:
            self._render_into(text, future)

    def _render_into(self, text: str, future: Future[Sound]) -> None:
        try:
            future.set_result(self._from_disk(text) or self._to_disk(text, self._voice.render(text)))
        except Exception as error:  # whoever waits for the sound gets it, instead of waiting for ever
            with self._lock:
                self._sounds.pop(text, None)
            future.set_exception(error)

    def _path(self, text: str) -> Path:
        return self._folder / (hashlib.sha256(f"{self.name}|{text}".encode()).hexdigest() + ".npz")

    def _from_disk(self, text: str) -> Sound | None:
        if text not in self._kept:
            return None
        try:
            with np.load(self._path(text), allow_pickle=False) as file:
                return Sound(file["pcm"].astype(np.float32) / FULL_SCALE, int(file["rate_hz"]))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def _to_disk(self, text: str, sound: Sound) -> Sound:
        if text in self._kept:
            pcm = np.round(sound.samples * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
            with contextlib.suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                    np.savez(file, pcm=pcm, rate_hz=sound.rate_hz)
                Path(file.name).replace(self._path(text))
        return sound


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
