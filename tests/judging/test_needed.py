"""The shortlist spares trying patterns and loses none that would be found."""

import pytest
from support.cases import all_cases, heard

from simulator.judging.clauses import units_of
from simulator.judging.needed import Shortlist, needed, starts
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
PATTERNS += [
    text
    for principle in RUBRIC.principles.values()
    for rule in (*principle.shows.values(), *principle.harms.values())
    for text in (*rule.patterns, *rule.unless)
]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("i now", [{"i"}, {"now"}]),
        ("(?:a|the) ticket", [{"a", "the"}, {"ticket"}]),
        (r"my (?:\S+ )?(?:boss|lead)", [{"my"}, {"boss", "lead"}]),
        (r"it(?: \S+){0,3} (?:broke|fell (?:over|down))", [{"it"}, {"broke", "fell"}]),
        ("we agreed (?:that )?i", [{"we"}, {"agreed"}, {"i"}]),
        ("(?:we are|they're) done|never again", [{"done", "never"}]),
        (r"(?:\S+ly|well) done", [{r"\S+ly", "well"}, {"done"}]),
        (r"\S+ (?:\S+|well) done", [{"done"}]),
        ("seemed? better", [{"seemed?"}, {"better"}]),
        ("un(?:done |do )it", []),
        ("(?:re)?wrote it", [{"it"}]),
        ("(?:the |my )+plan", []),
        (r"\$\d\S*", [{r"\$\d\S*"}]),
        ("[ab c]d no", []),
        ("want (?:me to|to) i? ?stop", []),
        ("want i? stop", [{"want"}, {"stop"}]),
        ("(?!not )sure", []),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, words: list[set[str]]) -> None:
    found = needed(pattern)
    if words == [{"done", "never"}]:
        assert len(found) == 1
    else:
        assert [set(one) for one in found] == words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("i now", {"i"}),
        ("(?:a|the) ticket", {"a", "the"}),
        ("we (?:did|do)|the (?:lot|end)", {"we", "the"}),
        (r"it(?: \S+){0,3} broke", {"it"}),
        ("(?:it|that)(?: now)?(?: then)? broke", {"it", "that"}),
        ("(?:the |my )?plan", {"the", "my", "plan"}),
        ("(?:(?:just|then) )?i went", {"just", "then", "i"}),
        ("(?:fix(?:ed)?|mend) it", set()),
        (r"\S*\d\S* a week", {r"\S*\d\S*"}),
        ("seemed? better", {"seemed?"}),
        (r"(?:\S+ )?ticket", set()),
        (r"\S+ ticket", set()),
        ("(?:re)?wrote it", set()),
        ("so(?:on|far) gone", set()),
        ("it(?: is)?s gone", set()),
        ("(?:the |my )+plan", set()),
        ("(?!not )sure", set()),
        ("[ab]c d", set()),
    ],
)
def test_what_a_pattern_begins_with(pattern: str, words: set[str]) -> None:
    assert starts(pattern) == words


def test_no_pattern_is_lost() -> None:
    table = PatternTable([(text, text) for text in PATTERNS], WORDS)
    compiled = {text: compile_pattern(text, WORDS) for text in PATTERNS}
    for case in all_cases()[::4]:
        for unit in units_of(heard(case["sentences"], bare=True, noise=0.1).transcript):
            matches = {text: pattern.search(unit.text) for text, pattern in compiled.items()}
            wanted = {text: match.span() for text, match in matches.items() if match}
            found = {name: match.span() for name, match in table.find(unit.text)}
            assert found == wanted


def test_most_patterns_are_spared() -> None:
    shortlist = Shortlist([spell(text, WORDS) for text in PATTERNS])
    live, begins = shortlist.of("i pulled the logs and the old parser dropped every tenth event".split())
    anywhere = [*shortlist.patterns(live & shortlist.anywhere)]
    somewhere = [at for branches in begins for at in shortlist.patterns(branches)]
    assert len(anywhere) < len(PATTERNS) / 20
    assert len(somewhere) < len(PATTERNS) / 10
