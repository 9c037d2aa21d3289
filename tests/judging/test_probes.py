"""The gravest thing heard or missed is asked about first, in the story's words where it has them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.labelled import SIGNALS, found, hit

from simulator.domain.review import Gap, Probe
from simulator.judging.evidence import gather
from simulator.judging.probes import rank_probes
from simulator.packs import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")


def ranked(disqualifiers=(), signals=(), gaps=(), story=None) -> tuple[Probe, ...]:
    evidence = gather(found(tuple(signals), tuple(disqualifiers)))
    missing = tuple(Gap(name, RUBRIC.gaps[name].section, "missing") for name in gaps)
    return rank_probes(evidence, missing, story=story, rubric=RUBRIC)


CALLS = [(t.when, name) for name, rule in RUBRIC.probes.items() for t in rule.triggers]


@pytest.mark.parametrize(("call", "probe"), CALLS)
def test_each_trigger_calls_its_probe(call: str, probe: str):
    first = ranked(gaps=[call])[0] if call in RUBRIC.gaps else ranked([hit(call, 7.0, "my words")])[0]
    trigger = next(t for t in RUBRIC.probes[probe].triggers if t.when == call)
    if trigger.gravity > max(rule.rest for rule in RUBRIC.probes.values()):
        assert (first.id, first.because) == (probe, trigger.because)
    if call not in RUBRIC.gaps:
        assert (first.quote, first.start_s) == ("my words", 7.0)


GRAVER = ["handed-off", "we-voice", "assigned", "unmeasured", "generic-lesson"]
PROBE_OF = {
    "handed-off": "influence",
    "shortcut": "shortcut-pressure",
    "we-voice": "contribution",
    "assigned": "motivation",
    "spare-time": "motivation",
    "unmeasured": "quantification",
    "generic-lesson": "hindsight",
}


@pytest.mark.parametrize("at", range(len(GRAVER) - 1))
def test_the_graver_comes_first_however_often_the_lesser_is_heard(at: int):
    graver, lesser = GRAVER[at], GRAVER[at + 1]
    probes = ranked([hit(graver), *(hit(lesser, when) for when in range(1, 6))])
    assert [probe.id for probe in probes[:2]] == [PROBE_OF[graver], PROBE_OF[lesser]]


def test_shortcut_and_spare_time_have_the_ranks_of_their_kind():
    assert ranked([hit("shortcut"), hit("we-voice", 1), hit("we-voice", 2)])[0].id == "shortcut-pressure"
    assert ranked([hit("spare-time"), hit("unmeasured"), hit("vague-result")])[0].id == "motivation"


def test_of_two_equally_grave_the_one_heard_more_often_comes_first():
    assert ranked([hit("handed-off"), hit("shortcut", 1), hit("shortcut", 2)])[0].id == "shortcut-pressure"
    assert ranked([hit("shortcut"), hit("handed-off", 1), hit("handed-off", 2)])[0].id == "influence"


def test_a_single_mark_that_a_signal_speaks_against_does_not_outrank_a_firm_one():
    probes = ranked(
        [hit("we-voice"), hit("spare-time", 1), hit("spare-time", 5)], [hit("first-person-action")]
    )
    assert probes[0].id == "motivation"


def test_without_any_gap_all_probes_are_ranked_by_their_rest():
    probes = ranked(signals=[hit(name) for name in SIGNALS])
    rests = [RUBRIC.probes[probe.id].rest for probe in probes]
    assert set(PROBE_OF.values()) == {probe.id for probe in probes}
    assert rests == sorted(rests, reverse=True)
    assert all(probe.because == RUBRIC.probes[probe.id].because and not probe.quote for probe in probes)


def test_a_probe_is_asked_for_its_gravest_reason():
    first = ranked([hit("vague-result", 3, "it got better"), hit("unmeasured", 9, "nobody measured")])[0]
    assert first.quote == "nobody measured"


def test_the_storys_own_question_comes_before_the_rubrics():
    assert ranked([hit("handed-off")], story=STORY)[0].question == STORY.probes["influence"].question
    own = ranked([hit("handed-off")])[0].question
    assert own == RUBRIC.probes["influence"].triggers[0].question
    assert ranked([hit("we-voice", 1), hit("we-voice", 2)], story=STORY)[0].id == "contribution"


def test_a_probe_that_only_the_story_knows_is_asked_before_those_that_nothing_calls_for():
    story = replace(STORY, probes={**STORY.probes, "scaling": STORY.probes["hindsight"]})
    probes = ranked(signals=[hit(name) for name in SIGNALS], story=story)
    assert probes[0].id == "scaling"
    assert STORY.probes["hindsight"].probes_for in probes[0].because
    assert ranked([hit("unmeasured")], story=story)[0].id == "quantification"
