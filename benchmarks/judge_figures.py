"""What the learned judge gets right on sets of answers that it was not trained on."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from judge_data import IDS, SETS, SIGNALS, Answer, misheard

from simulator.judging.learned import SECTION_IDS, Learned, UnitScores


def best_path(scores: UnitScores, model: Learned) -> np.ndarray:
    best, back = model.first + scores.sections[0], []
    for emission in scores.sections[1:]:
        moves = best[:, None] + model.transitions
        back.append(moves.argmax(0))
        best = moves.max(0) + emission
    path = [int((best + model.last).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


def f1(hits: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """(precision, recall, F1)."""
    right = float((hits & truth).sum())
    precision, recall = right / max(hits.sum(), 1), right / max(truth.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def measure(train: Any, answers: Sequence[Answer], extra: Sequence[Answer], oof: Path | None) -> None:
    """Leave out each set in turn, judge it with the rest, print the figures at a threshold of one half."""
    folder = Path(tempfile.mkdtemp())
    held = [a for name in SETS for a in answers if a.group == name]
    models = {}
    for name in SETS:
        path = folder / f"{name}.npz"
        np.savez_compressed(path, **train([a for a in answers if a.group != name] + list(extra)))
        models[name] = Learned.load(path)
    for share in (0.0, 0.1, 0.2):
        heard = [misheard(a, share, 1000 + at) if share else a for at, a in enumerate(held)]
        scores = [models[a.group].scores(a.units) for a in heard]
        _print_figures(heard, scores, models, share)
        if not share and oof:
            _save_oof(oof, held, scores)


def _print_figures(heard: Sequence[Answer], scores: Sequence[UnitScores], models: Any, share: float) -> None:
    truth = np.concatenate([a.ids for a in heard])
    likely = np.hstack(
        [np.concatenate([s.signals for s in scores]), np.concatenate([s.disqualifiers for s in scores])]
    )
    sections = np.concatenate([a.sections for a in heard])
    path = np.concatenate([best_path(s, models[a.group]) for a, s in zip(heard, scores)])
    scored = sections != SECTION_IDS.index("other")
    cut = len(SIGNALS)
    grades = [
        (models[a.group].grade_probability(words, probe, own=own) > 0.5) == strong
        for a in heard
        for probe, own, words, strong in a.graded
    ]
    print(f"\nwords misheard: {share:.0%}")
    for label, part in (("signals", slice(0, cut)), ("disqualifiers", slice(cut, None))):
        tuned = max((f1(likely[:, part] > t, truth[:, part])[2], t) for t in np.linspace(0.2, 0.7, 26))
        figures = f1(likely[:, part] > 0.5, truth[:, part])
        print(f"{label:22} P {figures[0]:.3f} R {figures[1]:.3f} F1 {figures[2]:.3f}", end="")
        print(f"  best {tuned[0]:.3f} @{tuned[1]:.2f}")
    print(f"{'section of sentence':22} {float((path == sections)[scored].mean()):.3f}")
    print(f"{'grade':22} {float(np.mean(grades)):.3f} of {len(grades)}")
    if not share:
        for at, name in enumerate(IDS):
            p, r, f = f1(likely[:, at] > 0.4, truth[:, at])
            print(f"  {name:20} {int(truth[:, at].sum()):4}  P {p:.2f}  R {r:.2f}  F1 {f:.2f}")


def _save_oof(path: Path, held: Sequence[Answer], scores: Sequence[UnitScores]) -> None:
    where = [(at, unit) for at, a in enumerate(held) for unit in range(len(a.units))]
    np.savez_compressed(
        path,
        where=np.array(where),
        group=np.array([held[at].group for at, _ in where]),
        text=np.array([" ".join(held[at].units[unit]) for at, unit in where]),
        section=np.concatenate([a.sections for a in held]),
        truth=np.concatenate([a.ids for a in held]),
        ids=np.array(IDS),
        sections=np.concatenate([s.sections for s in scores]),
        smoothed=np.concatenate([s.smoothed for s in scores]),
        likely=np.hstack(
            [np.concatenate([s.signals for s in scores]), np.concatenate([s.disqualifiers for s in scores])]
        ),
    )
