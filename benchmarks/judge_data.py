"""The labelled answers and example sentences, read for training and measuring the learned judge."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from mishear import mishear

from simulator.judging.learned import SECTION_IDS
from simulator.packs import load_rubric

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
EXAMPLES = Path(__file__).with_name("judge_examples.txt")
RUBRIC = load_rubric()
SIGNALS, DISQUALIFIERS = list(RUBRIC.signals), list(RUBRIC.disqualifiers)
IDS = SIGNALS + DISQUALIFIERS
SETS = ("a1", "a2", "b", "c", "own")
"""The sets that figures are measured on, each by a model that has not seen it."""
ANSWERS = Path(__file__).with_name("answers")
"""Further labelled answers, only for training."""


@dataclass(frozen=True)
class Answer:
    """One answer: its units' words, sections (n,), ids (n, 22); graded: (probe, own, words, strong)."""

    group: str
    units: list[list[str]]
    sections: np.ndarray
    ids: np.ndarray
    graded: list[tuple[str, bool, list[str], bool]]
    alone: bool = False


def group_of(path: Path) -> str:
    head = path.stem.split("-")[0]
    return "own" if head == "webhook" else head


def read_case(path: Path) -> Answer:
    case = json.loads(path.read_text(encoding="utf-8"))
    told = case["sentences"]
    labels = [{s["id"] for s in x.get("signals", [])} | set(x.get("disqualifiers", [])) for x in told]
    graded = [
        (a["probe"], case["story"] == "own", a["text"].split(), a["grade"] == "strong")
        for a in case.get("probe_answers", [])
    ]
    return Answer(
        group_of(path),
        [x["text"].split() for x in told],
        np.array([SECTION_IDS.index(x["section"]) for x in told]),
        np.array([[name in found for name in IDS] for found in labels]),
        graded,
    )


def read_examples(path: Path) -> list[Answer]:
    """Sentences that stand alone: `section | id, id | words`, or `probe | weak or strong | words`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if not line.strip() or line.startswith("#"):
            continue
        head, ids, text = (part.strip() for part in line.split("|"))
        names = {name.strip() for name in ids.split(",") if name.strip()}
        if names & {"weak", "strong"}:
            graded = [(head, True, text.split(), "strong" in names)]
            found.append(
                Answer("examples", [], np.zeros(0, int), np.zeros((0, len(IDS)), bool), graded, True)
            )
            continue
        if names - set(IDS):
            raise SystemExit(f"{path.name}: unknown id in: {line}")
        labels = np.array([[name in names for name in IDS]])
        found.append(
            Answer("examples", [text.split()], np.array([SECTION_IDS.index(head)]), labels, [], alone=True)
        )
    return found


def misheard(answer: Answer, share: float, seed: int) -> Answer:
    rng = random.Random(seed)  # noqa: S311 - bends words, guards nothing
    units = [mishear(unit, share, rng) for unit in answer.units]
    graded = [(p, own, mishear(words, share, rng), strong) for p, own, words, strong in answer.graded]
    return Answer(answer.group, units, answer.sections, answer.ids, graded, answer.alone)
