"""What a pause means: open and closed clauses, and how far the story has come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import all_cases, heard, set_of
from support.labelled import RUBRIC

from simulator.domain.review import SECTIONS, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.judging import floor, review
from simulator.packs import load_story

TABLE = Path(__file__).with_name("floors.txt")
LINES = [line.split(" | ") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
SETS = ("webhook+own", "a1", "a2", "c")
CONTEXT = 10
STORIES = {name: load_story(name) for name in {case["story"] for case in all_cases()} - {"own"}}
FILLERS = frozenset("um uh er erm hmm".split())
HESITANT = frozenset(
    "and but so or because if when while which who that the a an my our your their his to of for from with "
    "at by into in on about i we they he she i'd i'm i've we'd we've it's there's is was were are be been "
    "had have has would could should will can did didn't wasn't not very".split()
)
"""Closed classes of words after which speakers hesitate: at the head of a clause or phrase, before the word
that carries its meaning. Source: Maclay & Osgood, "Hesitation phenomena in spontaneous English speech",
1959."""


def said(text: str, confidence: float | None = None) -> tuple[Word, ...]:
    pairs = enumerate(text.split())
    return tuple(Word(word, 0.4 * at, 0.4 * at + 0.3, confidence) for at, word in pairs)


def is_open(words: tuple[Word, ...]) -> bool:
    return floor(words, None, None, RUBRIC).open_clause


@pytest.mark.parametrize(("wants", "text"), LINES)
def test_an_ending_is_taken_as_a_listener_would(wants: str, text: str) -> None:
    assert is_open(said(text)) is (wants == "open")


@pytest.mark.parametrize(
    ("confidences", "doubted"),
    [
        ((0.9, 0.31, 0.44, 0.46, 0.4), True),
        ((0.1, 0.72, 1.0, 0.66, 0.38), False),
        ((0.2, 0.2, 0.2, 0.2, None), False),
        ((0.3,), True),
        ((), False),
    ],
)
def test_an_end_is_doubted_where_its_last_words_are_guesses(
    confidences: tuple[float | None, ...], doubted: bool
) -> None:
    words = tuple(Word("done", at, at + 0.3, confidence) for at, confidence in enumerate(confidences))
    assert floor(words, None, None, RUBRIC).doubted is doubted


def test_the_table_is_large_and_even() -> None:
    counts = Counter(wants for wants, _ in LINES)
    assert len(LINES) >= 120
    assert min(counts.values()) >= 0.4 * len(LINES)


@lru_cache(maxsize=1)
def shares() -> dict[tuple[str, str], float]:
    """Of every place in the labelled answers the share judged open, by the kind of place and the hearing."""
    counts: Counter[tuple[str, str]] = Counter()
    opened: Counter[tuple[str, str]] = Counter()
    for hearing, noise in (("well", 0.0), ("badly", 0.25)):
        for place, words in places(noise):
            counts[hearing, place] += 1
            opened[hearing, place] += is_open(words)
    return {kind: opened[kind] / counts[kind] for kind in counts}


def places(noise: float) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Every place of the labelled answers with the bare words before it."""
    for case in all_cases():
        if set_of(case) in SETS:
            before: tuple[Word, ...] = ()
            for sentence in case["sentences"]:
                for place, words in inside(sentence["text"], noise):
                    yield place, (*before, *words)[-CONTEXT:]
                before = heard([sentence], noise=noise, bare=True).transcript.words


def inside(sentence: str, noise: float) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The places of one sentence; where it may break anyway, before a comma or a conjunction, none."""
    texts = sentence.split()
    for at in range(1, len(texts) + 1):
        last = re.sub(r"[^a-z']", "", texts[at - 1].lower())
        place = "end" if at == len(texts) else kind_of(texts[at - 1], last)
        tail = " ".join(texts[max(0, at - CONTEXT) : at])
        if words := heard([{"text": tail}], noise=noise, bare=True, seed=at).transcript.words:
            yield place, words


def kind_of(written: str, last: str) -> str:
    if last in FILLERS:
        return "hesitation"
    if not written[-1].isalnum():
        return "comma"
    return "hesitation" if last in HESITANT else "elsewhere"


def test_sentence_ends_of_the_labelled_answers_are_closed() -> None:
    assert shares()["well", "end"] <= 0.08
    assert shares()["badly", "end"] <= 0.12


def test_the_places_where_speakers_hesitate_are_open() -> None:
    assert shares()["well", "hesitation"] >= 0.97
    assert shares()["badly", "hesitation"] >= 0.90


def test_the_thinking_pauses_of_the_recorded_answer_are_open() -> None:
    pauses = (
        "when i noticed that|but i decided to|i pulled the delivery logs for|i traced the drops to|"
        "i wrote a retry with|the drop rate was|for the business that was about|"
        "what i do differently now is that i"
    )
    assert all(is_open(said(text)) for text in pauses.split("|"))


def test_a_last_word_that_was_hardly_heard_leaves_the_clause_open() -> None:
    assert not is_open(said("so i fixed it", 0.2))
    assert not is_open(said("so i fixed it", None))
    assert is_open(said("so i fixed it", 0.05))


@pytest.mark.parametrize("text", ["", "...", "— ,"])
def test_before_the_first_word_the_clause_is_open(text: str) -> None:
    assert is_open(said(text))


@given(st.sampled_from([text for _, text in LINES]), st.sampled_from(["and", "the", "so i", "um", "because"]))
def test_a_word_that_wants_more_opens_any_ending(text: str, more: str) -> None:
    assert is_open(said(f"{text} {more}"))


@given(st.lists(st.sampled_from("i the and fixed it logs. Um, 12 - … that's".split()), max_size=8))
def test_case_and_quotation_marks_change_nothing(texts: list[str]) -> None:
    words = said(" ".join(texts))
    assert is_open(words) == is_open(tuple(replace(word, text=f"“{word.text.upper()}”") for word in words))


def timed(**spans: tuple[float, float]) -> tuple[SectionTime, ...]:
    return tuple(
        SectionTime(name, (spans[name],) if name in spans else (), 30.0, "short", 1.0) for name in SECTIONS
    )


def section_of(sections: tuple[SectionTime, ...] | None) -> str | None:
    return floor(said("i fixed it"), sections, 100.0, RUBRIC).section


def test_the_section_is_that_of_the_last_words() -> None:
    sections = timed(action=(5.0, 20.0), task=(2.0, 5.0))
    back = SectionTime("situation", ((0.0, 2.0), (20.0, 22.0)), 30.0, "short", 1.0)
    assert section_of(sections) == "action"
    assert section_of((back, *sections[1:])) == "situation"
    assert section_of(timed()) == "situation"
    assert section_of(None) is None


@pytest.mark.parametrize(
    ("spans", "section"),
    [
        ({"situation": (0, 30), "reflection": (30, 36)}, "situation"),
        ({"result": (0, 9)}, "situation"),
        ({"situation": (0, 30), "action": (30, 49.9), "result": (50, 56)}, "action"),
        ({"situation": (0, 30), "action": (30, 50), "result": (50, 52.9)}, "action"),
        ({"situation": (0, 30), "action": (30, 50), "result": (50, 53)}, "result"),
        ({"situation": (0, 30), "action": (30, 70), "reflection": (70, 80)}, "action"),
        ({"action": (30, 70), "result": (70, 80), "reflection": (80, 82)}, "reflection"),
    ],
)
def test_result_and_reflection_are_believed_only_behind_action_and_result(
    spans: dict[str, tuple[float, float]], section: str
) -> None:
    assert section_of(timed(**spans)) == section


def test_how_much_is_said_and_how_much_of_the_time_is_used() -> None:
    found = floor(said("i fixed it"), timed(), 100.0, RUBRIC)
    assert found.words == 3
    assert found.used == pytest.approx(0.011)
    assert floor(said("i fixed it"), None, None, RUBRIC).used == 0


def test_half_an_answer_is_seldom_taken_for_a_whole_one() -> None:
    """At every sentence end of the answers as they grow: before the Result, and at the very end."""
    before, whole = Counter[bool](), Counter[bool]()
    for case in all_cases():
        labels = [sentence["section"] for sentence in case["sentences"]]
        if set_of(case) in {"webhook+own", "c"} and "result" in labels:
            hearing = heard(case["sentences"])
            first = labels.index("result")
            for at in (*range(first), len(labels) - 1):
                told = reached(case, hearing.transcript.words, hearing.spans[at][1])
                (whole if at == len(labels) - 1 else before)[told] += 1
    assert before[True] <= 0.04 * before.total()
    assert whole[True] >= 0.85 * whole.total()


def reached(case: dict[str, Any], words: tuple[Word, ...], until_s: float) -> bool:
    """Whether the answer up to here is taken to have come to its Result."""
    heard_so_far = tuple(word for word in words if word.end_s <= until_s)
    so_far = Transcript(heard_so_far, until_s)
    asked = {"principle": case["principle"], "level": case["level"]}
    sections = review(so_far, story=STORIES.get(case["story"]), rubric=RUBRIC, **asked).sections
    return floor(so_far.words, sections, 150.0, RUBRIC).section in {"result", "reflection"}
