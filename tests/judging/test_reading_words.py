"""Each grammar word is there for a line of the tables of readings that is read otherwise without it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.cases import spoken
from support.mutants import fillings

from simulator.judging import reading_words
from simulator.judging.clauses import Unit, unit_of
from simulator.judging.reading import Reading, is_past, read

WORDED = Path(__file__).with_name("readings_worded.txt")
PLAIN = Path(__file__).with_name("readings.txt")
HEADS = ("NOBODY", "I", "WE", "THEY", "YOU")
LISTS = sorted(
    name for name in vars(reading_words) if name.isupper() and name not in (*HEADS, "PERSONS", "OWN_TEAM")
)
TENSES = ("past", "present", "future")


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and line[0] != "#"]


@cache
def unit(text: str) -> Unit:
    return unit_of(spoken(text).words)


@cache
def said() -> tuple[str, ...]:
    worded = [text for row in rows(WORDED) for text in fillings(row[0])]
    return tuple(dict.fromkeys([*worded, *(row[0] for row in rows(PLAIN))]))


@cache
def as_they_are() -> dict[str, tuple[Reading, ...]]:
    return {text: read(unit(text)) for text in said()}


@pytest.mark.parametrize(("text", "number", "marks"), rows(WORDED))
def test_each_filling_is_read_as_it_is_marked(text: str, number: str, marks: str) -> None:
    doer, *rest = marks.split()
    for told in fillings(text):
        reading = read(unit(told))[int(number) - 1]
        assert doer in ("*", reading.doer), told
        for mark in rest:
            assert _holds(reading, mark[1:]) == (mark[0] != "-"), (told, mark)


def _holds(reading: Reading, name: str) -> bool:
    if name in TENSES:
        return reading.tense == name
    return bool(getattr(reading, name)) if hasattr(reading, name) else reading.verb == name


def without_each(listed: Any) -> Iterator[tuple[str, Any]]:
    """A list without each of its words or phrases."""
    if isinstance(listed, dict):
        for head, phrases in listed.items():
            for phrase in phrases:
                yield phrase.strip(), {**listed, head: tuple(other for other in phrases if other != phrase)}
    else:
        for word in listed:
            yield str(word).strip(), type(listed)(other for other in listed if other != word)


@pytest.mark.parametrize("name", [*LISTS, "OWN_TEAM"])
def test_each_word_of_a_list_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, idle = as_they_are(), []
    for word, left in without_each(getattr(reading_words, name)):
        monkeypatch.setattr(reading_words, name, left)
        is_past.cache_clear()
        likely = sorted(said(), key=lambda text: word.strip("()',").split()[0] not in text.lower())
        if all(read(unit(text)) == before[text] for text in likely):
            idle.append(word)
    is_past.cache_clear()
    assert idle == []


@pytest.mark.parametrize("person", sorted(reading_words.PERSONS))
def test_each_person_is_a_doer(person: str) -> None:
    reading = read(unit(f"One {person} signed it."))[0]
    assert reading.doer in ("they", "we")


@pytest.mark.parametrize("name", HEADS)
def test_each_head_is_a_doer(name: str) -> None:
    for head in getattr(reading_words, name):
        assert read(unit(f"{' '.join(head)} signed it."))[0].doer == name.lower(), head
