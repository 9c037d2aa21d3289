"""Phrases against speech: bent words are found, words that mean something else are not."""

import pytest

from simulator.judging.matching import Match, PhraseTable, Said, cut_off, phrase_of, stem
from simulator.judging.numbers import merge
from simulator.judging.tokens import tokens_of


def find(phrase: str, said: str, unsure: frozenset[int] = frozenset()) -> Match | None:
    found = PhraseTable([phrase_of("x", phrase)]).find([Said(merge(tokens_of(said.split())), unsure)])[0]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("I noticed", "one night I noticed the drift"),
        ("I noticed", "one night i notice the drift"),
        ("persistent 0.3% webhook drop rate", "a persistent zero point three percent web hook drop rate"),
        ("persistent 0.3% webhook drop rate", "a persistent 0.3% webhooks drop rate"),
        ("$8,000 weekly revenue recovered", "about eight thousand dollars weekly revenue recovered"),
        ("$8,000 weekly revenue recovered", "about $8000 weakly revenue recovered"),
        ("no alert existed", "and no a lert existed"),
        ("no ticket existed", "and know ticket existed"),
        ("nobody had asked me", "nobody asked me to look"),
        ("outside my team's scope", "it was outside of my teams scope"),
        ("collaborated asynchronously", "we collaborate asynchronosly after that"),
        ("cross-team visibility", "there was no cross team visibility"),
        ("organizational gap", "an organisational gap"),
        ("adopted my dead letter queue alert pattern", "adapted my dead letter cue alert pattern"),
        ("0.3% to zero", "from point three per cent to zero"),
        ("ready-to-merge pull request", "a readytomerge pull request"),
    ],
)
def test_a_bent_phrase_is_found(phrase: str, said: str) -> None:
    assert find(phrase, said)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("led", "they called and it settled"),
        ("I was responsible", "I was not responsible"),
        ("I was not responsible", "I was responsible"),
        ("we shipped it", "we whipped it"),
        ("I pulled", "we pulled"),
        ("I pulled", "they pulled"),
        ("I added", "I had it"),
        ("0.3% to zero", "0.5% to zero"),
        ("$8,000 weekly revenue recovered", "monthly revenue recovered"),
        ("nobody had asked me", "my manager had asked me"),
        ("took ownership", "lost ownership"),
        ("not my team", "my team"),
        ("no ticket existed", "one ticket existed already"),
        ("why not", "why now"),
    ],
)
def test_what_means_something_else_is_not(phrase: str, said: str) -> None:
    assert find(phrase, said) is None


def test_a_doubted_word_is_taken_by_its_sound() -> None:
    assert find("I wrote a parser", "I road a parser", frozenset({1}))
    assert find("I wrote a parser", "I moved a parser", frozenset({1})) is None


def test_a_match_names_its_words() -> None:
    match = find("took ownership", "so I took ownership of it")
    assert match is not None
    assert (match.first, match.last, match.likeness) == (2, 3, 1.0)


def test_a_number_counts_as_one_word_and_is_quoted_whole() -> None:
    match = find("0.3% to zero", "down from zero point three percent to zero then")
    assert match is not None
    assert (match.first, match.last) == (2, 7)


def test_short_phrases_must_be_more_alike() -> None:
    assert [cut_off(letters) for letters in (3, 6, 9, 14, 20, 40)] == sorted(
        (cut_off(letters) for letters in (3, 6, 9, 14, 20, 40)), reverse=True
    )
    assert cut_off(4) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pulled", "pull"),
        ("tickets", "ticket"),
        ("tracing", "traced"),
        ("teams", "team's"),
        ("write", "writes"),
    ],
)
def test_endings_of_tense_and_number_do_not_matter(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_no_words_match_nothing() -> None:
    assert find("I pulled", "") is None
