"""What the tiny Whisper is trained on: the demo's sentences, spoken by one flite voice, with exact times.

Builds the tokenizer and log-mel clips of every sentence. Draws nothing by chance and knows nothing of the
network.
"""

from __future__ import annotations

import sys
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
