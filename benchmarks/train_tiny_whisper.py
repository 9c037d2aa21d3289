"""Trains the tiny Whisper of `tests/whisper/model` from nothing, on flite's voice and the demo's sentences.

    python -m venv /tmp/torchenv && /tmp/torchenv/bin/pip install torch faster-whisper pyyaml av
    /tmp/torchenv/bin/python benchmarks/train_tiny_whisper.py tests/whisper/model

It exists so that the tests can drive the real faster-whisper where no pretrained weights can be had. It
knows these sentences in this voice and nothing else: never a default, no evidence of accuracy. PyTorch
is needed here only, neither to use nor to test the program.

What made it converge in minutes on two cores: timestamps that start as the encoder's position code, a
loss that ties two heads a layer to the words' true times, a loss on phones at the encoder, short
windows at random places in the 30 seconds first, whole ones afterwards.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tiny_whisper_data import MELS, SPECIALS, Vocabulary, clips, vocabulary
from tiny_whisper_network import POSITIONS, WIDTH, TinyWhisper, export
from tiny_whisper_windows import Target, Windows, target
from torch import Tensor, nn
from torch.nn import functional as nnf

SEED = 7
PEAK_RATE = 2.5e-3
PHONES = 48
"""Room for flite's phones."""
FULL_FRAMES = 3000
SHORT_FRAMES = (400, 500, 700, 1000)
SHORT_BATCH, MIXED_BATCH, FULL_BATCH = 20, 14, 6
PROMPTED_FROM_STEP = 250
LAYER_TIES = ((0, 1, 0.15), (1, 1, 0.3), (2, 0, 0.5))
"""Decoder layer, shift, weight. Shift 1 ties the row that has read a token, 0 the one that will write it."""


@dataclass(frozen=True)
class Batch:
    """Padded windows. `labels` is -100 where nothing is learnt; `places` rows are (window, row, from, to)."""

    features: Tensor
    phones: Tensor
    ids: Tensor
    labels: Tensor
    offset: Tensor
    places: Tensor


class Batches:
    def __init__(self, known: Vocabulary, seed: int) -> None:
        self._known = known
        self._windows = Windows(clips(known), seed)
        self._draw = random.Random(seed)  # noqa: S311 - training data, not a secret

    def draw(self, size: int, frames: int, prompts: bool) -> Batch:
        """`prompts`: give one batch in five the text of another window to go on from."""
        prompted = prompts and self._draw.random() < 0.2
        rows = [self._row(frames, prompted) for _ in range(size)]
        features = np.zeros((size, MELS, frames), np.float32)
        phones = np.full((size, frames), -100, np.int64)
        length = max(len(goal.ids) for _, _, goal, _ in rows)
        ids = torch.full((size, length), self._known.end)
        labels = torch.full((size, length - 1), -100)
        places = []
        for i, (mel, phone, goal, _) in enumerate(rows):
            features[i, :, : mel.shape[1]] = mel
            phones[i, : len(phone)] = phone
            ids[i, : len(goal.ids)] = torch.tensor(goal.ids)
            labels[i, goal.prompt : len(goal.ids) - 1] = torch.tensor(goal.ids[goal.prompt + 1 :])
            places += [
                (i, j, *_span(place, frames // 2)) for j, place in enumerate(goal.places) if place is not None
            ]
        offset = torch.tensor([row[3] for row in rows])
        return Batch(
            torch.from_numpy(features),
            torch.from_numpy(phones[:, ::2]),
            ids,
            labels,
            offset,
            torch.tensor(places),
        )

    def _row(self, frames: int, prompted: bool) -> tuple[np.ndarray, np.ndarray, Target, int]:
        known, draw = self._known, self._draw
        if draw.random() < 0.03:
            mel = self._windows.noise(frames)
            ids = [known.id(name) for name in (SPECIALS[1], SPECIALS[6], SPECIALS[0])]
            return mel, np.zeros(mel.shape[1], np.int64), Target(ids, [None, None], 0), 0
        full = frames == FULL_FRAMES
        window = self._windows.speech(frames, draw.uniform(0.15, 0.98), full and draw.random() < 0.4)
        offset = 0 if full else draw.randint(0, POSITIONS - frames // 2)
        timestamps = window.cut_from_s is not None or draw.random() < 0.6
        before = self._before() if prompted else []
        goal = target(window, known, offset_s=offset * 0.02, timestamps=timestamps, before=before)
        return window.features, window.phones, goal, offset

    def _before(self) -> list[int]:
        size = self._draw.choice([500, 1000, 2500])
        window = self._windows.speech(size, 0.8)
        return target(window, self._known, offset_s=0, timestamps=True, before=[]).ids[1:-1][-200:]


def _span(place: tuple[float, float], last: int) -> tuple[int, int]:
    start, end = (round(seconds * 50) for seconds in place)
    start = max(0, min(start, last - 1))
    return start, max(start + 1, min(end, last))


class Trainer:
    def __init__(self, known: Vocabulary, steps: int) -> None:
        self.model = TinyWhisper(known)
        self._phones = nn.Linear(WIDTH, PHONES)
        self._known, self._steps, self.step = known, steps, 0
        named = [*self.model.named_parameters(), *self._phones.named_parameters()]
        groups = [
            {"params": [p for _, p in named if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for _, p in named if p.dim() == 1], "weight_decay": 0.0},
        ]
        self._optimiser = torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.98))

    @property
    def progress(self) -> float:
        return self.step / self._steps

    def learn(self, batch: Batch) -> dict[str, float]:
        """One step. Returns the losses, and the share of words and timestamps (within 0.06 s) right."""
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate()
        with torch.autocast("cpu", torch.bfloat16):
            sound = self.model.encoder(batch.features, batch.offset)
            phones = self._phones(sound)
            hidden, logs = self.model.decoder(batch.ids[:, :-1], sound)
        text, right = self._text_loss(hidden, batch.labels)
        phone = nnf.cross_entropy(phones.float().flatten(0, 1), batch.phones.flatten(), ignore_index=-100)
        tied = [weight * _tie(logs[layer], batch.places, shift) for layer, shift, weight in LAYER_TIES]
        loss = text + sum(tied) + 0.3 * phone
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimiser.step()
        self.step += 1
        return {"text": text.item(), "tie": tied[-1].item() / 0.5, "phone": phone.item(), **right}

    def _rate(self) -> float:
        fall = max(0.0, (self.progress - 0.3) / 0.7)
        return PEAK_RATE * min(1.0, (self.step + 1) / 40) * (0.5 * (1 + math.cos(math.pi * fall)) + 0.01)

    def _text_loss(self, hidden: Tensor, labels: Tensor) -> tuple[Tensor, dict[str, float]]:
        """Cross-entropy; a timestamp may be off by a little at first, by less and less later on."""
        chosen = labels >= 0
        wanted = labels[chosen]
        logits = hidden[chosen].float() @ self.model.decoder.words.weight.T
        logp = logits.log_softmax(-1)
        loss = -logp.gather(1, wanted[:, None])[:, 0]
        times = wanted >= self._known.first_timestamp
        if times.any():
            spread = max(1.0, 6.0 * (1 - 2 * self.progress))
            scale = logp[times][:, self._known.first_timestamp :]
            off = torch.arange(scale.shape[1])[None] - (wanted[times] - self._known.first_timestamp)[:, None]
            soft = torch.softmax(-(off**2) / (2 * spread**2), -1)
            loss = loss.masked_scatter(times, -(soft * scale).sum(1))
        guess = logits.argmax(-1)
        right = {
            "words": (guess == wanted)[~times].float().mean().item(),
            "times": ((guess - wanted).abs() <= 3)[times].float().mean().item() if times.any() else 1.0,
        }
        return (loss * (1 + times.float())).mean(), right


def _tie(logs: Tensor, places: Tensor, shift: int) -> Tensor:
    """How far the tied heads' attention is from an even look at each token's place (KL divergence)."""
    window, row, start, end = places.unbind(1)
    row = row + shift
    inside = row < logs.shape[2]
    at = torch.arange(logs.shape[3])
    even = ((at >= start[:, None]) & (at < end[:, None])).float()[inside]
    even = even / even.sum(1, keepdim=True)
    look = logs.mean(1)[window[inside], row[inside]]
    return (torch.xlogy(even, even) - even * look).sum(1).mean()


def train(folder: Path, steps: int, short: float, threads: int) -> None:
    """`short`: the share of steps on short windows only."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    known = vocabulary()
    trainer, batches, began = Trainer(known, steps), Batches(known, SEED), time.monotonic()
    draw = random.Random(SEED)  # noqa: S311
    seen: list[dict[str, float]] = []
    while trainer.step < steps:
        if trainer.progress < short:
            frames = draw.choice(SHORT_FRAMES[:3] if trainer.step < 200 else SHORT_FRAMES[1:])
            size = SHORT_BATCH
        else:
            size, frames = draw.choice([(MIXED_BATCH, 1000), (FULL_BATCH, FULL_FRAMES)])
        seen.append(trainer.learn(batches.draw(size, frames, trainer.step > PROMPTED_FROM_STEP)))
        if trainer.step % 20 == 0:
            means = "  ".join(f"{key} {np.mean([one[key] for one in seen]):.3f}" for key in seen[0])
            print(f"{trainer.step:5d}  {time.monotonic() - began:5.0f} s  {means}", flush=True)
            seen.clear()
        if trainer.step % 200 == 0 or trainer.step == steps:
            export(trainer.model, known, folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train the tiny Whisper that the tests drive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--short", type=float, default=0.55)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    train(given.folder, given.steps, given.short, given.threads)
