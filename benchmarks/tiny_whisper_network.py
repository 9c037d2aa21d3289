"""The tiny Whisper itself: Whisper's own architecture at width 128, in plain PyTorch, and its export.

Two encoder and three decoder layers of four heads. Three heads of supervision are built in: the first
two heads of every decoder layer give their attention out, so that training can tie it to the words'
true times. `export` writes the folder that faster-whisper loads. It is not a way to load or fine-tune
anybody's Whisper.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import ctranslate2.converters.utils as fuse
import numpy as np
import torch
from ctranslate2.specs import common_spec
from ctranslate2.specs.whisper_spec import WhisperSpec
from tiny_whisper_data import MELS, TIMESTAMPS, Vocabulary
from torch import Tensor, nn
from torch.nn import functional as nnf

WIDTH, HEADS, ENCODER_LAYERS, DECODER_LAYERS = 128, 4, 2, 3
HEAD_WIDTH = WIDTH // HEADS
TIED = 2
"""The first heads of each decoder layer, whose attention over the sound is supervised."""
ALIGNMENT_HEADS = [(DECODER_LAYERS - 1, head) for head in range(TIED)]
POSITIONS, TEXT_POSITIONS = 1500, 448


def sinusoids(length: int) -> Tensor:
    """Whisper's fixed position code, (length, WIDTH)."""
    step = math.log(10_000) / (WIDTH // 2 - 1)
    angle = torch.arange(length)[:, None] * torch.exp(-step * torch.arange(WIDTH // 2))
    return torch.cat([angle.sin(), angle.cos()], 1)


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q = nn.Linear(WIDTH, WIDTH)
        self.k = nn.Linear(WIDTH, WIDTH, bias=False)
        self.v = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, *, causal: bool = False) -> Tensor:
        q, k, v = _split(self.q(x)), _split(self.k(x)), _split(self.v(x))
        return self.out(_join(nnf.scaled_dot_product_attention(q, k, v, is_causal=causal)))

    def over(self, x: Tensor, sound: Tensor) -> tuple[Tensor, Tensor]:
        """Attention to `sound`, with the tied heads' log weights (batch, TIED, text, sound)."""
        q, k, v = _split(self.q(x)), _split(self.k(sound)), _split(self.v(sound))
        scores = (q[:, :TIED] @ k[:, :TIED].transpose(-1, -2)).float() / math.sqrt(HEAD_WIDTH)
        logs = scores.log_softmax(-1)
        tied = logs.exp().to(v.dtype) @ v[:, :TIED]
        free = nnf.scaled_dot_product_attention(q[:, TIED:], k[:, TIED:], v[:, TIED:])
        return self.out(_join(torch.cat([tied, free], 1))), logs


def _split(x: Tensor) -> Tensor:
    return x.view(x.shape[0], x.shape[1], HEADS, HEAD_WIDTH).transpose(1, 2)


def _join(x: Tensor) -> Tensor:
    return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], WIDTH)


class Feed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.narrow(nnf.gelu(self.wide(self.norm(x))))


class EncoderLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm, self.own, self.feed = nn.LayerNorm(WIDTH), Attention(), Feed()

    def forward(self, x: Tensor) -> Tensor:
        return self.feed(x + self.own(self.norm(x)))


class DecoderLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm, self.own = nn.LayerNorm(WIDTH), Attention()
        self.sound_norm, self.sound, self.feed = nn.LayerNorm(WIDTH), Attention(), Feed()

    def forward(self, x: Tensor, sound: Tensor) -> tuple[Tensor, Tensor]:
        x = x + self.own(self.norm(x), causal=True)
        heard, logs = self.sound.over(self.sound_norm(x), sound)
        return self.feed(x + heard), logs


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.register_buffer("positions", sinusoids(POSITIONS))
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(ENCODER_LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, features: Tensor, offset: Tensor) -> Tensor:
        """`features` (batch, 80, frames) that start `offset` (batch,) positions of 0.02 s into the 30 s."""
        x = nnf.gelu(self.conv2(nnf.gelu(self.conv1(features)))).transpose(1, 2)
        x = x + self.positions[offset[:, None] + torch.arange(x.shape[1])]
        for layer in self.layers:
            x = layer(x)
        return self.norm(x)


class Decoder(nn.Module):
    """Timestamp embeddings start as the encoder's position code, so that a time heard can be copied out."""

    def __init__(self, known: Vocabulary) -> None:
        super().__init__()
        self.words = nn.Embedding(known.size, WIDTH)
        self.words.weight.data.normal_(0, 0.05)
        self.words.weight.data[known.first_timestamp :] = 0.2 * sinusoids(TIMESTAMPS)
        self.positions = nn.Parameter(0.1 * sinusoids(TEXT_POSITIONS))
        self.layers = nn.ModuleList(DecoderLayer() for _ in range(DECODER_LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        _copy_time(self.layers[-1].sound)

    def forward(self, ids: Tensor, sound: Tensor) -> tuple[Tensor, list[Tensor]]:
        x = self.words(ids) + self.positions[: ids.shape[1]]
        logs = []
        for layer in self.layers:
            x, weights = layer(x, sound)
            logs.append(weights)
        return self.norm(x), logs


@torch.no_grad()
def _copy_time(attention: Attention) -> None:
    """Makes the tied heads carry the position code of the place they look at straight through."""
    tied = TIED * HEAD_WIDTH
    pairs = torch.linspace(0, 48, tied // 2).round().long()
    attention.v.weight[:tied] = 0
    attention.v.bias[:tied] = 0
    attention.out.weight[:, :tied] = 0
    for row, column in enumerate(torch.stack([pairs, pairs + WIDTH // 2], 1).flatten().tolist()):
        attention.v.weight[row, column] = 1.0
        attention.out.weight[column, row] = 2.0


class TinyWhisper(nn.Module):
    def __init__(self, known: Vocabulary) -> None:
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder(known)


def export(model: TinyWhisper, known: Vocabulary, folder: Path) -> None:
    """Writes an int8 CTranslate2 model with everything that faster-whisper looks for beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    spec = WhisperSpec(ENCODER_LAYERS, HEADS, DECODER_LAYERS, HEADS)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [known.tokenizer.encode(" ").ids[0], known.end]
    spec.config.lang_ids = []
    spec.config.alignment_heads = ALIGNMENT_HEADS
    _encoder(spec.encoder, model.encoder)
    _decoder(spec.decoder, model.decoder)
    spec.register_vocabulary(known.tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    known.tokenizer.save(str(folder / "tokenizer.json"))
    sound = {
        "feature_size": MELS,
        "sampling_rate": 16_000,
        "hop_length": 160,
        "chunk_length": 30,
        "n_fft": 400,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(sound) + "\n", encoding="utf-8")


def _encoder(spec: object, encoder: Encoder) -> None:
    for name in ("conv1", "conv2"):
        _weights(getattr(spec, name), getattr(encoder, name))
    spec.position_encodings.encodings = _array(encoder.positions)
    _norm(spec.layer_norm, encoder.norm)
    for layer_spec, layer in zip(spec.layer, encoder.layers, strict=True):
        _own(layer_spec.self_attention, layer.own, layer.norm)
        _feed(layer_spec.ffn, layer.feed)


def _decoder(spec: object, decoder: Decoder) -> None:
    spec.embeddings.weight = _array(decoder.words.weight)
    spec.projection.weight = _array(decoder.words.weight)
    spec.position_encodings.encodings = _array(decoder.positions)
    _norm(spec.layer_norm, decoder.norm)
    for layer_spec, layer in zip(spec.layer, decoder.layers, strict=True):
        _own(layer_spec.self_attention, layer.own, layer.norm)
        q, k, v = (_linear(part) for part in (layer.sound.q, layer.sound.k, layer.sound.v))
        fuse.fuse_linear(layer_spec.attention.linear[0], [q])
        fuse.fuse_linear(layer_spec.attention.linear[1], [k, v])
        _weights(layer_spec.attention.linear[2], layer.sound.out)
        _norm(layer_spec.attention.layer_norm, layer.sound_norm)
        _feed(layer_spec.ffn, layer.feed)


def _own(spec: object, attention: Attention, norm: nn.LayerNorm) -> None:
    fuse.fuse_linear(spec.linear[0], [_linear(part) for part in (attention.q, attention.k, attention.v)])
    _weights(spec.linear[1], attention.out)
    _norm(spec.layer_norm, norm)


def _feed(spec: object, feed: Feed) -> None:
    _norm(spec.layer_norm, feed.norm)
    _weights(spec.linear_0, feed.wide)
    _weights(spec.linear_1, feed.narrow)


def _array(weights: Tensor) -> np.ndarray:
    """A copy, because CTranslate2 quantises in place and training goes on."""
    return weights.detach().numpy().copy()


def _linear(module: nn.Linear) -> common_spec.LinearSpec:
    spec = common_spec.LinearSpec()
    _weights(spec, module)
    return spec


def _weights(spec: object, module: nn.Linear | nn.Conv1d) -> None:
    spec.weight = _array(module.weight)
    if module.bias is not None:
        spec.bias = _array(module.bias)


def _norm(spec: object, norm: nn.LayerNorm) -> None:
    spec.gamma = _array(norm.weight)
    spec.beta = _array(norm.bias)
