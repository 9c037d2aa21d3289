"""Random windows of 30 seconds or less: clips, pauses, noise and cut sentences, and what to write for them.

Says for each token where in the sound it is. Knows nothing of the network; the same seed draws the same
windows.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tiny_whisper_data import FRAMES_PER_S, MELS, SILENCE, Clip, Features, Vocabulary, scaled


@dataclass(frozen=True)
class Segment:
    """One sentence in a window: times in seconds from the window's start; `whole` when its end is there."""

    start_s: float
    end_s: float
    words: tuple[tuple[int, float, float], ...]
    whole: bool


@dataclass(frozen=True)
class Window:
    """`features` (80, frames), what was said in it, and where a sentence begins that the end cuts off."""

    features: Features
    segments: tuple[Segment, ...]
    cut_from_s: float | None
    phones: NDArray[np.int64]


class Windows:
    """Draws random windows; the same seed draws the same ones."""

    def __init__(self, variants: Sequence[Sequence[Clip]], seed: int) -> None:
        self._variants = variants
        self._draw = random.Random(seed)  # noqa: S311 - training data, not a secret
        self._noise = np.random.RandomState(seed)

    def speech(self, frames: int, fill: float, overflow: bool = False) -> Window:
        """At most `frames` frames, about the share `fill` of them used; `overflow` cuts a last sentence."""
        draw = self._draw
        mels: list[Features] = []
        phones: list[NDArray[np.int64]] = []
        segments: list[Segment] = []
        at, limit, cut_from_s = 0, frames if overflow else int(frames * fill), None

        def put(mel: Features, phone: NDArray[np.int64]) -> None:
            nonlocal at
            mels.append(mel)
            phones.append(phone)
            at += mel.shape[1]

        def rest(length: float) -> None:
            n = min(int(length), frames - at)
            if n > 0:
                put(np.full((MELS, n), SILENCE, np.float32), np.zeros(n, np.int64))

        rest(draw.choice([0, draw.uniform(0, 60), draw.uniform(0, 90)]))
        while True:
            clip, whole = self._clip()
            length = clip.mel.shape[1]
            if at + length > limit:
                room = frames - at
                if overflow and segments and room > 40 and clip.words[0][1] < room / FRAMES_PER_S - 0.1:
                    cut_from_s = at / FRAMES_PER_S + clip.words[0][1]
                    put(clip.mel[:, :room], clip.phones[:room])
                if segments:
                    break
                if length > frames - at:
                    continue
            offset = at / FRAMES_PER_S
            words = tuple((token, offset + start, offset + end) for token, start, end in clip.words)
            segments.append(Segment(words[0][1], words[-1][2], words, whole))
            put(clip.mel, clip.phones)
            rest(draw.choice([draw.uniform(0, 30), draw.uniform(25, 80), draw.uniform(25, 120)]))
            if at >= limit - 60:
                break
        mel = self._worn(np.concatenate(mels, 1)[:, :frames])
        return Window(mel, tuple(segments), cut_from_s, np.concatenate(phones)[:frames])

    def noise(self, frames: int) -> Features:
        """A window without speech."""
        length = self._draw.randint(100, frames)
        level = self._draw.uniform(-9, -5)
        power = self._noise.exponential(1, (MELS, length)) + 1e-9
        return scaled((level + np.log10(power)).astype(np.float32))

    def _clip(self) -> tuple[Clip, bool]:
        """A sentence, or three times in ten a piece of one; with whether its end is there."""
        draw = self._draw
        clip = draw.choice(draw.choice(self._variants))
        count = len(clip.words)
        if draw.random() < 0.7 or count < 4:
            return clip, True
        first, last, kind = 0, count, draw.random()
        if kind < 0.4 or kind >= 0.8:
            first = draw.randint(1, count - 2)
        if kind >= 0.4:
            last = draw.randint(max(first + 1, 2), count - (kind < 0.8))
        return clip.part(first, last), last == count

    def _worn(self, mel: Features) -> Features:
        """Another microphone, another noise, another level, a missing band."""
        draw, noise = self._draw, self._noise
        if draw.random() < 0.7:
            colour = np.interp(np.arange(MELS), np.linspace(0, MELS - 1, 5), noise.normal(0, 0.2, 5))
            mel = mel + colour[:, None].astype(np.float32)
        level = draw.choice([-10, -10, -9, -8, -7, -6, -5])
        if level > SILENCE:
            power = 10.0**level * noise.exponential(1, mel.shape)
            mel = np.log10(np.power(10.0, mel) + power).astype(np.float32)
        features = scaled(mel + np.float32(draw.uniform(-1.8, 0.3)))
        if draw.random() < 0.4:
            width = draw.randint(1, 10)
            low = draw.randint(0, MELS - 1 - width)
            features[low : low + width] = features.mean()
        return features


@dataclass(frozen=True)
class Target:
    """`ids` to write, and for each but the first the (start_s, end_s) in the window that it rests on."""

    ids: list[int]
    places: list[tuple[float, float] | None]
    prompt: int
    """How many leading ids are given rather than written."""


def target(
    window: Window, known: Vocabulary, *, offset_s: float, timestamps: bool, before: list[int]
) -> Target:
    """What to write for a window that starts `offset_s` into the 30 s, after the tokens `before`."""
    given = [known.id("<|startofprev|>"), *before] if before else []
    ids = [*given, known.id("<|startoftranscript|>")]
    places: list[tuple[float, float] | None] = [None] * len(ids)

    def write(token: int, start_s: float, end_s: float) -> None:
        ids.append(token)
        places.append((start_s, end_s))

    if not timestamps:
        ids.append(known.id("<|notimestamps|>"))
        places.append(None)
    following = [segment.start_s for segment in window.segments[1:]]
    for segment, next_s in zip(window.segments, [*following, window.cut_from_s], strict=True):
        start, end = segment.start_s, segment.end_s
        if timestamps:
            write(known.timestamp(start + offset_s), start, start + 0.06)
        for word in segment.words:
            write(*word)
        if segment.whole:
            write(known.stop, end, max(end + 0.04, next_s if next_s is not None else end + 0.5))
        if timestamps:
            write(known.timestamp(end + offset_s), end - 0.04, end + 0.04)
    last = window.segments[-1].end_s
    if window.cut_from_s is not None and timestamps:
        write(known.timestamp(window.cut_from_s + offset_s), window.cut_from_s, window.cut_from_s + 0.06)
    if window.cut_from_s is not None:
        ids.append(known.end)
        places.append(None)
    else:
        write(known.end, last, last + 0.6)
    return Target(ids, places[1:], len(given))
