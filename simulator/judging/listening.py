"""The rubric's cues and patterns made ready, and what of them is heard in one unit.

It notes what speaks for an id and whether the reading of the clause stands against it. What that is
worth is weighed in `detect`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.domain.cues import Guard, Listening
from simulator.domain.review import SECTIONS
from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.judging.clauses import Unit
from simulator.judging.matching import UNSURE, Phrase, PhraseTable, phrase_of
from simulator.judging.numbers import merge
from simulator.judging.reading import Reading, is_past

Kind = Literal["story", "cue", "pattern", "act", "learned"]
_LIST = re.compile(r"<([a-z_]+)>")
_LEAST_AFTER_VERB = 1
MOST_PLACES = 2
"""More patterns of one section in one unit make it no surer. Source: judgement."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What speaks for an id in the unit's words `first`-`last`; `guarded`: the reading is against it."""

    kind: Kind
    phrase: str
    first: int
    last: int
    likeness: float
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was heard in one unit for one id; `excepted`: words that make it mean something else."""

    heard: tuple[Heard, ...] = ()
    excepted: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    rule: Listening
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


class Ear:
    """One rubric with one story, made ready."""

    def __init__(self, rubric: Rubric, story: Story | None) -> None:
        rules = {**rubric.signals, **rubric.disqualifiers}
        self._inner = frozenset(rubric.hearing.words.get("inner", ()))
        self._rules = tuple(_compiled(name, rule, rubric.hearing.words) for name, rule in rules.items())
        self._places = tuple(
            tuple(compile_pattern(text, rubric.hearing.words) for text in rubric.sections[name].patterns)
            for name in SECTIONS
        )
        self._place_weight = rubric.hearing.section_pattern
        self._table = PhraseTable([*_cues(rules), *_story_phrases(rubric, story)])

    def sections(self, units: Sequence[Unit]) -> NDArray[np.float64]:
        """What the rubric's patterns add to each unit's sections, (n, 6): log-probabilities; none is last."""
        added = np.zeros((len(units), len(SECTIONS) + 1))
        for row, unit in enumerate(units):
            text = unit.text
            for column, patterns in enumerate(self._places):
                heard = sum(pattern.search(text) is not None for pattern in patterns)
                added[row, column] = self._place_weight * min(heard, MOST_PLACES)
        return added

    def hear(self, unit: Unit, readings: tuple[Reading, ...]) -> dict[str, Evidence]:
        """What speaks for each id; ids without anything are absent."""
        unsure = frozenset(
            at
            for at, word in enumerate(unit.words)
            if word.confidence is not None and word.confidence < UNSURE
        )
        found: dict[str, list[Heard]] = {}
        for match in self._table.find(merge(unit.tokens), unsure):
            kind: Kind = "story" if match.phrase.prepared else "cue"
            heard = Heard(kind, match.phrase.text, match.first, match.last, match.likeness)
            found.setdefault(match.phrase.owner, []).append(heard)
        text = unit.text
        result = {}
        for ready in self._rules:
            all_heard = [*found.get(ready.id, ()), *_patterns(ready, unit, text)]
            all_heard += _acts(ready.rule, unit, readings, self._inner) if ready.rule.acts else []
            if all_heard:
                kept = tuple(_guarded(heard, ready.rule, unit, readings) for heard in all_heard)
                result[ready.id] = Evidence(kept, any(p.search(text) for p in ready.unless))
        return result


def _compiled(name: str, rule: Listening, words: Mapping[str, Iterable[str]]) -> _Rule:
    return _Rule(
        name,
        rule,
        tuple(compile_pattern(text, words) for text in rule.patterns),
        tuple(compile_pattern(text, words) for text in rule.unless),
    )


def compile_pattern(text: str, words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """A rubric's pattern as a regular expression over words: `<name>` is a list, `~` up to four words.

    Raises:
        KeyError: the list is not in the rubric.
        re.error: the pattern cannot be read.
    """
    spelled = _LIST.sub(lambda found: "(?:" + "|".join(words[found[1]]) + ")", text)
    spelled = spelled.replace(" ~ ", r" (?:\S+ ){0,4}?")
    return re.compile(rf"(?<!\S)(?:{spelled})(?!\S)")


def _cues(rules: Mapping[str, Listening]) -> list[Phrase]:
    return [phrase_of(name, text) for name, rule in rules.items() for text in rule.cues]


def _story_phrases(rubric: Rubric, story: Story | None) -> list[Phrase]:
    """The story's phrases, each under the signals that the rubric says it means, else its section's own."""
    meant: dict[str, list[str]] = {}
    for name, rule in rubric.signals.items():
        for text in rule.story:
            meant.setdefault(text, []).append(name)
    phrases = []
    for section, told in (story.sections if story else {}).items():
        for text in told.phrases:
            for name in meant.get(text) or [rubric.sections[section].phrases_mean]:
                phrases.append(phrase_of(name, text, prepared=True))
    return phrases


def _patterns(ready: _Rule, unit: Unit, text: str) -> list[Heard]:
    found = []
    for pattern in ready.patterns:
        match = pattern.search(text)
        if match:
            first = text.count(" ", 0, match.start())
            last = first + match[0].strip().count(" ")
            tokens = unit.tokens
            heard = Heard("pattern", match[0].strip(), tokens[first].word, tokens[last].word, 1.0)
            found.append(heard)
    return found


def _acts(rule: Listening, unit: Unit, readings: tuple[Reading, ...], inner: frozenset[str]) -> list[Heard]:
    """Clauses in which the doer does what can be seen: a verb in the past and what it is done to."""
    found = []
    for clause, reading in zip(unit.clauses, readings, strict=True):
        words = [token.text for token in clause.tokens]
        if reading.doer not in rule.doers or not is_past(reading.verb) or reading.verb in inner:
            continue
        after = len(words) - 1 - words.index(reading.verb) if reading.verb in words else 0
        if after >= _LEAST_AFTER_VERB:
            found.append(Heard("act", clause.text, clause.first, clause.last, 1.0))
    return found


def _guarded(heard: Heard, rule: Listening, unit: Unit, readings: tuple[Reading, ...]) -> Heard:
    around = [
        reading
        for clause, reading in zip(unit.clauses, readings, strict=True)
        if clause.first <= heard.last and heard.first <= clause.last
    ]
    against = any(_stands(guard, reading) for guard in rule.guards for reading in around[:1])
    return replace(heard, guarded=True) if against else heard


def _stands(guard: Guard, reading: Reading) -> bool:
    return bool(getattr(reading, guard))
