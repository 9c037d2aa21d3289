"""Whisper models of random weights in the exact shapes of the real ones, for what they cost.

No trained weights can be had where the program is built. A model here writes the same words whatever it
hears, as many as speech of that length would have: the code of each place in the text is made so strong
that it decides the token, whatever the random layers add. So the library decodes, aligns and checks as it
would with trained weights, at the same cost, and the program itself is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ctranslate2.specs.whisper_spec import WhisperSpec
from numpy.typing import NDArray
from support.recordings import label

TOKENIZER = Path(__file__).resolve().parents[2] / "tests" / "whisper" / "model" / "tokenizer.json"
MELS, POSITIONS, TEXT_POSITIONS, TIMESTAMPS = 80, 1500, 448, 1501
VOCABULARY = 51_864
"""Of the English models."""
WEIGHT = 0.02
CERTAIN = 10.0
"""How much louder the code of a place is than what the layers add."""
ENDS = "recovered."
"""What it writes ends with this word of a fixture, so that the answer sounds finished."""
TOKENS_PER_S = 3.25
"""Source: 150 words a minute at 1.3 tokens a word, the usual figures for English."""

Weights = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """Of a published model."""

    width: int
    layers: int
    heads: int


SHAPES = {"tiny.en": Shape(384, 4, 6), "base.en": Shape(512, 6, 8)}


def make(folder: Path, shape: str, seconds: float) -> Path:
    """Writes a model that makes of every stretch as many tokens as speech of that length has."""
    count = round(seconds * TOKENS_PER_S)
    words = [word["text"].rstrip(",") for word in label("webhook-strong")["words"]]
    first = words.index(ENDS) + 1 - count if count <= words.index(ENDS) else 0
    folder.mkdir(parents=True)
    names, special = _vocabulary(words)
    spec = _random(SHAPES[shape], np.random.default_rng(7))
    begin = special["<|notimestamps|>"] + 1
    said = [names.index(f"Ġ{word}") for word in words[first : first + count]]
    _let_place_decide(spec, [begin, *said, begin + round(seconds / 0.02), special["<|endoftext|>"]])
    spec.config.suppress_ids, spec.config.lang_ids = [], []
    spec.config.suppress_ids_begin = [names.index("Ġ"), special["<|endoftext|>"]]
    spec.config.alignment_heads = [(SHAPES[shape].layers - 1, head) for head in range(2)]
    spec.register_vocabulary([*names, *(f"<|{place * 0.02:.2f}|>" for place in range(TIMESTAMPS))])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    _tokenizer(folder, names, special)
    return folder


def _vocabulary(words: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """All tokens before the timestamps, and the places of the special ones, which are the last."""
    made = json.loads(TOKENIZER.read_text(encoding="utf-8"))
    known = sorted(made["model"]["vocab"], key=made["model"]["vocab"].__getitem__)
    specials = [token["content"] for token in made["added_tokens"]]
    known += [name for name in dict.fromkeys(f"Ġ{word}" for word in words) if name not in known]
    room = VOCABULARY - TIMESTAMPS - len(specials)
    known += [f"unused{place}" for place in range(room - len(known))]
    return [*known, *specials], {name: room + place for place, name in enumerate(specials)}


def _tokenizer(folder: Path, names: Sequence[str], special: dict[str, int]) -> None:
    made = json.loads(TOKENIZER.read_text(encoding="utf-8"))
    made["model"]["vocab"] = {name: place for place, name in enumerate(names) if name not in special}
    for token in made["added_tokens"]:
        token["id"] = special[token["content"]]
    (folder / "tokenizer.json").write_text(json.dumps(made), encoding="utf-8")
    sound = {"feature_size": MELS, "sampling_rate": 16_000, "hop_length": 160, "chunk_length": 30}
    (folder / "preprocessor_config.json").write_text(json.dumps(sound | {"n_fft": 400}), encoding="utf-8")


def _random(shape: Shape, draw: np.random.Generator) -> WhisperSpec:
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)

    def weights(*size: int) -> Weights:
        return draw.normal(0, WEIGHT, size).astype(np.float32)

    def linear(part: object, out: int, into: int) -> None:
        part.weight, part.bias = weights(out, into), np.zeros(out, np.float32)  # type: ignore[attr-defined]

    def norm(part: object) -> None:
        part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)  # type: ignore[attr-defined]

    def block(layer: object) -> None:
        own, feed = layer.self_attention, layer.ffn  # type: ignore[attr-defined]
        linear(own.linear[0], 3 * width, width)
        linear(own.linear[1], width, width)
        norm(own.layer_norm)
        linear(feed.linear_0, 4 * width, width)
        linear(feed.linear_1, width, 4 * width)
        norm(feed.layer_norm)

    width = shape.width
    for conv, into in ((spec.encoder.conv1, MELS), (spec.encoder.conv2, width)):
        conv.weight, conv.bias = weights(width, into, 3), np.zeros(width, np.float32)
    spec.encoder.position_encodings.encodings = weights(POSITIONS, width)
    norm(spec.encoder.layer_norm)
    for layer in spec.encoder.layer:
        block(layer)
    for layer in spec.decoder.layer:
        block(layer)
        linear(layer.attention.linear[0], width, width)
        linear(layer.attention.linear[1], 2 * width, width)
        linear(layer.attention.linear[2], width, width)
        norm(layer.attention.layer_norm)
    norm(spec.decoder.layer_norm)
    spec.decoder.embeddings.weight = draw.normal(0, 1 / np.sqrt(width), (VOCABULARY, width)).astype(
        np.float32
    )
    return spec


def _let_place_decide(spec: WhisperSpec, written: Sequence[int]) -> None:
    """At place n of the text comes token n of `written`, from behind the token that begins every text."""
    tokens = spec.decoder.embeddings.weight
    codes = np.tile(tokens[written[-1]], (TEXT_POSITIONS, 1))
    codes[: len(written)] = tokens[list(written)]
    codes -= codes.mean(axis=1, keepdims=True)
    codes *= CERTAIN / codes.std(axis=1, keepdims=True)
    spec.decoder.position_encodings.encodings = codes.astype(np.float32)
    spec.decoder.projection.weight = tokens.copy()
