"""Doubted words become what was likelier said; words that the recogniser is sure of are left alone."""

import pytest
from support.cases import all_cases, heard

from simulator.domain.speech import Transcript, Word
from simulator.judging.detect import detect
from simulator.judging.learned import Learned
from simulator.judging.mending import DOUBTED, Mender
from simulator.packs.library import load_rubric, load_story

RUBRIC = load_rubric()
MENDER = Mender(RUBRIC, load_story("webhook-drop-rate"), Learned.load().words)


def said(text: str, confidence: float | None = 0.95) -> list[Word]:
    """A word that ends in '?' is doubted."""
    return [
        Word(word.rstrip("?"), 0.4 * at, 0.4 * at + 0.3, 0.5 if word.endswith("?") else confidence)
        for at, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("nobody measur? it", "nobody measured it"),
        ("i trace? it to the parser", "i traced it to the parser"),
        ("then implement? the fix", "then implemented the fix"),
        ("the manger? told me", "the manager told me"),
        ("we escalatd? it", "we escalated it"),
        ("there was no a? lert? for it", "there was no alert  for it"),
        ("there was know? ticket", "there was no ticket"),
    ],
)
def test_a_doubted_word_is_mended(text: str, mended: str) -> None:
    assert " ".join(MENDER.mend(said(text))) == mended


@pytest.mark.parametrize(
    "text",
    [
        "i had to trace? it",
        "we did not implement? the fix",
        "i know? the team",
        "and they know? that",
        "the i? in team",
        "we fixed? the ticket?",
        "zzyzx? happened",
        "go? there",
        "",
    ],
)
def test_a_doubted_word_that_may_well_be_right_stays(text: str) -> None:
    assert " ".join(MENDER.mend(said(text))) == text.replace("?", "")


@pytest.mark.parametrize("confidence", [None, DOUBTED, 1.0])
def test_what_is_not_doubted_stays_whatever_it_is(confidence: float | None) -> None:
    text = "he measur it and escalatd the manger a lert"
    assert " ".join(MENDER.mend(said(text, confidence))) == text


def test_what_was_recognised_is_what_is_quoted() -> None:
    words = said("the problem was that my manger? told? me to fix it and so i did")
    found = detect(Transcript(tuple(words), 8.0), None, RUBRIC)
    hit = next(hit for hit in found.disqualifiers if hit.id == "assigned")
    assert "manger" in hit.quote


def test_most_bent_words_of_the_answers_are_set_right() -> None:
    right = wrong = 0
    for case in all_cases()[::5]:
        bent = heard(case["sentences"], noise=0.1, bare=True).transcript.words
        clean = {w.start_s: w.text for w in heard(case["sentences"], bare=True).transcript.words}
        for word, mended in zip(bent, MENDER.mend(bent), strict=True):
            if mended not in ("", word.text) and word.start_s in clean:
                right += clean[word.start_s] == mended
                wrong += clean[word.start_s] != mended
    assert right > 50
    assert right / (right + wrong) > 0.85
