"""Units -> sections: the likeliest path through the answer, and its clocks.

Sections follow one another in order with exceptions (result first, a task remembered late); how likely
each exception is has been learned from labelled answers. What a unit says weighs more than where it
stands. Greeting and closing chatter belong to no section.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.domain.cues import SectionRule
from simulator.domain.review import SECTIONS, SectionName, SectionStatus, SectionTime
from simulator.judging.clauses import Unit

Array = NDArray[np.float64]
Path = tuple[SectionName | None, ...]

JOIN_S = 0.25
"""Units of one section this close are one span: the clock counts speech, not thinking."""
_NAMES: tuple[SectionName | None, ...] = (*SECTIONS, None)


def best_path(emissions: Array, transitions: Array, first: Array, last: Array) -> Path:
    """The likeliest section of each unit (None: of no section), all in log-probabilities.

    `emissions` (n, 6), `transitions` (6, 6) from row to column, `first` and `last` (6,): the five
    sections in STAR order, then none.
    """
    if not len(emissions):
        return ()
    best, back = first + emissions[0], []
    for emission in emissions[1:]:
        moves = best[:, None] + transitions
        back.append(moves.argmax(0))
        best = moves.max(0) + emission
    at = int((best + last).argmax())
    path = [at]
    for step in reversed(back):
        at = int(step[at])
        path.append(at)
    return tuple(_NAMES[at] for at in reversed(path))


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
    return np.exp(log_softmax(ahead + behind))


def log_softmax(raw: Array) -> Array:
    """Log-probabilities of each row's columns."""
    shifted = raw - raw.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def section_times(
    units: Sequence[Unit],
    path: Path,
    sure: Array,
    targets: Mapping[SectionName, float],
    rules: Mapping[SectionName, SectionRule],
) -> tuple[SectionTime, ...]:
    """The clock of each of the five sections. `sure` (n, 6): probability of each section a unit."""
    times = []
    for column, name in enumerate(SECTIONS):
        mine = [at for at, section in enumerate(path) if section == name]
        spans = _spans([units[at] for at in mine])
        spoken_s = sum(end_s - start_s for start_s, end_s in spans)
        confidence = _confidence(sure[:, column], mine) if len(path) else 1.0
        status = status_of(spoken_s, targets[name], rules[name])
        times.append(SectionTime(name, spans, targets[name], status, confidence))
    return tuple(times)


def _spans(units: Sequence[Unit]) -> tuple[tuple[float, float], ...]:
    spans: list[tuple[float, float]] = []
    for unit in units:
        start_s = unit.start_s
        if spans and 0 <= start_s - spans[-1][1] <= JOIN_S:
            start_s = spans.pop()[0]
        spans.append((start_s, unit.end_s))
    return tuple(spans)


def _confidence(sure: Array, mine: Sequence[int]) -> float:
    """How sure the section's units are; of an absent section, how sure it is that none is of it."""
    return round(float(np.mean(sure[mine])) if mine else 1 - float(np.max(sure)), 2)


def status_of(spoken_s: float, target_s: float, rule: SectionRule) -> SectionStatus:
    """How a section's time stands to its target, with the rubric's tolerances."""
    if spoken_s <= 0:
        return "missing"
    if spoken_s < rule.short_below * target_s:
        return "short"
    return "over" if spoken_s > rule.over_above * target_s else "on_target"
