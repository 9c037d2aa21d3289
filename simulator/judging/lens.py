"""What speaks for and against the principle that was asked about, and against nothing else.

The principle's own evidence is heard as the general one is, but kept apart: it never becomes a signal or
a disqualifier. No learned judge knows it, so the rules alone decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from simulator.domain.cues import Guard, Listening
from simulator.domain.principle import LensRules, Principle
from simulator.domain.review import Hit, LedgerEntry, Lens, Unshown
from simulator.domain.rubric import Rubric
from simulator.judging.clauses import Unit
from simulator.judging.detect import UNDECIDED, clearest, hit_of, weigh
from simulator.judging.findings import Findings
from simulator.judging.listening import Evidence, Rules

_KEPT = 8
"""So many principles are kept ready. Source: judgement; a loop asks about five, and the oldest goes first."""


class Glass:
    """One principle under one rubric, made ready."""

    def __init__(self, principle: Principle, rubric: Rubric) -> None:
        guards = rubric.lens.guards
        self._principle, self._weighing = principle, rubric.hearing.weighing
        self._shows = {name: _guarded(rule, guards["shows"]) for name, rule in principle.shows.items()}
        self._harms = {name: _guarded(rule, guards["harms"]) for name, rule in principle.harms.items()}
        self._rules = Rules({**self._shows, **self._harms}, rubric.hearing.words)
        self._kept: dict[int, tuple[Unit, Mapping[str, Evidence]]] = {}
        """The units of the last answer, by identity, so that an update costs one unit."""

    def forget(self) -> None:
        """Lets go of the units kept."""
        self._kept.clear()

    def look(self, findings: Findings) -> Lens:
        """What of the principle's own evidence was heard, and what was not."""
        heard = self._hear(findings)
        shows = self._hits(findings, heard, self._shows, "signals")
        harms = self._hits(findings, heard, self._harms, "disqualifiers")
        there = {hit.id for hit in shows}
        missing = [Unshown(name, rule.why) for name, rule in self._shows.items() if name not in there]
        return Lens(self._principle.id, shows, harms, tuple(missing))

    def _hear(self, findings: Findings) -> list[Mapping[str, Evidence]]:
        """What is heard in each unit."""
        told = zip(findings.units, findings.readings, strict=True)
        fresh = [(unit, read_so) for unit, read_so in told if id(unit) not in self._kept]
        units, readings = [unit for unit, _ in fresh], [read_so for _, read_so in fresh]
        new = zip(units, self._rules.hear(units, readings), strict=True)
        known = self._kept | {id(unit): (unit, heard) for unit, heard in new}
        self._kept = {id(unit): known[id(unit)] for unit in findings.units}
        return [heard for _, heard in self._kept.values()]

    def _hits(
        self,
        findings: Findings,
        heard: Sequence[Mapping[str, Evidence]],
        rules: Mapping[str, Listening],
        weighed_as: Literal["signals", "disqualifiers"],
    ) -> tuple[Hit, ...]:
        weighing, found = self._weighing[weighed_as], []
        for unit, section, evidence in zip(findings.units, findings.unit_sections, heard, strict=True):
            for name in rules.keys() & evidence.keys():
                chance = weigh(evidence[name], UNDECIDED, rules[name], section, weighing)
                standing = [one for one in evidence[name].heard if not one.guarded]
                if standing and chance >= weighing.threshold:
                    rests_on = clearest(standing, unit, whole=True)
                    found.append(hit_of(name, rules[name], unit, section, rests_on, chance))
        return tuple(sorted(found, key=lambda hit: (hit.start_s, hit.id)))


def look(findings: Findings, principle: str, rubric: Rubric) -> Lens | None:
    """What was heard of the principle asked about; None where it has no evidence of its own."""
    asked = rubric.principles.get(principle)
    if asked is None or not (asked.shows or asked.harms):
        return None
    key = (id(asked), id(rubric))
    if key not in _glasses:
        while len(_glasses) >= _KEPT:
            _glasses.pop(next(iter(_glasses)))
        _glasses[key] = (asked, rubric, Glass(asked, rubric))
    return _glasses[key][-1].look(findings)


def forget() -> None:
    """Lets go of every unit kept from earlier answers."""
    for *_, glass in _glasses.values():
        glass.forget()


_glasses: dict[tuple[int, int], tuple[Principle, Rubric, Glass]] = {}


def entries(lens: Lens | None, rules: LensRules) -> tuple[list[LedgerEntry], list[LedgerEntry]]:
    """What the principle's own evidence earns and costs, each thing once and neither beyond its bound."""
    if lens is None:
        return [], []
    shown = _entries(lens.shows, rules.show, rules.most_shown, rules.least_score)
    harmed = _entries(lens.harms, rules.harm, rules.most_harmed, rules.least_score)
    return shown, [replace(entry, points=-entry.points) for entry in harmed]


def _entries(hits: Sequence[Hit], each: float, most: float, least_score: int) -> list[LedgerEntry]:
    surest: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.start_s)):
        if hit.score >= least_score:
            surest.setdefault(hit.id, hit)
    return [
        LedgerEntry(hit.why, max(0.0, min(each, most - each * place)), hit.quote, hit.start_s)
        for place, hit in enumerate(surest.values())
    ]


def _guarded(rule: Listening, guards: tuple[Guard, ...]) -> Listening:
    return rule if rule.guards else replace(rule, guards=guards)
