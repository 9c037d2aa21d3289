"""What must hold for any answer: length earns nothing, and neither does what has nothing to do with it."""

from __future__ import annotations

import random
import sys

import pytest
from support.cases import all_cases, heard

from simulator.domain.review import RATINGS
from simulator.domain.speech import Transcript
from simulator.judging import forget, get_ready, review
from simulator.judging.detect import detect
from simulator.packs import load_rubric, load_story

UNRELATED = (
    "It was raining that day, I remember.",
    "The canteen had soup on Tuesdays.",
    "My desk was by the window back then.",
    "There was a football match on that week.",
    "Anyway, let me have a sip of water.",
)
RUBRIC = load_rubric()
STORIES = {"own": None, "webhook-drop-rate": load_story("webhook-drop-rate")}
SAMPLE = all_cases()[::5]


def hits_of(case, sentences):
    found = detect(heard(sentences).transcript, STORIES[case["story"]], RUBRIC)
    return {(hit.id, hit.quote, hit.phrase) for hit in (*found.signals, *found.disqualifiers)}


def rating_of(case, sentences):
    judged = review(
        heard(sentences).transcript,
        story=STORIES[case["story"]],
        rubric=RUBRIC,
        principle=case["principle"],
        level=case["level"],
    )
    return RATINGS.index(judged.verdict.rating)


def with_filler(sentences, seed):
    rng = random.Random(seed)  # noqa: S311  # a fixed sequence, not a secret
    told = list(sentences)
    for text in rng.sample(UNRELATED, 3):
        told.insert(rng.randrange(1, len(told)), {"text": text})
    return told


def test_unrelated_sentences_change_hardly_a_hit_and_none_that_rests_on_a_phrase():
    """The learned judge listens to the neighbours of a sentence, so a borderline hit may come or go."""
    before = [hits_of(case, case["sentences"]) for case in SAMPLE]
    after = [hits_of(case, with_filler(case["sentences"], seed)) for seed, case in enumerate(SAMPLE)]
    changed = [hit for one, other in zip(before, after, strict=True) for hit in one ^ other]
    assert len(changed) <= 0.02 * sum(map(len, before))
    told = STORIES["webhook-drop-rate"].sections.values()
    phrases = {phrase for section in told for phrase in section.phrases}
    assert not [hit for hit in changed if hit[2] in phrases]


@pytest.mark.parametrize("text", UNRELATED)
def test_what_has_nothing_to_do_with_the_story_is_no_hit(text):
    case = SAMPLE[0]
    extra = hits_of(case, [*case["sentences"][:4], {"text": text}, *case["sentences"][4:]])
    assert not [quote for _, quote, _ in extra if quote and quote in text]


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case["id"])
def test_saying_it_twice_earns_nothing_twice(case):
    told = case["sentences"]
    twice = [again for sentence in told for again in [sentence] * (2 if sentence.get("signals") else 1)]
    assert rating_of(case, twice) <= rating_of(case, told)


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("case", SAMPLE[::6], ids=lambda case: case["id"])
def test_an_answer_judged_as_it_grows_is_judged_as_a_whole_one(case, bare):
    words = heard(case["sentences"], bare=bare, noise=0.1).transcript.words
    ends = [*range(9, len(words), 31), len(words)]

    def judged(end):
        transcript = Transcript(words[:end], words[end - 1].end_s)
        how = {"rubric": RUBRIC, "principle": case["principle"], "level": case["level"]}
        return review(transcript, story=STORIES[case["story"]], **how)

    forget()
    grown = [judged(end) for end in ends]
    for end, known in zip(ends, grown, strict=True):
        forget()
        assert judged(end) == known


def test_once_ready_the_first_judgement_prepares_nothing(monkeypatch):
    rubric = load_rubric()
    get_ready(None, rubric)
    monkeypatch.delattr(sys.modules["simulator.judging.detect"], "Ear")
    assert detect(heard(SAMPLE[0]["sentences"]).transcript, None, rubric).signals
