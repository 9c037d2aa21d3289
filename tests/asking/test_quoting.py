"""A quote that an interviewer can say: short, whole at its edges, in the candidate's own words."""

from __future__ import annotations

import pytest
from support.labelled import cases

from simulator.asking.quoting import speakable
from simulator.packs import load_rubric

RULES = load_rubric().quoting


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("they fixed it after a few days", "they fixed it after a few days"),
        ("They fixed it after a few days.", "They fixed it after a few days"),
        ("And, um, so they fixed it after a few days, you know.", "they fixed it after a few days"),
        ("i mean they fixed it after a few days uh", "they fixed it after a few days"),
        ("they fixed the", "they fixed"),
        ("I had told them about the", "I had told them"),
        (
            "I posted a really detailed message in the Platform channel, with the merchant ID and the "
            "timestamps and everything.",
            "I posted a really detailed message in the Platform channel",
        ),
        (
            "we sat down in the lab for days and we tried out a bunch of values for the gains",
            "we sat down in the lab for days",
        ),
        (
            "it was a long and complicated story of many servers with a slow and very odd fault at night",
            "it was a long and complicated story of many servers",
        ),
        (
            "they fixed it and they told me about it when all of it was done",
            "they fixed it and they told me about it",
        ),
        ("i'd told them that i was out", "I'd told them that I was out"),
        ("so um", ""),
        ("yes", ""),
        ("", ""),
        ("is it not? I asked", "is it not? I asked"),
    ],
)
def test_a_quote_is_cut_where_a_speaker_would_cut_it(said: str, spoken: str):
    assert speakable(said, RULES) == spoken


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_any_sentence_of_any_answer_becomes_speakable(case):
    for sentence in case["sentences"]:
        for text in (sentence["text"], sentence["text"].lower().replace(",", "").replace(".", "")):
            quote = speakable(text, RULES)
            words = quote.split()
            assert len(words) <= RULES.most_words
            assert " ".join(words).lower() in text.lower()
            if words:
                assert words[0].lower().strip(",.") not in {*RULES.leading, *RULES.fillers}
                whole = text.split()[-1].strip(".") == words[-1]
                assert whole or words[-1].lower() not in {*RULES.dangling, *RULES.fillers}


def test_a_sentence_may_end_on_a_word_that_would_else_hang():
    assert speakable("that was what I asked for.", RULES) == "that was what I asked for"
    assert speakable("that was what I asked for", RULES) == "that was what I asked"


def test_a_pronoun_ends_a_clause_but_not_a_stretch_cut_out_of_one():
    assert speakable("in the end somebody fixed it", RULES) == "in the end somebody fixed it"
    cut = speakable("in the end after days of long talk somebody fixed some of it properly", RULES)
    assert cut == "in the end after days of long talk somebody fixed"
