"""The shortlist spares trying patterns and loses none that would be found."""

import pytest
from support.cases import all_cases, heard

from simulator.judging.clauses import units_of
from simulator.judging.needed import Shortlist, needed
from simulator.judging.patterns import PatternTable, compile_pattern, spell
from simulator.packs.library import load_rubric

RUBRIC = load_rubric()
WORDS = RUBRIC.hearing.words
PATTERNS = [
    text
    for rules in (RUBRIC.signals, RUBRIC.disqualifiers)
    for rule in rules.values()
    for text in (*rule.patterns, *rule.unless)
] + [text for rule in RUBRIC.sections.values() for text in rule.patterns]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("i now", [{"i"}, {"now"}]),
        ("(?:a|the) ticket", [{"a", "the"}, {"ticket"}]),
        (r"my (?:\S+ )?(?:boss|lead)", [{"my"}, {"boss", "lead"}]),
        (r"it(?: \S+){0,3} (?:broke|fell (?:over|down))", [{"it"}, {"broke", "fell"}]),
        ("we agreed (?:that )?i", [{"we"}, {"agreed"}, {"i"}]),
        ("(?:we are|they're) done|never again", [{"done", "never"}]),
        (r"(?:\S+ly|well) done", [{"done"}]),
        ("seemed? better", [{"better"}]),
        ("un(?:done |do )it", []),
        ("(?:re)?wrote it", [{"it"}]),
        ("(?:the |my )+plan", []),
        (r"\$\d\S*", []),
        ("[ab c]d no", []),
        ("(?!not )sure", []),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, words: list[set[str]]) -> None:
    found = needed(pattern)
    if words == [{"done", "never"}]:
        assert len(found) == 1
    else:
        assert [set(one) for one in found] == words


def test_no_pattern_is_lost() -> None:
    table = PatternTable([(text, text) for text in PATTERNS], WORDS)
    compiled = {text: compile_pattern(text, WORDS) for text in PATTERNS}
    for case in all_cases()[::4]:
        for unit in units_of(heard(case["sentences"], bare=True, noise=0.1).transcript):
            wanted = {text for text, pattern in compiled.items() if pattern.search(unit.text)}
            assert {name for name, _ in table.find(unit.text)} == wanted


def test_most_patterns_are_spared() -> None:
    shortlist = Shortlist([spell(text, WORDS) for text in PATTERNS])
    tried = list(shortlist.of("i pulled the logs and the old parser dropped every tenth event".split()))
    assert tried == sorted(tried)
    assert len(tried) < len(PATTERNS) / 4
