"""What the tiny Whisper is trained on: the demo's sentences, spoken by one flite voice, with exact times.

Builds the tokenizer, log-mel clips of every sentence, and random 30-second (or shorter) windows of
clips, pauses, noise and cut sentences, with the tokens that Whisper should write for them and where in
the sound each token is. Knows nothing of the network.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "audio_fixtures"))

import flite
import make

VOICE = "rms"
STRETCHES = (0.94, 0.97, 1.0)
"""The pace of the demo's recordings, and as far beside it as `make.py` strays."""
RATES = (0.95, 1.0, 1.05)
"""Resampling, so that pitch and colour are not quite the same each time."""

SPECIALS = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
TIMESTAMPS = 1501
"""0.00 to 30.00 s in steps of 0.02."""
MELS = 80
FRAMES_PER_S = 100
SILENCE = -10.0
"""log10 of the least mel power that the feature extractor lets through."""

Features = NDArray[np.float32]


def sentences() -> list[str]:
    """The closed set: every sentence of the demo's opening answer and of the probe answers."""
    scripts = make.scripts()
    names = ["demo-opening", *(name for name, script in scripts.items() if script["kind"] == "probe")]
    return [sentence["text"] for name in names for sentence in scripts[name]["sentences"]]


def written(sentence: str) -> list[str]:
    """The words as the model writes them: case kept, only the last full stop kept, and that apart."""
    return sentence.replace(",", "").rstrip(".").split()


@dataclass(frozen=True)
class Vocabulary:
    """The tokenizer and the ids that the rest needs by name."""

    tokenizer: Tokenizer

    def id(self, token: str) -> int:
        found = self.tokenizer.token_to_id(token)
        assert found is not None, token
        return int(found)

    @property
    def end(self) -> int:
        return self.id("<|endoftext|>")

    @property
    def stop(self) -> int:
        return self.id(".")

    @property
    def first_timestamp(self) -> int:
        return self.id("<|notimestamps|>") + 1

    @property
    def size(self) -> int:
        return self.first_timestamp + TIMESTAMPS

    @property
    def tokens(self) -> list[str]:
        names = [self.tokenizer.id_to_token(i) for i in range(self.first_timestamp)]
        return names + [f"<|{i * 0.02:.2f}|>" for i in range(TIMESTAMPS)]

    def word(self, text: str) -> int:
        ids = self.tokenizer.encode(f" {text}").ids
        assert len(ids) == 1, text
        return int(ids[0])

    def timestamp(self, at_s: float) -> int:
        return self.first_timestamp + max(0, min(TIMESTAMPS - 1, round(at_s / 0.02)))


def vocabulary() -> Vocabulary:
    """A byte-level tokenizer in which every word of the closed set is one token."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=4000,
        min_frequency=1,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    text = [" " + " ".join(written(sentence)) + "." for sentence in sentences()]
    tokenizer.train_from_iterator(text * 3, trainer)
    tokenizer.add_special_tokens([AddedToken(s, special=True, normalized=False) for s in SPECIALS])
    return Vocabulary(tokenizer)


@dataclass(frozen=True)
class Clip:
    """One utterance: `mel` (80, frames) as log10 power, words as (token, start_s, end_s), a phone a frame."""

    mel: Features
    words: tuple[tuple[int, float, float], ...]
    phones: NDArray[np.int64]

    def part(self, first: int, last: int) -> Clip:
        """The words `first` to `last` and their sound."""
        begin = 0 if first == 0 else int(self.words[first][1] * FRAMES_PER_S)
        end = self.mel.shape[1]
        if last < len(self.words):
            end = int(self.words[last - 1][2] * FRAMES_PER_S) + 1
        shift = begin / FRAMES_PER_S
        words = tuple((token, start - shift, stop - shift) for token, start, stop in self.words[first:last])
        return Clip(self.mel[:, begin:end], words, self.phones[begin:end])


def clips(known: Vocabulary) -> list[list[Clip]]:
    """All variants of every sentence: one list per sentence."""
    extractor = FeatureExtractor()
    spoken_as = next(iter(make.scripts().values()))["spoken"]
    phones: dict[str, int] = {"pau": 0}
    made = []
    for sentence in sentences():
        variants = []
        for stretch in STRETCHES:
            spoken = flite.say(sentence, VOICE, stretch, spoken_as)
            tokens = [known.word(word) for word in written(sentence)]
            variants += [_clip(extractor, spoken, tokens, rate, phones) for rate in RATES]
        made.append(variants)
    return made


def _clip(
    extractor: FeatureExtractor, spoken: flite.Spoken, tokens: list[int], rate: float, phones: dict[str, int]
) -> Clip:
    first = max(0.0, spoken.words[0][1] - make.BEFORE_S)
    last = spoken.words[-1][2] + make.AFTER_S
    sound = spoken.samples[round(first * flite.RATE_HZ) : round(last * flite.RATE_HZ)].astype(np.float32)
    at = np.arange(int(len(sound) / rate)) * rate
    mel = log_mel(extractor, np.interp(at, np.arange(len(sound)), sound * (0.7 / np.abs(sound).max())))
    frames = np.zeros(mel.shape[1], np.int64)
    for name, start, end in spoken.phones:
        span = slice(*(max(0, round((t - first) / rate * FRAMES_PER_S)) for t in (start, end)))
        frames[span] = phones.setdefault(name, len(phones))
    words = tuple(
        (token, (start - first) / rate, (end - first) / rate)
        for token, (_, start, end) in zip(tokens, spoken.words, strict=True)
    )
    return Clip(mel, words, frames)


def log_mel(extractor: FeatureExtractor, sound: NDArray[np.floating]) -> Features:
    """log10 mel power without the window-wide floor and scale, which `scaled` adds to a whole window."""
    window = np.hanning(extractor.n_fft + 1)[:-1].astype(np.float32)
    padded = np.pad(sound.astype(np.float32), (0, 160))
    spectrum = extractor.stft(
        padded, extractor.n_fft, extractor.hop_length, window=window, return_complex=True
    )
    power = extractor.mel_filters @ np.abs(spectrum[..., :-1]) ** 2
    return np.log10(np.clip(power, 1e-10, None)).astype(np.float32)


def scaled(mel: Features) -> Features:
    """What Whisper's feature extractor does last: a floor 8 below the peak, then (x + 4) / 4."""
    return ((np.maximum(mel, mel.max() - 8.0) + 4.0) / 4.0).astype(np.float32)


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
