"""Pauses: inside a clause above 1.2 s, anywhere from 4 s; between clauses two or three seconds are calm."""

from __future__ import annotations

import re

import pytest
from support.cases import all_cases
from support.delivery import PLAIN, RULES, described, ids, note, with_pause

BARE = "we moved the retries out of the | gateway and the drops went away and nobody had to look again"
WRITTEN = "We moved the retries out | of the gateway. The drops went away, and nobody had to look at them."


@pytest.mark.parametrize(("pause_s", "noted"), [(3.8, []), (4.2, ["pause"])])
def test_a_pause_between_sentences_is_remarked_on_from_four_seconds(pause_s: float, noted: list[str]) -> None:
    delivery = described(with_pause(f"{PLAIN} | {PLAIN}", pause_s))
    assert delivery.longest_pause_s == pytest.approx(pause_s)
    assert ids(delivery) == noted
    assert delivery.pauses_inside == 0


@pytest.mark.parametrize("text", [BARE, WRITTEN])
@pytest.mark.parametrize(
    ("pause_s", "noted"), [(1.1, []), (1.4, ["pause-inside"]), (3.0, ["pause-inside"]), (4.5, ["pause"])]
)
def test_a_pause_inside_a_clause_is_remarked_on_above_1_2_s(
    text: str, pause_s: float, noted: list[str]
) -> None:
    delivery = described(with_pause(text, pause_s))
    assert ids(delivery) == noted
    assert delivery.pauses_inside == (pause_s > 1.2)


def test_a_remark_on_a_pause_quotes_the_words_around_it() -> None:
    item = note(described(with_pause(BARE, 2.5)), "pause-inside")
    assert item is not None
    assert item.quote == "the retries out of the gateway and the"
    assert "2.5 seconds" in item.text
    assert item.start_s == pytest.approx(1.3, abs=0.5)


def test_several_pauses_inside_take_one_remark_at_the_longest() -> None:
    text = "We moved | the retries out. I wrote it in | two days and it held."
    item = note(described(with_pause(text, 2.0)), "pauses-inside")
    assert item is not None
    assert "2 times" in item.text


@pytest.mark.parametrize(
    "text",
    [
        "We moved the retries out, | and the drops went away.",
        "We moved the retries out | and then the drops went away. It was quiet.",
        "We moved the retries out | because nobody else would. It was quiet.",
        "We moved the retries out. | The drops went away.",
        "We moved the retries out | The drops went away. It was quiet.",
        "We moved the retries out — | the drops went away. It was quiet.",
        "we moved the retries out | the drops went away and it was quiet",
        "nobody had looked at them | we moved the retries out and the drops went away",
    ],
)
def test_a_pause_where_a_thought_ends_is_left_in_peace(text: str) -> None:
    assert ids(described(with_pause(text, 2.8))) == []


@pytest.mark.parametrize(
    "text",
    [
        "we moved the retries out of the um | gateway and it held",
        "we moved the retries out of the | um gateway and it held",
        "We moved the, | gateway and it held. It was quiet.",
    ],
)
def test_a_filler_or_a_comma_beside_the_pause_does_not_close_the_clause(text: str) -> None:
    assert described(with_pause(text, 1.5)).pauses_inside == 1


@pytest.mark.parametrize("word", RULES.pauses.hanging)
def test_each_hanging_word_leaves_its_clause_open(word: str) -> None:
    assert described(with_pause(f"and so it went with {word} | gateway there", 1.5)).pauses_inside == 1


@pytest.mark.parametrize("word", RULES.pauses.openers)
def test_each_opener_opens_a_clause(word: str) -> None:
    assert described(with_pause(f"It held. We moved retries | {word} gateway there.", 1.5)).pauses_inside == 0


def test_hardly_a_sentence_ends_on_a_hanging_word() -> None:
    texts = " ".join(sentence["text"] for case in all_cases() for sentence in case["sentences"])
    ends = re.findall(r"([\w']+)[.?!]", texts.lower())
    assert len(ends) > 1000
    assert sum(end in RULES.pauses.hanging for end in ends) < 0.01 * len(ends)
