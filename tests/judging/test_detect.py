"""The whole of detection: what comes out, what it rests on, and what changes nothing."""

import pytest
from support.cases import all_cases, heard, spoken

from simulator.domain.cues import Listening, Weighing
from simulator.domain.speech import Transcript, Word
from simulator.judging.detect import detect, weigh
from simulator.judging.listening import Evidence, Heard
from simulator.judging.patterns import compile_pattern
from simulator.packs.library import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
EVEN = Weighing(
    cue=2, pattern=1, act=1, several=1, guarded=1, unless=3, elsewhere=1, silent=0.5, threshold=0.5
)
RULE = Listening(why="It counts.", sections=("action",))


def heard_as(kind: str, guarded: bool = False) -> Evidence:
    return Evidence((Heard(kind, "x", 0, 0, 1.0, guarded),))  # type: ignore[arg-type]


def test_a_hit_names_quotes_and_times_its_words() -> None:
    transcript = spoken("So, um, nobody had asked me to look at the meters. I pulled nine weeks of readings.")
    found = detect(transcript, STORY, RUBRIC)
    hit = next(hit for hit in found.signals if hit.id == "self-assigned")
    assert hit.quote == "nobody had asked me"
    assert hit.phrase == "nobody had asked me"
    assert hit.why == RUBRIC.signals["self-assigned"].why
    assert (hit.start_s, hit.end_s) == (transcript.words[2].start_s, transcript.words[5].end_s)


@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_every_quote_stands_in_the_transcript_inside_one_unit(noise: float) -> None:
    for case in all_cases()[::6]:
        transcript = heard(case["sentences"], noise=noise).transcript
        found = detect(transcript, None, RUBRIC)
        for hit in (*found.signals, *found.disqualifiers):
            assert hit.quote
            assert hit.quote in transcript.text
            assert 50 <= hit.score <= 100
            assert any(u.start_s <= hit.start_s < hit.end_s <= u.end_s for u in found.units)


def test_hits_come_in_order_of_time_and_each_id_once_a_unit() -> None:
    for case in all_cases()[::6]:
        found = detect(heard(case["sentences"]).transcript, None, RUBRIC)
        for hits in (found.signals, found.disqualifiers):
            starts = [hit.start_s for hit in hits]
            assert starts == sorted(starts)
            places = [
                (hit.id, next(u.first for u in found.units if u.start_s <= hit.start_s < u.end_s))
                for hit in hits
            ]
            assert len(places) == len(set(places))


def test_the_same_answer_is_judged_the_same() -> None:
    transcript = heard(all_cases()[0]["sentences"]).transcript
    assert detect(transcript, None, RUBRIC) == detect(transcript, None, RUBRIC)


def test_words_without_confidence_are_taken_as_they_are() -> None:
    words = tuple(
        Word(w.text, w.start_s, w.end_s) for w in spoken("I pulled the logs. Nobody asked me to.").words
    )
    assert detect(Transcript(words, 10.0), None, RUBRIC).units


def test_units_sections_and_readings_are_in_step() -> None:
    found = detect(heard(all_cases()[3]["sentences"]).transcript, None, RUBRIC)
    assert len(found.units) == len(found.unit_sections) == len(found.readings)
    assert all(len(u.clauses) == len(r) for u, r in zip(found.units, found.readings, strict=True))


def test_a_story_phrase_settles_it() -> None:
    assert weigh(heard_as("story"), 0.0, RULE, None, EVEN) == 1.0


@pytest.mark.parametrize(
    ("evidence", "section", "more"),
    [
        (heard_as("cue"), "action", True),
        (heard_as("pattern"), "action", True),
        (heard_as("act"), "action", True),
        (Evidence(), "action", False),
        (heard_as("cue", guarded=True), "action", False),
        (Evidence(heard_as("cue").heard, excepted=True), "action", False),
        (Evidence(), "result", False),
    ],
)
def test_evidence_moves_the_learned_judge(evidence: Evidence, section: str, more: bool) -> None:
    chance = weigh(evidence, 0.5, RULE, section, EVEN)  # type: ignore[arg-type]
    assert (chance > 0.5) == more


def test_a_section_in_which_it_does_not_count_weighs_against_it() -> None:
    inside, outside = (weigh(heard_as("cue"), 0.5, RULE, name, EVEN) for name in ("action", "result"))
    assert inside > outside


def test_two_cues_weigh_more_than_one() -> None:
    one, two = heard_as("cue"), Evidence(heard_as("cue").heard + heard_as("pattern").heard)
    assert weigh(two, 0.5, RULE, "action", EVEN) > weigh(one, 0.5, RULE, "action", EVEN)


def test_a_pattern_takes_whole_words_lists_and_gaps() -> None:
    pattern = compile_pattern("<nobody> ~ asked me", {"nobody": ("nobody", "no one")})
    assert pattern.search("and no one has ever asked me")
    assert not pattern.search("nobody asked meticulous people")
    assert not pattern.search("nobody in the whole of that very long week asked me")


def test_a_pattern_with_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        compile_pattern("<who> asked", {})
