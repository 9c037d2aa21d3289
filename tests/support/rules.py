"""What the rubric's rules alone hear in a sentence, and tables of sentences."""

from __future__ import annotations

from pathlib import Path

from simulator.judging.clauses import Unit, units_of
from simulator.judging.listening import Ear
from simulator.judging.reading import Reading, read
from support.cases import spoken


def unit_and_reading(text: str, *, bare: bool = False) -> tuple[Unit, tuple[Reading, ...]]:
    unit = units_of(spoken(text, bare=bare))[0]
    return unit, read(unit)


def hears(ear: Ear, name: str, text: str, *, bare: bool = False, guarded: bool = False) -> bool:
    """Whether anything speaks for `name`; what the reading is against counts only if `guarded`."""
    evidence = ear.hear(*unit_and_reading(text, bare=bare)).get(name)
    if evidence is None or (evidence.excepted and not guarded):
        return False
    return any(guarded or not heard.guarded for heard in evidence.heard)


def table(path: Path) -> list[tuple[bool, str, str]]:
    """Lines of `+ or - | id | sentence`."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [(mark == "+", name, text) for mark, name, text in cells]
