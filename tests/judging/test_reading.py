"""The table of readings: who is the doer of a clause, and how far the candidate stands by it.

A line is a unit, the clause that is looked at (by its first words), and what must be read in it: the
doer, then marks. `+mark` must be read, `-mark` must not.
"""

from pathlib import Path

import pytest
from support.cases import spoken

from simulator.judging.clauses import Unit, unit_of
from simulator.judging.reading import Reading, is_past, read

TABLE = Path(__file__).with_name("readings.txt")


def lines() -> list[tuple[str, str, str]]:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [
        (said.strip(), clause.strip(), marks.strip()) for said, clause, marks in (r.split("|") for r in rows)
    ]


def unit(text: str) -> Unit:
    return unit_of(spoken(text).words)


def reading_of(text: str, clause: str) -> Reading:
    said = unit(text)
    at = next(at for at, found in enumerate(said.clauses) if found.text.startswith(clause))
    return read(said)[at]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(lines()) >= 150


@pytest.mark.parametrize(("text", "clause", "marks"), lines())
def test_reading(text: str, clause: str, marks: str) -> None:
    reading = reading_of(text, clause)
    doer, *rest = marks.split()
    assert reading.doer == doer
    for mark in rest:
        name = mark[1:]
        found = reading.tense == name if name in ("past", "present", "future") else getattr(reading, name)
        assert found == (mark[0] == "+"), mark


def test_each_clause_has_its_reading() -> None:
    said = unit("I could have pinged them, but I wrote it, and they merged it.")
    assert len(read(said)) == len(said.clauses) == 3


def test_only_what_is_said_outright_is_asserted() -> None:
    said = unit("I could have pinged them, but I wrote it.")
    assert [reading.asserted for reading in read(said)] == [False, True]


@pytest.mark.parametrize("verb", ["wrote", "pulled", "reproduced", "ran", "mapped", "rang", "set"])
def test_past_forms(verb: str) -> None:
    assert is_past(verb)


@pytest.mark.parametrize("verb", ["need", "hundred", "write", "is", "red"])
def test_other_forms(verb: str) -> None:
    assert not is_past(verb)
