"""Findings gathered by id: what was heard how often, and the words that show it best.

A phrase that is repeated earns nothing twice, so credit asks only whether; cost also asks how often.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.domain.review import SECTIONS, Hit, SectionName
from simulator.domain.rules import SURE_SCORE, Cost
from simulator.domain.speech import Transcript, Word
from simulator.judging.findings import Findings

HALF = 0.5
"""What is left of a disqualifier heard once, beside the signal that speaks against it. Source: judgement;
with a detector of F1 0.8 on the labelled answers it keeps a single false alarm from changing a rating."""


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


def words_in(transcript: Transcript, findings: Findings, section: SectionName) -> tuple[Word, ...]:
    """The words whose middle lies in one of the section's spans."""
    spans = sorted(span for found in findings.sections if found.name == section for span in found.spans)
    ends = [*(end_s for _, end_s in spans), math.inf]
    begins = [*(start_s for start_s, _ in spans), math.inf]
    middles = ((word.start_s + word.end_s) / 2 for word in transcript.words)
    said = zip(transcript.words, middles, strict=True)
    return tuple(word for word, middle_s in said if begins[bisect_left(ends, middle_s)] <= middle_s)


def by_id(hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
    """Hits of the same id together, in order of time."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.start_s):
        found[hit.id].append(hit)
    return {identifier: tuple(group) for identifier, group in found.items()}
