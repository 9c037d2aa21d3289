"""What was heard in an answer, before anything is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.review import Hit, SectionName, SectionTime
from simulator.judging.clauses import Unit
from simulator.judging.reading import Reading


@dataclass(frozen=True, slots=True)
class Findings:
    """Sections, signals and disqualifiers of one answer.

    `sections` holds all five, in STAR order. Hits are in order of time, each inside one unit.
    `unit_sections` gives each unit's section (None: greeting, closing chatter), `readings` each unit's
    clauses' readings, in step with `units`.
    """

    sections: tuple[SectionTime, ...]
    signals: tuple[Hit, ...]
    disqualifiers: tuple[Hit, ...]
    units: tuple[Unit, ...]
    unit_sections: tuple[SectionName | None, ...]
    readings: tuple[tuple[Reading, ...], ...]
