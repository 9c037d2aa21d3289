"""Where phrases are heard, and the words they are quoted with."""

from __future__ import annotations

import pytest
from support.labelled import spoken

from simulator.judging.phrases import LEAST_WORDS, MOST_WORDS, phrases_in


def heard(said: str, *cues: str, **more: float) -> list[tuple[str, str]]:
    return [(phrase.cue, phrase.quote) for phrase in phrases_in(spoken(said).words, cues, **more)]


@pytest.mark.parametrize(
    ("said", "cue", "found"),
    [
        ("Then they handled it, as they do.", "they handled it", True),
        ("then they HANDLED it", "they handled it", True),
        ("then they handle it", "they handled it", True),
        ("then she handed it over", "they handled it", False),
        ("it was whipped", "shipped", False),
        ("I was in the team", "in", True),
        ("I was within it", "in", False),
        ("Well, it’s me.", "it's me", True),
    ],
)
def test_a_phrase_is_heard_in_whole_words_and_with_a_slip_only_when_long(said: str, cue: str, found: bool):
    assert bool(heard(said, cue)) is found


def test_a_phrase_said_twice_is_heard_once():
    assert len(heard("I asked nicely. Then again I asked nicely.", "asked nicely")) == 1


def test_overlapping_phrases_count_once_and_the_longer_one_stands():
    assert [cue for cue, _ in heard("they picked it up at once", "picked it up", "they picked it up")] == [
        "they picked it up"
    ]


def test_phrases_come_in_the_order_of_the_answer():
    said = "I ran the tests, and after that I brought the branch to their lead."
    assert [cue for cue, _ in heard(said, "i brought", "i ran")] == ["i ran", "i brought"]


def test_a_phrase_is_quoted_with_its_clause_and_the_time_of_its_first_word():
    words = spoken("It rained. I sent their lead the migration, and he ran it at lunch.").words
    (phrase,) = phrases_in(words, ("the migration",))
    assert phrase.quote == "I sent their lead the migration"
    assert phrase.start_s == words[2].start_s


def test_a_quote_does_not_end_on_a_connective():
    for said in ("i sent their manager a message and", "i sent their manager a message and then"):
        assert heard(said, "a message") == [("a message", "i sent their manager a message")]


def test_a_quote_is_neither_a_splinter_nor_a_speech():
    ((_, short),) = heard("No, just me. Then the others went home early that day.", "just me")
    assert len(short.split()) >= LEAST_WORDS
    long = "my own part in this was to look at every row of the very long table that came out of it last week"
    for cue in ("my own part", "last week"):
        ((_, quote),) = heard(long, cue)
        assert cue in quote
        assert len(quote.split()) <= MOST_WORDS
