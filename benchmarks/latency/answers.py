"""What the candidate says: recordings of `audio_fixtures/`, whole, in sentences, or with pauses put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from support.recordings import NAMES, label, sound

from latency.sound import RATE_HZ, first_sound, last_sound, threshold
from simulator.ports import Samples

PAUSE_S = 0.4
"""Between sentences that are put together. Source: the fixtures' own, 0.35-0.66 s."""
MARGIN_S = 0.03
SILENCE_S = 0.3


@dataclass(frozen=True)
class Clip:
    """Sound that is said, and the words that are said in it: (text, start_s, end_s)."""

    name: str
    samples: Samples
    words: tuple[tuple[str, float, float], ...]

    @property
    def length_s(self) -> float:
        return len(self.samples) / RATE_HZ

    @cached_property
    def first(self) -> int:
        return first_sound(self.samples, threshold(self.samples)) or 0

    @cached_property
    def last(self) -> int:
        """Just behind the last sample of speech."""
        return last_sound(self.samples, threshold(self.samples)) or 0

    @cached_property
    def text(self) -> str:
        return " ".join(text for text, _, _ in self.words)


def whole(name: str) -> Clip:
    return _stretch(name, 0.0, label(name)["duration"])


def probe_answer(probe: str, grade: str = "weak") -> Clip:
    """The fixture that answers a probe, or one that could answer any."""
    name = f"probe-{probe}-{grade}"
    return whole(name if name in NAMES else f"probe-influence-{grade}")


def sentences(name: str, chosen: Sequence[int] | None = None) -> list[Clip]:
    """Sentences of an answer, each by itself."""
    told = label(name)["sentences"]
    return [_stretch(name, told[at]["start"], told[at]["end"]) for at in chosen or range(len(told))]


def joined(name: str, clips: Sequence[Clip], pause_s: float = PAUSE_S) -> Clip:
    """One after another, with silence before, between and after."""
    quiet = np.zeros(int(pause_s * RATE_HZ), np.float32)
    pieces, words, at_s = [quiet], [], pause_s
    for clip in clips:
        words += [(text, start + at_s, end + at_s) for text, start, end in clip.words]
        pieces += [clip.samples, quiet]
        at_s += clip.length_s + pause_s
    return Clip(name, np.concatenate(pieces), tuple(words))


def as_long_as(seconds: float, endings: Sequence[Clip], bodies: Sequence[Clip]) -> Clip:
    """An answer of about that length: as many of `bodies`, over and over, as fit before `endings`."""
    left = seconds - sum(clip.length_s + PAUSE_S for clip in endings)
    chosen: list[Clip] = []
    while left > 0:
        clip = bodies[len(chosen) % len(bodies)]
        chosen.append(clip)
        left -= clip.length_s + PAUSE_S
    return joined(f"{seconds:.0f} s", [*chosen, *endings])


def paused(clip: Clip, after: int, seconds: float) -> Clip:
    """The clip with silence put in behind word number `after`."""
    (_, _, end_s), (_, start_s, _) = clip.words[after : after + 2]
    cut = int((end_s + start_s) / 2 * RATE_HZ)
    quiet = np.zeros(int(seconds * RATE_HZ), np.float32)
    words = [
        (text, start + seconds * (at > after), end + seconds * (at > after))
        for at, (text, start, end) in enumerate(clip.words)
    ]
    samples = np.concatenate([clip.samples[:cut], quiet, clip.samples[cut:]])
    return Clip(f"{clip.name}, {seconds:g} s after “{clip.words[after][0]}”", samples, tuple(words))


def _stretch(name: str, start_s: float, end_s: float) -> Clip:
    start_s, end_s = max(0.0, start_s - MARGIN_S), end_s + MARGIN_S
    words = tuple(
        (word["text"], word["start"] - start_s, word["end"] - start_s)
        for word in label(name)["words"]
        if start_s <= word["start"] and word["end"] <= end_s
    )
    return Clip(name, sound(name, start_s, end_s), words)
