"""Every cue of every disqualifier is heard, and the guards hold against what only looks like one."""

from pathlib import Path

import pytest
from support.cases import all_cases, heard
from support.rules import hears, table

from simulator.judging.detect import detect
from simulator.judging.listening import Ear
from simulator.packs.library import load_rubric, load_story

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")
EAR = Ear(RUBRIC, None)
TABLE = table(Path(__file__).with_name("heard_disqualifiers.txt"))
CARRIER = "{} at the other place last spring"


def test_the_table_names_every_disqualifier_both_ways() -> None:
    assert {name for _, name, _ in TABLE} == set(RUBRIC.disqualifiers)
    assert {name for wanted, name, _ in TABLE if not wanted} == set(RUBRIC.disqualifiers)


@pytest.mark.parametrize(("wanted", "name", "text"), TABLE)
def test_the_rules_hear(wanted: bool, name: str, text: str) -> None:
    assert hears(EAR, name, text) == wanted


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("name", "cue"), [(name, cue) for name, rule in RUBRIC.disqualifiers.items() for cue in rule.cues]
)
def test_every_cue_is_heard(name: str, cue: str, bare: bool) -> None:
    assert hears(EAR, name, CARRIER.format(cue), bare=bare, guarded=True)


@pytest.mark.parametrize(("bare", "noise"), [(False, 0.0), (True, 0.1)])
def test_few_decoys_fool_the_judge(bare: bool, noise: float) -> None:
    fooled = total = 0
    for case in all_cases():
        answer = heard(case["sentences"], bare=bare, noise=noise)
        found = detect(answer.transcript, STORY if case["story"] != "own" else None, RUBRIC)
        for sentence, (start_s, end_s) in zip(case["sentences"], answer.spans, strict=True):
            middles = [(hit.id, (hit.start_s + hit.end_s) / 2) for hit in found.disqualifiers]
            here = {name for name, middle_s in middles if start_s <= middle_s <= end_s}
            decoys = sentence.get("decoy", [])
            total += len(decoys)
            fooled += sum(name in here for name in decoys)
    assert total > 200
    assert fooled / total <= 0.06
