"""The learned judge: how likely each signal and disqualifier is in a unit of speech, and its section.

A linear model over the features of `learned_features`, trained by `benchmarks/train_judge.py` on the
labelled answers and carried in `model.npz`. Being linear it can show which words carried the weight.
It refuses to decide: probabilities and quotes go to the rules, which alone make hits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.judging import learned_features as features
from simulator.judging.normal_form import normalise
from simulator.judging.sections import log_softmax, smooth

Array = NDArray[np.float64]

SECTION_IDS = ("situation", "task", "action", "result", "reflection", "other")
MODEL = Path(__file__).with_name("model.npz")
Rows = NDArray[np.int_]
_Known = tuple[Rows, Array]
"""The rows of m features that the model knows, and the scales that they count with; each (m,)."""
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
        self._weights: NDArray[np.int8] = parts["weights"]
        """(V, columns), as small as they are stored: times `_scales` they are log-odds."""
        self._scales: Array = parts["scales"].astype(np.float64)
        self._shown_at, self._shown_weights = self._table_of_shown()
        self._bias: Array = parts["bias"].astype(np.float64)
        self._slope: Array = parts["slope"].astype(np.float64)
        self._offset: Array = parts["offset"].astype(np.float64)
        self._block: dict[str, float] = dict(
            zip(parts["block_names"].tolist(), parts["block_scales"].tolist())
        )
        self._at: Array = self._block["at"] * self._weights[[*self._rows["at"].values()]] * self._scales
        """What the names of places weigh, in the order of their rows."""
        self._log_prior: Array = parts["log_prior"].astype(np.float64)
        self.transitions: Array = parts["transitions"].astype(np.float64)
        """(6, 6) log-probabilities from a unit's section (row) to the next unit's (column)."""
        self.first: Array = parts["first"].astype(np.float64)
        """(6,) log-probabilities of an answer's first section."""
        self.last: Array = parts["last"].astype(np.float64)
        """(6,) log-probabilities of an answer's last section."""
        self.told: Array = parts["told"].astype(np.float64)
        """(22, 6) what hearing an id adds to each section: log-probabilities against the section's share of
        all units, the signals' rows first."""
        self.words = frozenset(name for name in self._rows["w"] if name.isalpha())
        """The single words that the labelled answers hold."""
        self._rows["w"] |= self._rows.pop("v", {})
        ids = parts["ids"].tolist()
        self._signals = int(parts["signal_count"])
        self.signal_ids: tuple[str, ...] = tuple(ids[: self._signals])
        self.disqualifier_ids: tuple[str, ...] = tuple(ids[self._signals :])
        self._column = {name: len(SECTION_IDS) + at for at, name in enumerate(ids)}
        self._column["grade"] = self._weights.shape[1] - 1
        self._sums = lru_cache(maxsize=4096)(self._sum_of_unit)
        self._letters = lru_cache(maxsize=32768)(self._find_in_word)
        self._located = lru_cache(maxsize=256)(self._locate)
        self._shown = lru_cache(maxsize=1024)(self._heaviest)

    @staticmethod
    def load(path: Path | None = None) -> Learned:
        """The shipped model, or the one at `path`; loaded once a process."""
        return _loaded(path or MODEL)

    def forget(self) -> None:
        """Lets go of what was worked out for the units kept."""
        for kept in (self._sums, self._located, self._shown, _texts_of):
            kept.cache_clear()

    def scores(self, units: Sequence[Sequence[str]]) -> UnitScores:
        """Scores of an answer's units, each a list of words as spoken or recognised, in order."""
        if not units:
            none = np.zeros((0, len(SECTION_IDS)))
            return UnitScores(
                none, none, np.zeros((0, self._signals)), np.zeros((0, len(self.disqualifier_ids)))
            )
        texts = [_texts(unit) for unit in units]
        raw = self._in_place(texts) + self._bias
        sections = log_softmax(raw[:, : len(SECTION_IDS)]) - self._log_prior
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
        first, last = heaviest(self._shares(texts, column))
        at = column - len(SECTION_IDS)
        logit = float(self._sums(texts)[0][column] + self._bias[column])
        score = float(_sigmoid(np.asarray(logit * self._slope[at] + self._offset[at])))
        return Evidence(tokens[first].source, tokens[last].source, round(100 * score))

    def grade_probability(self, words: Sequence[str], probe: str, *, own: bool = True) -> float:
        """How likely an answer to `probe` is strong (0-1); `own`: asked about the candidate's own story."""
        texts = _texts(words)
        told = features.grade_features(texts, probe, own)
        parts = self._find({block: sorted(names) for block, names in told.items()})
        total = self._sums(texts)[0] + self._weigh(*parts) + self._bias
        return float(_sigmoid(total[self._column["grade"]]))

    def _table_of_shown(self) -> tuple[dict[str, int], NDArray[np.int8]]:
        """The names that units show to their neighbours, and each one's weights as every kind of
        neighbour, (names, 4, columns)."""
        known = [self._rows.get(block, {}) for block in _CONTEXT]
        at = {name: at for at, name in enumerate(sorted(set().union(*known)))}
        weights = np.zeros((len(at), len(known), self._weights.shape[1]), np.int8)
        for side, rows in enumerate(known):
            weights[[at[name] for name in rows], side] = self._weights[[*rows.values()]]
        return at, weights

    def _section_weights(self) -> Array:
        rows = [self._rows["s"][name] for name in SECTION_IDS]
        weights: Array = (self._block["s"] * self._weights[rows] * self._scales)[:, len(SECTION_IDS) : -1]
        return weights

    def _in_place(self, texts: Sequence[tuple[str, ...]]) -> Array:
        """The weight of each unit, (n, columns), where it stands."""
        sums = np.stack([self._sums(text) for text in texts])
        total: Array = sums[:, 0]
        for side, step in enumerate(_CONTEXT.values(), start=1):
            theirs = sums[max(step, 0) : len(sums) + min(step, 0), side]
            total[max(-step, 0) : len(sums) - max(step, 0)] += theirs
        names = list(self._rows["at"])
        places = (features.place_features(at, len(texts), len(text)) for at, text in enumerate(texts))
        total += np.array([[place.get(name, 0.0) for name in names] for place in places]) @ self._at
        return total

    def _weigh(self, rows: Rows, scales: Array) -> Array:
        """The weight of some features for every column; rows and scales (m,)."""
        weights: Array = (scales @ self._weights.take(rows, 0)) * self._scales
        return weights

    def _sum_of_unit(self, texts: tuple[str, ...]) -> Array:
        """Row 0: a unit's own weight for every column; then its weight as each kind of neighbour."""
        if not texts:
            return np.zeros((1 + len(_CONTEXT), len(self._scales)))
        parts = [self._find(features.word_features(texts)), self._find_letters(texts)]
        names = features.context_features(texts)
        shown = self._shown_weights[[self._shown_at[name] for name in names if name in self._shown_at]]
        scales = np.array([self._block[block] for block in _CONTEXT]) / math.sqrt(max(len(names), 1))
        return np.vstack([self._total(parts), scales[:, None] * shown.sum(0, np.int64) * self._scales])

    def _total(self, parts: Sequence[_Known]) -> Array:
        rows, scales = (np.concatenate(part) for part in zip(*parts, strict=True))
        return self._weigh(rows, scales)

    def _find(self, told: Mapping[str, Iterable[str]]) -> _Known:
        """What the model knows of each block's features; one that comes twice counts once."""
        rows: list[int] = []
        scales: list[float] = []
        for block, names in told.items():
            unique, known = dict.fromkeys(names), self._rows.get(block, {})
            rows += [row for row in map(known.get, unique) if row is not None]
            scales += [self._scale(block, len(unique))] * (len(rows) - len(scales))
        return np.array(rows, int), np.array(scales)

    def _find_letters(self, texts: Sequence[str]) -> _Known:
        """The same of the words' letters."""
        each = [self._letters(text) for text in texts]
        rows = np.unique(np.concatenate([rows for rows, _ in each]))
        strange: set[str] = set().union(*(names for _, names in each))
        return rows, np.full(len(rows), self._scale("c", len(rows) + len(strange)))

    def _find_in_word(self, word: str) -> tuple[Rows, frozenset[str]]:
        """The model's rows of one word's letters, and those letters that it does not know."""
        known, names = self._rows["c"], features.letters_of(word)
        rows = np.array([known[name] for name in names if name in known], int)
        return rows, frozenset(name for name in names if name not in known)

    def _scale(self, block: str, count: int) -> float:
        """What each of so many features of one block counts."""
        return self._block[block] / math.sqrt(count or 1)

    def _shares(self, texts: tuple[str, ...], column: int) -> Array:
        """The weight that each of a unit's tokens carries for a column; a feature is shared by those that
        it stands on, and counts as often as it comes."""
        rows, first, last, scales = self._located(texts)
        each = self._weights[rows, column] * scales / (last + 1 - first)
        count = len(texts) + 1
        edges = np.bincount(first, each, count) - np.bincount(last + 1, each, count)
        shares: Array = np.cumsum(edges)[:-1] * self._scales[column]
        return shares

    def _locate(self, texts: tuple[str, ...]) -> tuple[Rows, Rows, Rows, Array]:
        """Of a unit's m known features the model's rows, first and last tokens, and scales; each (m,)."""
        places = features.word_places(texts)
        rows: list[int] = []
        stands: list[features.Place] = []
        scales: list[float] = []
        for block, names in features.word_features(texts).items():
            found = [*map(self._rows[block].get, names)]
            rows += [row for row in found if row is not None]
            stands += [place for row, place in zip(found, places[block], strict=True) if row is not None]
            scales += [self._scale(block, len(set(names)))] * (len(rows) - len(scales))
        each = [self._letters(text)[0] for text in texts]
        letters, at = np.concatenate(each), np.repeat(np.arange(len(texts)), [*map(len, each)])
        scale = self._scale("c", len({name for text in texts for name in features.letters_of(text)}))
        first, last = np.array(stands, int).reshape(-1, 2).T
        return (
            np.concatenate([np.array(rows, int), letters]),
            np.concatenate([first, at]),
            np.concatenate([last, at]),
            np.concatenate([np.array(scales), np.full(len(at), scale)]),
        )


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
    runs = sums[None, :] - sums[:, None]
    lengths = np.subtract.outer(np.arange(len(sums)), np.arange(len(sums))).T
    runs[(lengths < min(_SHORTEST, len(weights))) | (lengths > _LONGEST)] = -np.inf
    first, end = divmod(int(np.flatnonzero(runs == runs.max())[-1]), len(sums))
    return first, end - 1


def _sigmoid(logits: Array) -> Array:
    result: Array = 1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40)))
    return result
