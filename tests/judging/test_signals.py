"""Every cue of every signal is heard, story phrases to the letter, and what only looks like one is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.cases import all_cases, heard, spoken
from support.rules import hears, table, unit_and_reading

from simulator.domain.review import SectionName
from simulator.domain.speech import Transcript
from simulator.judging.detect import detect
from simulator.judging.listening import Ear, signals_meant
from simulator.packs.library import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
EAR = Ear(RUBRIC, None)
TABLE = table(Path(__file__).with_name("heard_signals.txt"))
CARRIER = "{} at the other place last spring"


def ids(transcript: Transcript) -> set[str]:
    return {hit.id for hit in detect(transcript, STORY, RUBRIC).signals}


def test_the_table_names_every_signal_both_ways() -> None:
    assert {name for _, name, _ in TABLE} == set(RUBRIC.signals)
    assert {name for wanted, name, _ in TABLE if not wanted} == set(RUBRIC.signals)


@pytest.mark.parametrize(("wanted", "name", "text"), TABLE)
def test_the_rules_hear(wanted: bool, name: str, text: str) -> None:
    assert hears(EAR, name, text) == wanted


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("name", "cue"), [(n, cue) for n, rule in RUBRIC.signals.items() for cue in rule.cues]
)
def test_every_cue_is_heard(name: str, cue: str, bare: bool) -> None:
    assert hears(EAR, name, CARRIER.format(cue), bare=bare, guarded=True)


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        (name, phrase)
        for section, told in STORY.sections.items()
        for phrase in told.phrases
        for name in signals_meant(phrase, told, section, RUBRIC)
    ],
)
@pytest.mark.parametrize("bare", [False, True])
def test_a_story_phrase_to_the_letter_is_always_a_hit(name: str, phrase: str, bare: bool) -> None:
    hits = detect(spoken(CARRIER.format(phrase), bare=bare), STORY, RUBRIC).signals
    assert any(hit.id == name and hit.score == 100 for hit in hits)


@pytest.mark.parametrize(
    ("section", "phrase", "meant"),
    [
        ("situation", "I noticed", ("noticed",)),
        ("situation", "no ticket was filed", ("unowned-gap",)),
        ("action", "I pulled", ("first-person-action",)),
        ("action", "collaborated asynchronously", ("first-person-action", "cross-team-delivery")),
        ("result", "$8,000 weekly revenue recovered", ("metric-delta", "business-value")),
    ],
)
def test_a_phrase_means_what_the_story_says_else_what_its_section_does(
    section: SectionName, phrase: str, meant: tuple[str, ...]
) -> None:
    assert signals_meant(phrase, STORY.sections[section], section, RUBRIC) == meant


def test_a_signal_that_the_rubric_does_not_know_leaves_the_section_s_own() -> None:
    told = replace(STORY.sections["result"], means={"wonder": ("0.3% to zero",)})
    assert signals_meant("0.3% to zero", told, "result", RUBRIC) == ("metric-delta",)


@pytest.mark.parametrize(
    ("bare", "noise", "least"), [(False, 0.0, 0.98), (True, 0.0, 0.98), (True, 0.1, 0.93)]
)
def test_labelled_phrases_to_the_letter_are_found(bare: bool, noise: float, least: float) -> None:
    found = total = 0
    for case in (case for case in all_cases() if case["story"] != "own"):
        answer = heard(case["sentences"], bare=bare, noise=noise)
        hits = detect(answer.transcript, STORY, RUBRIC).signals
        for sentence, (start_s, end_s) in zip(case["sentences"], answer.spans, strict=True):
            here = {hit.id for hit in hits if start_s <= (hit.start_s + hit.end_s) / 2 <= end_s}
            labels = [label["id"] for label in sentence.get("signals", []) if label["tier"] == "verbatim"]
            total += len(labels)
            found += sum(name in here for name in labels)
    assert total > 50
    assert found / total >= least


def test_a_general_cue_needs_no_story() -> None:
    hits = detect(spoken("Nobody had asked me, but I took ownership of the rota."), None, RUBRIC).signals
    assert "self-assigned" in {hit.id for hit in hits}


def test_the_story_is_not_heard_in_the_candidates_own() -> None:
    found = EAR.hear(*unit_and_reading("I saw a persistent 0.3% webhook drop rate."))
    assert not [h for evidence in found.values() for h in evidence.heard if h.kind == "story"]
