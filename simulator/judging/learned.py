"""The learned judge: how likely each signal and disqualifier is in a unit of speech, and its section.

A linear model over the features of `learned_features`, trained by `benchmarks/train_judge.py` on the
labelled answers and carried in `model.npz`. Being linear it can show which words carried the weight.
It refuses to decide: probabilities and quotes go to the rules, which alone make hits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.judging import learned_features as features
from simulator.judging.normal_form import normalise

Array = NDArray[np.float64]

SECTION_IDS = ("situation", "task", "action", "result", "reflection", "other")
MODEL = Path(__file__).with_name("model.npz")
_NO_ROWS = np.zeros(0, int)
_Parts = tuple[NDArray[np.int_], NDArray[np.int_], NDArray[np.int_], Array]
_CONTEXT = {"pp": -2, "p": -1, "n": 1, "nn": 2}
_SHORTEST, _LONGEST = 3, 14


@dataclass(frozen=True, slots=True)
class UnitScores:
    """Scores of the n units of one answer.

    `sections` (n, 6): log-likelihoods, up to a constant a unit, of SECTION_IDS without the neighbours'
    sections: emissions for a sequence model. `smoothed` (n, 6): probabilities after the sequence of
    sections has been taken into account. `signals` (n, 12) and `disqualifiers` (n, 10): calibrated
    probabilities in the order of `Learned.signal_ids` and `Learned.disqualifier_ids`.
    """

    sections: Array
    smoothed: Array
    signals: Array
    disqualifiers: Array


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a unit, `first` to `last` (indices, both included), that speak most for an id.

    `score` (0-100): how likely the id is by the unit's own words, without its place and neighbours.
    """

    first: int
    last: int
    score: int


class Learned:
    """A loaded model. It keeps what it has worked out for each unit, so an update costs one unit."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            parts = {name: stored[name] for name in stored.files}
        self._rows: dict[str, dict[str, int]] = {}
        for row, named in enumerate(bytes(parts["names"]).decode("utf-8").split("\n")):
            block, _, name = named.partition(":")
            self._rows.setdefault(block, {})[name] = row
        weights: Array = parts["weights"] * parts["scales"][None, :].astype(np.float64)
        self._weights: Array = np.vstack([weights, np.zeros_like(weights[:1])])
        """(V + 1, columns); the last row stands for what the model does not know."""
        shown = sorted(set().union(*(self._rows.get(block, {}) for block in _CONTEXT)))
        self._shown_at = {name: at for at, name in enumerate(shown)}
        self._shown_rows = np.array(
            [[self._rows.get(block, {}).get(name, len(weights)) for block in _CONTEXT] for name in shown], int
        ).reshape(-1, len(_CONTEXT))
        self._bias: Array = parts["bias"].astype(np.float64)
        self._slope: Array = parts["slope"].astype(np.float64)
        self._offset: Array = parts["offset"].astype(np.float64)
        self._block: dict[str, float] = dict(
            zip(parts["block_names"].tolist(), parts["block_scales"].tolist())
        )
        self._log_prior: Array = parts["log_prior"].astype(np.float64)
        self.transitions: Array = parts["transitions"].astype(np.float64)
        """(6, 6) log-probabilities from a unit's section (row) to the next unit's (column)."""
        self.first: Array = parts["first"].astype(np.float64)
        """(6,) log-probabilities of an answer's first section."""
        self.last: Array = parts["last"].astype(np.float64)
        """(6,) log-probabilities of an answer's last section."""
        self.words = frozenset(name for name in self._rows["w"] if name.isalpha())
        """The single words that the model knows."""
        ids = parts["ids"].tolist()
        self._signals = int(parts["signal_count"])
        self.signal_ids: tuple[str, ...] = tuple(ids[: self._signals])
        self.disqualifier_ids: tuple[str, ...] = tuple(ids[self._signals :])
        self._column = {name: len(SECTION_IDS) + at for at, name in enumerate(ids)}
        self._column["grade"] = self._weights.shape[1] - 1
        self._known = lru_cache(maxsize=1024)(self._find)
        self._sums = lru_cache(maxsize=4096)(self._sum_of_unit)
        self._rows_of = lru_cache(maxsize=32768)(self._find_rows)
        self._shown = lru_cache(maxsize=1024)(self._heaviest)

    @staticmethod
    def load(path: Path | None = None) -> Learned:
        """The shipped model, or the one at `path`; loaded once a process."""
        return _loaded(path or MODEL)

    def forget(self) -> None:
        """Lets go of what was worked out for the units kept."""
        for kept in (self._known, self._sums, self._shown, _texts_of):
            kept.cache_clear()

    def scores(self, units: Sequence[Sequence[str]]) -> UnitScores:
        """Scores of an answer's units, each a list of words as spoken or recognised, in order."""
        if not units:
            none = np.zeros((0, len(SECTION_IDS)))
            return UnitScores(none, none, none[:, :0], none[:, :0])
        texts = [_texts(unit) for unit in units]
        raw = np.stack([self._in_place(texts, at) for at in range(len(texts))]) + self._bias
        sections = _log_softmax(raw[:, : len(SECTION_IDS)]) - self._log_prior
        smoothed = smooth(sections, self.transitions, self.first, self.last)
        logits = raw[:, len(SECTION_IDS) : -1] + smoothed @ self._section_weights()
        found = _sigmoid(logits * self._slope + self._offset)
        return UnitScores(sections, smoothed, found[:, : self._signals], found[:, self._signals :])

    def evidence(self, unit: Sequence[str], name: str) -> Evidence:
        """The stretch of `unit` whose features weigh most for the signal or disqualifier `name`.

        Raises:
            KeyError: no such signal or disqualifier.
        """
        return self._shown(tuple(unit), name)

    def _heaviest(self, unit: tuple[str, ...], name: str) -> Evidence:
        column = self._column[name]
        tokens = normalise(unit)
        if not tokens:
            return Evidence(0, max(len(unit) - 1, 0), 0)
        texts = tuple(token.text for token in tokens)
        first, last = heaviest(self._known(texts).shares(self._weights[:, column], len(texts)))
        at = column - len(SECTION_IDS)
        logit = float(self._sums(texts)[0][column] + self._bias[column])
        score = float(_sigmoid(np.asarray(logit * self._slope[at] + self._offset[at])))
        return Evidence(tokens[first].source, tokens[last].source, round(100 * score))

    def grade_probability(self, words: Sequence[str], probe: str, *, own: bool = True) -> float:
        """How likely an answer to `probe` is strong (0-1); `own`: asked about the candidate's own story."""
        texts = _texts(words)
        total = self._sums(texts)[0] + self._bias
        for block, names in features.grade_features(texts, probe, own).items():
            total += self._sum(names, block)
        return float(_sigmoid(total[self._column["grade"]]))

    def _section_weights(self) -> Array:
        rows = [self._rows["s"][name] for name in SECTION_IDS]
        weights: Array = self._block["s"] * self._weights[rows, len(SECTION_IDS) : -1]
        return weights

    def _in_place(self, texts: Sequence[tuple[str, ...]], at: int) -> Array:
        total: Array = self._sums(texts[at])[0].copy()
        for side, step in enumerate(_CONTEXT.values(), start=1):
            if 0 <= at + step < len(texts):
                total += self._sums(texts[at + step])[side]
        for name, weight in features.place_features(at, len(texts), len(texts[at])).items():
            row = self._rows["at"].get(name)
            if row is not None:
                total += self._block["at"] * weight * self._weights[row]
        return total

    def _sum_of_unit(self, texts: tuple[str, ...]) -> Array:
        """Row 0: a unit's own weight for every column; then its weight as each kind of neighbour."""
        own: Array = self._known(texts).total(self._weights)
        names = features.context_features(texts)
        rows = self._shown_rows[[self._shown_at[name] for name in names if name in self._shown_at]]
        shown: Array = self._weights[rows].sum(axis=0)
        scales = np.array([self._block[block] for block in _CONTEXT]) / math.sqrt(max(len(names), 1))
        return np.vstack([own, scales[:, None] * shown])

    def _find(self, texts: tuple[str, ...]) -> _Known:
        """The features of a unit that the model knows, each with the scale that it counts with."""
        if not texts:
            return _Known(_NO_ROWS, _NO_ROWS, _NO_ROWS, np.zeros(0))
        parts = [self._find_runs(block, found) for block, found in features.run_features(texts).items()]
        parts += [self._find_words(block, texts) for block in features.WORD_BLOCKS]
        rows, first, last, scales = (np.concatenate(part) for part in zip(*parts, strict=True))
        return _Known(rows, first, last, scales)

    def _find_runs(self, block: str, located: Sequence[features.Located]) -> _Parts:
        scale = self._block[block] / math.sqrt(len({name for name, _, _ in located}) or 1)
        known = self._rows[block]
        found = [(known[name], a, b) for name, a, b in located if name in known]
        parts = zip(*found, strict=True) if found else ((), (), ())
        rows, first, last = (np.array(part, int) for part in parts)
        return rows, first, last, np.full(len(found), scale)

    def _find_words(self, block: str, texts: tuple[str, ...]) -> _Parts:
        names: set[str] = set().union(*map(features.WORD_BLOCKS[block], texts))
        scale = self._block[block] / math.sqrt(len(names) or 1)
        each = [self._rows_of(block, text) for text in texts]
        at = np.repeat(np.arange(len(texts)), [len(rows) for rows in each])
        return np.concatenate(each), at, at, np.full(len(at), scale)

    def _find_rows(self, block: str, word: str) -> NDArray[np.int_]:
        """The model's rows of one word's own features in a block."""
        known = self._rows[block]
        names = features.WORD_BLOCKS[block](word)
        return np.array([known[name] for name in names if name in known], int)

    def _sum(self, names: set[str], block: str) -> Array:
        known = self._rows.get(block, {})
        total: Array = self._weights[np.array([known[name] for name in names if name in known], int)].sum(
            axis=0
        )
        total *= self._block[block] / math.sqrt(max(len(names), 1))
        return total


@dataclass(frozen=True, slots=True)
class _Known:
    """The m known features of a unit: model rows, tokens stood on, scales; each array (m,)."""

    rows: NDArray[np.int_]
    first: NDArray[np.int_]
    last: NDArray[np.int_]
    scales: Array

    def total(self, weights: Array) -> Array:
        """The weight of the unit for every column; a feature that comes twice counts once."""
        rows, at = np.unique(self.rows, return_index=True)
        summed: Array = self.scales[at] @ weights[rows]
        return summed

    def shares(self, weights: Array, count: int) -> Array:
        """The weight that each of the unit's `count` tokens carries, (count,), for one column's weights."""
        each = weights[self.rows] * self.scales / (self.last + 1 - self.first)
        edges = np.bincount(self.first, each, count + 1) - np.bincount(self.last + 1, each, count + 1)
        summed: Array = np.cumsum(edges)[:count]
        return summed


@lru_cache(maxsize=8)
def _loaded(path: Path) -> Learned:
    return Learned(path)


@lru_cache(maxsize=4096)
def _texts_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token.text for token in normalise(words))


def _texts(words: Sequence[str]) -> tuple[str, ...]:
    return _texts_of(tuple(words))


def heaviest(weights: Array) -> tuple[int, int]:
    """The run of 3 to 14 tokens that stands out most over the mean weight: (first, last), both included."""
    above = weights - max(float(weights.mean()), 0.0)
    sums = np.concatenate([[0.0], np.cumsum(above)])
    shortest = min(_SHORTEST, len(weights))
    runs = [
        (float(sums[end] - sums[start]), start, end - 1)
        for start in range(len(weights))
        for end in range(start + shortest, min(start + _LONGEST, len(weights)) + 1)
    ]
    _, first, last = max(runs)
    return first, last


def smooth(emissions: Array, transitions: Array, first: Array, last: Array) -> Array:
    """Probabilities (n, k) of each unit's section given all units: the forward-backward sums."""
    count = len(emissions)
    ahead, behind = np.empty_like(emissions), np.empty_like(emissions)
    ahead[0] = first + emissions[0]
    for at in range(1, count):
        ahead[at] = emissions[at] + np.logaddexp.reduce(ahead[at - 1][:, None] + transitions, axis=0)
    behind[-1] = last
    for at in range(count - 2, -1, -1):
        behind[at] = np.logaddexp.reduce(transitions + (emissions[at + 1] + behind[at + 1])[None, :], axis=1)
    return np.exp(_log_softmax(ahead + behind))


def _log_softmax(raw: Array) -> Array:
    shifted = raw - raw.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _sigmoid(logits: Array) -> Array:
    result: Array = 1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40)))
    return result
