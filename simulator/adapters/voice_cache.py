"""Sentences rendered ahead, so that nobody waits for the speech engine between a word and the answer to it.

Renders nothing itself; that is the part of the voice within.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import threading
import zipfile
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path

import numpy as np

from simulator.errors import EngineError
from simulator.ports import Sound, Voice

FULL_SCALE = 32768
"""What 1.0 is in 16-bit samples."""

MOST_LIKELY = 16
"""Sentences waiting to be rendered ahead; the least likely goes first. Source: judgement: at 0.1 s each, more
would be done after they have been asked for."""

MOST_REMEMBERED = 64
"""Sentences held in memory; what was not wanted for longest goes first. Source: judgement: an interview
has a few dozen, and 64 of 6 s take 34 MB."""


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
        self._likely: list[str] = []
        self._busy = False
        self._lock = threading.Lock()

    def prepare(self, texts: Iterable[str], *, keep: bool = False) -> None:
        """Renders in the background, one after another; what fails is tried again when it is needed.

        What is likely now goes before all that was likely earlier and has not been begun.

        Args:
            texts: what is likely to be said next, the likeliest first.
            keep: the texts are a pack's own, without a word of the candidate's, and go to disk.
        """
        wanted = tuple(dict.fromkeys(texts))
        self._voice.prepare(wanted)
        with self._lock:
            if keep:
                self._kept.update(wanted)
            likely = dict.fromkeys((*wanted, *self._likely))
            self._likely = [text for text in likely if not self._known(text)][:MOST_LIKELY]
            begins = bool(self._likely) and not self._busy
            self._busy = self._busy or begins
        if begins:
            threading.Thread(target=self._render_likely, name="voice", daemon=True).start()

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
            if known := self._known(text):
                return known, False
            while len(self._sounds) >= MOST_REMEMBERED:
                del self._sounds[next(iter(self._sounds))]
            return self._sounds.setdefault(text, Future()), True

    def _known(self, text: str) -> Future[Sound] | None:
        """The sound to come, which then is the last to be forgotten."""
        if known := self._sounds.pop(text, None):
            self._sounds[text] = known
        return known

    def _render_likely(self) -> None:
        while (text := self._likeliest()) is not None:
            future, mine = self._claim(text)
            if mine:
                self._render_into(text, future)

    def _likeliest(self) -> str | None:
        """The next text to render ahead; None where there is none, and then nobody is at it any more."""
        with self._lock:
            self._busy = bool(self._likely)
            return self._likely.pop(0) if self._likely else None

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
