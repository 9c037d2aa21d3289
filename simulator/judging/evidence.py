"""Findings gathered by id: what was heard how often, and the words that show it best.

A phrase that is repeated earns nothing twice, so credit asks only whether; cost also asks how often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.domain.review import SECTIONS, Hit, SectionName
from simulator.domain.rules import SURE_SCORE, Cost
from simulator.domain.speech import Transcript, Word
from simulator.judging.findings import Findings

HALF = 0.5
"""What is left of a disqualifier heard once, beside the signal that speaks against it. Source: judgement;
with a detector of F1 0.8 on the labelled answers it keeps a single false alarm from changing a rating."""


SaidIn = Mapping[SectionName, Sequence[Word]]
"""The words of each section."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hits by id, in order of time, and the sections that were left out."""

    signals: dict[str, tuple[Hit, ...]]
    disqualifiers: dict[str, tuple[Hit, ...]]
    missing: tuple[SectionName, ...]

    def strength(self, identifier: str, cost: Cost | None) -> float:
        """0-1: how far a disqualifier stands; 0 where it was not heard.

        One that was surely heard stands whole; a single one that a signal speaks against, by half.
        """
        hits = self.disqualifiers.get(identifier, ())
        if not hits:
            return 0.0
        answered = cost is not None and cost.answered_by in self.signals
        sureness = min(1.0, max(hit.score for hit in hits) / SURE_SCORE)
        return sureness * (HALF if answered and len(hits) == 1 else 1.0)


def gather(findings: Findings) -> Evidence:
    """The findings by id."""
    heard = {section.name for section in findings.sections if section.status != "missing"}
    missing = tuple(name for name in SECTIONS if name not in heard)
    return Evidence(by_id(findings.signals), by_id(findings.disqualifiers), missing)


def best(hits: Iterable[Hit]) -> Hit:
    """The hit that shows its id best: the surest, and of equals the first."""
    return max(hits, key=lambda hit: (hit.score, -hit.start_s))


def words_by_section(transcript: Transcript, findings: Findings) -> dict[SectionName, tuple[Word, ...]]:
    """Of each section the words whose middle lies in one of its spans."""
    words = transcript.words
    middles_s = np.array([(word.start_s + word.end_s) / 2 for word in words])
    found: dict[SectionName, tuple[Word, ...]] = {}
    for section in findings.sections:
        inside = np.zeros(len(words), bool)
        for start_s, end_s in section.spans:
            inside |= (start_s <= middles_s) & (middles_s <= end_s)
        found[section.name] = tuple([words[at] for at in np.flatnonzero(inside).tolist()])
    return found


def by_id(hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
    """Hits of the same id together, in order of time."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.start_s):
        found[hit.id].append(hit)
    return {identifier: tuple(group) for identifier, group in found.items()}
