"""Every part of what the rubric listens for is there for a sentence that is judged otherwise without it.

Each cue, pattern, alternative of a pattern, exception, guard and word of a list is taken out in turn, and
the sentences that are tagged with its id are judged again by the rules: the chance of one at least must
change. A part that is named here as idle is either dead, and goes, or lacks a line in `worded_*.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support.cases import spoken
from support.mutants import without_each_part, worded
from support.rules import unit_and_reading

from simulator.domain.cues import Listening
from simulator.judging.detect import weigh
from simulator.judging.listening import CHATTER, MOST_PLACES, Ear, Evidence
from simulator.judging.patterns import compile_pattern
from simulator.packs.library import load_rubric

RUBRIC = load_rubric()
RULES = {**RUBRIC.signals, **RUBRIC.disqualifiers}
WORDS = {name: words for name, words in RUBRIC.hearing.words.items() if name != CHATTER}
UNPLACED = {name: replace(section, patterns=()) for name, section in RUBRIC.sections.items()}
TABLES = ("heard_signals", "heard_disqualifiers", "worded_signals", "worded_disqualifiers")
LINES = [line for name in TABLES for line in worded(Path(__file__).with_name(f"{name}.txt"))]
PLACED = worded(Path(__file__).with_name("worded_sections.txt"))
PLACES = {
    **{name: section.patterns for name, section in RUBRIC.sections.items()},
    CHATTER: RUBRIC.hearing.words[CHATTER],
}
SAID = {name: tuple(dict.fromkeys(text for _, tagged, text in LINES if tagged == name)) for name in RULES}
EVEN = 0.5
"""What the learned judge says while the rules are looked at alone."""
NOTHING = Evidence()
LESS, MORE = -1, 1

reading = cache(unit_and_reading)


class Judge:
    """One id's rule alone; `beside` is a part of the same rule that is listened for apart, to spare time."""

    def __init__(
        self,
        name: str,
        rule: Listening,
        beside: Judge | None = None,
        words: Mapping[str, tuple[str, ...]] = WORDS,
    ) -> None:
        kind = "signals" if name in RUBRIC.signals else "disqualifiers"
        self._name, self._rule, self._beside = name, replace(rule, sections=()), beside
        self._weighing = RUBRIC.hearing.weighing[kind]  # type: ignore[index]
        used = {listed: words[listed] for listed in words if listed in " ".join(("inner", *_of(rule)))}
        hearing = replace(RUBRIC.hearing, words=used)
        alone = replace(RUBRIC, signals={name: rule}, disqualifiers={}, sections=UNPLACED, hearing=hearing)
        self._ear = Ear(alone, None)
        self._kept: dict[str, Evidence] = {}

    def evidence(self, text: str) -> Evidence:
        if text not in self._kept:
            mine = self._ear.hear(*reading(text)).get(self._name, NOTHING)
            more = self._beside.evidence(text) if self._beside else NOTHING
            self._kept[text] = Evidence(mine.heard + more.heard, mine.excepted or more.excepted)
        return self._kept[text]

    def hears(self, text: str) -> bool:
        evidence = self.evidence(text)
        return not evidence.excepted and any(not heard.guarded for heard in evidence.heard)

    def chance(self, text: str) -> float:
        return weigh(self.evidence(text), EVEN, self._rule, None, self._weighing)

    def finds(self, way: int, other: Judge, texts: Iterable[str]) -> bool:
        """Whether the other finds one of the sentences likelier (1) or less likely (-1)."""
        return any(way * (other.chance(text) - self.chance(text)) > 0 for text in texts)


@cache
def whole(name: str) -> Judge:
    return Judge(name, RULES[name])


def likeliest(part: str, texts: Sequence[str]) -> list[str]:
    """The sentences, those first that hold the most words of the part."""
    wanted = set(re.findall(r"[a-z']{2,}", part.lower()))
    return sorted(texts, key=lambda text: -len(wanted & set(re.findall(r"[a-z']+", text.lower()))))


def idle_in_pattern(name: str, at: int) -> Iterator[str]:
    """The parts of one pattern that no sentence needs; the whole pattern first."""
    rule = RULES[name]
    text = rule.patterns[at]
    bare = replace(rule, cues=(), acts=False)
    rest = Judge(name, replace(rule, patterns=(*rule.patterns[:at], *rule.patterns[at + 1 :])))
    full = Judge(name, replace(bare, patterns=(text,)), rest)
    pattern = compile_pattern(text, WORDS)
    heard = [said for said in SAID[name] if pattern.search(reading(said)[0].text)]
    touched = [said for said in heard if full.finds(LESS, rest, [said])]
    if not touched:
        yield text
        return
    for part, left in without_each_part(text):
        judge = Judge(name, replace(bare, patterns=(left,)), rest)
        denies = "(?!" in text and full.finds(MORE, judge, SAID[name])
        if not denies and not full.finds(LESS, judge, likeliest(part, touched)):
            yield part


def idle_in_exception(name: str, at: int) -> Iterator[str]:
    """The parts of one exception that no sentence needs; the whole of it first."""
    rule = RULES[name]
    rest = (*rule.unless[:at], *rule.unless[at + 1 :])
    without = Judge(name, replace(rule, unless=rest))
    touched = [said for said in SAID[name] if whole(name).finds(MORE, without, [said])]
    if not touched:
        yield rule.unless[at]
        return
    for part, left in without_each_part(rule.unless[at]):
        judge = Judge(name, replace(rule, unless=(*rest, left)))
        if not whole(name).finds(MORE, judge, likeliest(part, touched)):
            yield part


def idle_cues(name: str) -> Iterator[str]:
    """The cues that no sentence needs."""
    rule = RULES[name]
    rest = Judge(name, replace(rule, cues=()))
    full = Judge(name, replace(rule, patterns=(), acts=False), rest)
    touched = [said for said in SAID[name] if full.finds(LESS, rest, [said])]
    for cue in rule.cues:
        cues = tuple(other for other in rule.cues if other != cue)
        judge = Judge(name, replace(rule, patterns=(), acts=False, cues=cues), rest)
        if not full.finds(LESS, judge, likeliest(cue, touched)):
            yield cue


def idle_words(listed: str) -> Iterator[str]:
    """The words of a list that no sentence needs; `inner` names what is no act, and so keeps hits away."""
    way = MORE if listed == "inner" else LESS
    holders = {
        name: rule for name, rule in RULES.items() if rule.acts or f"<{listed}>" in " ".join(_of(rule))
    }
    for word in WORDS[listed]:
        left = {**WORDS, listed: tuple(other for other in WORDS[listed] if other != word)}
        found = re.compile(rf"(?<!\S)(?:{word})(?!\S)")
        if not any(_needs(name, left, found, way) for name in holders):
            yield word


def _of(rule: Listening) -> tuple[str, ...]:
    return (*rule.patterns, *rule.unless)


def _needs(name: str, left: Mapping[str, tuple[str, ...]], found: re.Pattern[str], way: int) -> bool:
    texts = [text for text in SAID[name] if found.search(reading(text)[0].text)]
    return bool(texts) and whole(name).finds(way, Judge(name, RULES[name], words=left), texts)


@cache
def places(name: str, patterns: tuple[str, ...]) -> Ear:
    """What listens for one section alone, or for chatter."""
    sections = {**UNPLACED, name: replace(UNPLACED["task"], patterns=patterns)}
    words = {"adv": WORDS["adv"], "nobody": WORDS["nobody"], "aux": WORDS["aux"], "num": WORDS["num"]}
    if name == CHATTER:
        sections, words = UNPLACED, {CHATTER: patterns}
    hearing = replace(RUBRIC.hearing, words=words)
    return Ear(replace(RUBRIC, signals={}, disqualifiers={}, sections=sections, hearing=hearing), None)


def said_in(name: str, patterns: tuple[str, ...], text: str) -> int:
    """How many of the patterns count in the sentence."""
    counts = places(name, patterns).take((spoken(text).words, 0))[0].places
    return min(sum(counts), 1 if name == CHATTER else MOST_PLACES)


def idle_in_place(name: str, at: int) -> Iterator[str]:
    """The parts of one pattern of a section, or of chatter, that no sentence needs; the whole first."""
    texts = PLACES[name]
    rest = (*texts[:at], *texts[at + 1 :])
    counts = {text: said_in(name, texts, text) for _, place, text in PLACED if place == name}
    touched = [text for text, count in counts.items() if said_in(name, rest, text) < count]
    if not touched:
        yield texts[at]
        return
    others = {text: said_in(name, rest, text) for text in touched}
    for part, left in without_each_part(texts[at]):
        tried = likeliest(part, touched)
        if not any(others[text] + said_in(name, (left,), text) < counts[text] for text in tried):
            yield part


def each(field: str) -> list[tuple[str, int]]:
    return [(name, at) for name, rule in RULES.items() for at in range(len(getattr(rule, field)))]


@pytest.mark.parametrize("name", RULES)
def test_each_sentence_is_heard_as_it_is_tagged(name: str) -> None:
    told = [(wanted, text) for wanted, tagged, text in LINES if tagged == name]
    assert [text for wanted, text in told if whole(name).hears(text) != wanted] == []


@pytest.mark.parametrize(("name", "at"), each("patterns"))
def test_each_part_of_a_pattern_is_needed(name: str, at: int) -> None:
    assert list(idle_in_pattern(name, at)) == []


@pytest.mark.parametrize(("name", "at"), each("unless"))
def test_each_part_of_an_exception_is_needed(name: str, at: int) -> None:
    assert list(idle_in_exception(name, at)) == []


@pytest.mark.parametrize(
    ("name", "at"), [(name, at) for name, texts in PLACES.items() for at in range(len(texts))]
)
def test_each_part_of_what_places_a_sentence_is_needed(name: str, at: int) -> None:
    assert list(idle_in_place(name, at)) == []


@pytest.mark.parametrize("name", PLACES)
def test_each_sentence_is_placed_as_it_is_tagged(name: str) -> None:
    assert [
        text for _, place, text in PLACED if place == name and not said_in(name, PLACES[name], text)
    ] == []


@pytest.mark.parametrize("name", RULES)
def test_each_cue_is_needed(name: str) -> None:
    assert list(idle_cues(name)) == []


@pytest.mark.parametrize("listed", WORDS)
def test_each_word_of_a_list_is_needed(listed: str) -> None:
    assert list(idle_words(listed)) == []


@pytest.mark.parametrize(
    ("name", "guard"), [(name, guard) for name, rule in RULES.items() for guard in rule.guards]
)
def test_each_guard_is_needed(name: str, guard: str) -> None:
    guards = tuple(other for other in RULES[name].guards if other != guard)
    assert whole(name).finds(MORE, Judge(name, replace(RULES[name], guards=guards)), SAID[name])


@pytest.mark.parametrize(
    ("name", "doer"), [(name, doer) for name, rule in RULES.items() if rule.acts for doer in rule.doers]
)
def test_each_doer_of_an_act_is_needed(name: str, doer: str) -> None:
    doers = tuple(other for other in RULES[name].doers if other != doer)
    assert whole(name).finds(LESS, Judge(name, replace(RULES[name], doers=doers)), SAID[name])
