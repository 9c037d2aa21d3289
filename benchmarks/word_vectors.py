"""What words mean by the company they keep: 50 numbers for each of the commonest English words.

    python benchmarks/word_vectors.py glove.6B.50d.txt      writes benchmarks/word_vectors.npz again

Training uses them so that a word that no labelled answer holds still counts by its likeness to those that
do. They do not ship: what a word's meaning is worth is worked out once and stored as the word's weight.

Source: GloVe 6B (Pennington, Socher, Manning, 2014), Public Domain Dedication and License 1.0.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from simulator.judging import learned_features as features

VECTORS = Path(__file__).with_name("word_vectors.npz")
WORDS = 16_000
"""Words kept, the commonest first. Source: judgement; answers use some 5,000 different ones."""
SIZE = 50
KIN = {"w": (0.9, WORDS), "p": (0.35, 4_000), "n": (0.35, 4_000)}
"""How much meaning counts in a unit and in the units before and after, and of how many common words.
Source: compared on sets left out; flat within a factor of two."""
MEANING = SIZE * len(KIN)
UNMET = "v"
"""Block of the words that no labelled answer holds."""
_COMMON = 2_000
"""Words more common than this say less and weigh less, by the logarithm of their rank."""
_CENTRE = 20_000
"""Words over which the mean and the direction that all words share are taken away."""
_UNITS = 127


@lru_cache(maxsize=1)
def word_vectors() -> dict[str, np.ndarray]:
    """Each word's vector (SIZE,), of length 1 at most, in order from the commonest word."""
    with np.load(VECTORS, allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode("ascii").split()
        return dict(zip(words, stored["vectors"].astype(np.float64) / _UNITS, strict=True))


def kin_of(texts: Sequence[Sequence[str]]) -> np.ndarray:
    """The meaning of each of an answer's n units, and beside it of those before and after, (n, MEANING)."""
    own = [_share(_summed(text), len(set(features.word_features(text)["w"]))) for text in texts]
    near = [_share(_summed(text, KIN["p"][1]), len(features.context_features(text))) for text in texts]
    none = np.zeros((1, SIZE))
    blocks = {"w": own, "p": [*none, *near[:-1]], "n": [*near[1:], *none]}
    return np.hstack([KIN[block][0] * np.array(vectors) for block, vectors in blocks.items()])


def kin_rows(
    weights: np.ndarray, known: Mapping[str, int], scales: Mapping[str, float]
) -> dict[str, np.ndarray]:
    """What each word's meaning adds to the row of the word, by the name of the row.

    `weights` (MEANING, columns); `known`: the names that have rows; `scales`: how much each block weighs.
    """
    found = {}
    for at, (block, (scale, limit)) in enumerate(KIN.items()):
        part = weights[SIZE * at : SIZE * (at + 1)] * scale / scales[block]
        for word, vector in list(word_vectors().items())[:limit]:
            name = f"w:{word}" if block == "w" else f"{block}:w{word}"
            found[name if block != "w" or name in known else f"{UNMET}:{word}"] = vector @ part
    return found


def _share(vector: np.ndarray, count: int) -> np.ndarray:
    """In step with the features of the block that the words stand in, which share out one weight."""
    return vector / math.sqrt(max(count, 1))


def _summed(words: Sequence[str], limit: int = WORDS) -> np.ndarray:
    """The sum (SIZE,) of the different words' vectors; only of the `limit` commonest."""
    found = word_vectors()
    known = [found[word] for word in set(words) & _commonest(limit)]
    return np.sum(known, axis=0) if known else np.zeros(SIZE)


@lru_cache(maxsize=4)
def _commonest(limit: int) -> frozenset[str]:
    return frozenset(list(word_vectors())[:limit])


def write(source: Path) -> None:
    """Makes the file from the published text: a word a line, then its 50 numbers, the commonest first."""
    with source.open(encoding="utf-8") as lines:
        rows = [line.split(" ") for _, line in zip(range(4 * _CENTRE), lines)]
    vectors = np.array([row[1:] for row in rows], np.float32)
    vectors -= vectors[:_CENTRE].mean(axis=0)
    shared = np.linalg.svd(vectors[:_CENTRE], full_matrices=False)[2][:1]
    vectors -= vectors @ shared.T @ shared
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    vectors *= np.minimum(1, np.log1p(np.arange(len(rows))) / np.log(_COMMON))[:, None]
    kept = [at for at, row in enumerate(rows) if row[0].isascii() and row[0].isalpha()][:WORDS]
    words = "\n".join(rows[at][0] for at in kept).encode("ascii")
    packed = np.round(_UNITS * vectors[kept]).astype(np.int8)
    np.savez_compressed(VECTORS, words=np.frombuffer(words, np.uint8), vectors=packed)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
