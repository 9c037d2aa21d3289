"""A verdict is withheld for each reason in turn, and not for a recogniser's usual errors."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from support.labelled import cases, spoken, transcript_of

from simulator.domain.speech import Transcript, Word
from simulator.judging.trust import trusted
from simulator.packs import load_rubric

RULES = load_rubric().trust
ANSWER = (
    "I noticed that the export was late every Monday and that nobody had been asked to look at it, so I "
    "pulled the logs of a month and found the one query that held the lock for the whole of the night."
)
GERMAN = (
    "ich habe gemerkt dass der export jeden montag zu spät kam und niemand hatte gefragt also habe ich mir "
    "die protokolle angesehen und die eine abfrage gefunden die alles aufgehalten hat und dann behoben"
)
FRENCH = (
    "j'ai remarqué que le rapport arrivait toujours en retard et que personne ne s'en occupait alors j'ai "
    "regardé les journaux et trouvé la requête qui bloquait tout pendant la nuit avant de la corriger"
)


def reason(transcript: Transcript) -> str:
    """The id of the message given; '' for a transcript that is trusted."""
    trust = trusted(transcript, RULES)
    assert trust.why
    if trust.level == "high":
        assert trust.why == RULES.messages["fine"]
        return ""
    return next(name for name, text in RULES.messages.items() if trust.why.startswith(text.split("{")[0]))


def unsure(transcript: Transcript, *confidences: float) -> Transcript:
    words = transcript.words
    return replace(
        transcript,
        words=tuple(replace(w, confidence=confidences[k % len(confidences)]) for k, w in enumerate(words)),
    )


def test_an_ordinary_answer_is_trusted():
    assert reason(spoken(ANSWER)) == ""


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_every_labelled_answer_is_trusted_with_a_fifth_of_its_words_unsure(case):
    rng = random.Random(1)  # noqa: S311
    transcript = transcript_of(case)
    words = tuple(replace(w, confidence=0.55 if rng.random() < 0.2 else 0.92) for w in transcript.words)
    assert reason(replace(transcript, words=words)) == ""


@pytest.mark.parametrize("words", [(), (Word("...", 0.0, 1.0),)])
def test_nothing_heard(words: tuple[Word, ...]):
    assert reason(Transcript(words, 20.0)) == "nothing-heard"


def test_one_word_is_no_answer_and_the_count_is_told():
    assert reason(spoken("Yes.")) == "too-few-words"
    assert " 1 " in trusted(spoken("Yes."), RULES).why


def test_few_seconds_are_no_answer():
    hurried = spoken(ANSWER)
    words = tuple(replace(w, start_s=w.start_s / 4, end_s=w.end_s / 4) for w in hurried.words)
    assert reason(Transcript(words, hurried.duration_s / 4)) == "too-short"


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_another_language_is_known_by_its_words(text: str):
    assert reason(spoken(text)) == "not-english"


def test_another_language_is_known_by_its_name():
    assert reason(replace(spoken(ANSWER), language="de")) == "not-english"
    assert reason(replace(spoken(ANSWER), language="en-GB")) == ""


def test_a_recording_that_is_mostly_silence():
    answer = spoken(ANSWER)
    assert reason(replace(answer, duration_s=answer.duration_s * 8)) == "mostly-silence"


def test_faint_words_withhold_the_verdict():
    assert reason(unsure(spoken(ANSWER), 0.4)) == "unclear"
    assert reason(unsure(spoken(ANSWER), 0.5)) == ""


def test_too_many_guesses_withhold_it_whatever_the_mean():
    assert reason(unsure(spoken(ANSWER), 0.2, 0.99, 0.2, 0.99, 0.2)) == "guesses"


def test_a_recogniser_that_gives_no_confidence_is_taken_at_its_word():
    assert reason(spoken(ANSWER, confidence=None)) == ""
