"""The rubric's cues and patterns made ready, and what of them is heard in one unit.

It notes what speaks for an id and whether the reading of the clause stands against it. What that is
worth is weighed in `detect`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.domain.cues import Guard, Listening
from simulator.domain.review import SECTIONS, SectionName
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.story import Story, StorySection
from simulator.judging.clauses import Unit, unit_of
from simulator.judging.matching import UNSURE, Match, Phrase, PhraseTable, Said, phrase_of
from simulator.judging.mending import Mender
from simulator.judging.numbers import merge
from simulator.judging.patterns import PatternTable
from simulator.judging.reading import Reading, is_past, read

Stretch = tuple[tuple[Word, ...], int]
"""The words of a unit, and the index of the first of them in the transcript."""
Kind = Literal["story", "cue", "pattern", "act", "learned"]
_LEAST_AFTER_VERB = 1
KEPT_UNITS = 256
"""Units of which the reading is kept. Source: judgement; these are some eight long answers."""
CHATTER = "chatter"
"""The rubric's list of what is said to the interviewer and belongs to no section."""
CHATTER_WEIGHT = 8.0
"""How many patterns of a section one of chatter outweighs. Source: judgement; it is hardly said elsewhere."""
LONGEST_CHATTER = 15
"""In a unit of more words there is more than chatter. Source: judgement."""
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
class Taken:
    """One unit with its readings, what speaks for each id in it (ids without anything are absent), and
    how many patterns of each of the five sections are heard, and of none, (6,)."""

    unit: Unit
    readings: tuple[Reading, ...]
    heard: Mapping[str, Evidence]
    places: tuple[int, ...]


class Rules:
    """What some ids are heard by, made ready: their cues, further phrases, patterns, acts and exceptions."""

    def __init__(
        self,
        rules: Mapping[str, Listening],
        words: Mapping[str, Sequence[str]],
        phrases: Iterable[Phrase] = (),
    ) -> None:
        self._rules = rules
        self._inner = frozenset(words.get("inner", ()))
        self._table = PhraseTable([*_cues(rules), *phrases])
        self._patterns = PatternTable([(n, t) for n, rule in rules.items() for t in rule.patterns], words)
        self._unless = PatternTable([(n, t) for n, rule in rules.items() for t in rule.unless], words)

    def hear(
        self, units: Sequence[Unit], readings: Sequence[tuple[Reading, ...]]
    ) -> Iterator[dict[str, Evidence]]:
        """What speaks for each id in each unit; ids without anything are absent.

        Many units at once take little longer than one.
        """
        phrases = self._table.find([*map(said_in, units)])
        for unit, read_so, matches in zip(units, readings, phrases, strict=True):
            yield self._heard(unit, read_so, matches)

    def _heard(
        self, unit: Unit, readings: tuple[Reading, ...], matches: Sequence[Match]
    ) -> dict[str, Evidence]:
        text = unit.text
        found: dict[str, list[Heard]] = {}
        for match in matches:
            found.setdefault(match.phrase.owner, []).append(_by_phrase(match))
        for name, pattern in self._patterns.find(text):
            found.setdefault(name, []).append(_by_pattern(pattern, unit, text))
        for name, rule in self._rules.items():
            if rule.acts and (acts := _acts(rule, unit, readings, self._inner)):
                found.setdefault(name, []).extend(acts)
        excepted = {name for name, _ in self._unless.find(text)} if found else set()
        return {
            name: Evidence(
                tuple(_guarded(one, self._rules[name], unit, readings) for one in heard), name in excepted
            )
            for name, heard in found.items()
        }


class Ear:
    """One rubric with one story, made ready. It keeps the last units, so that an update costs one unit."""

    def __init__(self, rubric: Rubric, story: Story | None, vocabulary: Iterable[str] = ()) -> None:
        words = rubric.hearing.words
        self._place_weight = rubric.hearing.section_pattern
        rules = {**rubric.signals, **rubric.disqualifiers}
        self._rules = Rules(rules, words, _story_phrases(rubric, story))
        chatter = [(CHATTER, text) for text in words.get(CHATTER, ())]
        placed = [(n, t) for n in SECTIONS for t in rubric.sections[n].patterns]
        self._places = PatternTable([*placed, *chatter], words)
        self._mender = Mender(rubric, story, vocabulary)
        self._kept: dict[Stretch, Taken] = {}
        """The units last taken, the latest at the end."""

    def forget(self) -> None:
        """Lets go of the units kept."""
        self._kept.clear()

    def take(self, *stretches: Stretch) -> list[Taken]:
        """What is heard in the unit of each stretch of words."""
        before = [self._kept.pop(stretch, None) for stretch in stretches]
        fresh = iter(self._take([new for new, kept in zip(stretches, before, strict=True) if kept is None]))
        taken = [kept or next(fresh) for kept in before]
        self._kept.update(zip(stretches, taken, strict=True))
        for oldest in list(self._kept)[:-KEPT_UNITS]:
            del self._kept[oldest]
        return taken

    def sections(self, taken: Sequence[Taken]) -> NDArray[np.float64]:
        """What the rubric's patterns add to each unit's sections, (n, 6): log-probabilities; none is last."""
        counts = np.array([one.places for one in taken], float).reshape(-1, len(SECTIONS) + 1)
        counts[:, -1] *= CHATTER_WEIGHT
        most = [*([MOST_PLACES] * len(SECTIONS)), CHATTER_WEIGHT]
        added: NDArray[np.float64] = self._place_weight * np.minimum(counts, most)
        return added

    def _take(self, stretches: Sequence[Stretch]) -> Iterator[Taken]:
        units = [unit_of(words, first, self._mender.mend(words)) for words, first in stretches]
        readings = [read(unit) for unit in units]
        for unit, read_so, heard in zip(units, readings, self._rules.hear(units, readings), strict=True):
            yield Taken(unit, read_so, heard, self._placed(unit))

    def _placed(self, unit: Unit) -> tuple[int, ...]:
        placed = [name for name, _ in self._places.find(unit.text)]
        if len(unit.tokens) > LONGEST_CHATTER:
            placed = [name for name in placed if name != CHATTER]
        return tuple(placed.count(name) for name in (*SECTIONS, CHATTER))

    def hear(self, unit: Unit, readings: tuple[Reading, ...]) -> dict[str, Evidence]:
        """What speaks for each id; ids without anything are absent."""
        return next(self._rules.hear([unit], [readings]))


def _cues(rules: Mapping[str, Listening]) -> list[Phrase]:
    return [phrase_of(name, text) for name, rule in rules.items() for text in rule.cues]


def _story_phrases(rubric: Rubric, story: Story | None) -> list[Phrase]:
    """The story's phrases, each under the signals that it means."""
    return [
        phrase_of(name, text, prepared=True)
        for section, told in (story.sections if story else {}).items()
        for text in told.phrases
        for name in signals_meant(text, told, section, rubric)
    ]


def signals_meant(phrase: str, told: StorySection, section: SectionName, rubric: Rubric) -> tuple[str, ...]:
    """What a phrase of a story's section stands for: as the story says, else what the section's own do."""
    meant = tuple(name for name, texts in told.means.items() if phrase in texts and name in rubric.signals)
    return meant or (rubric.sections[section].phrases_mean,)


def said_in(unit: Unit) -> Said:
    """What phrases are looked for in."""
    doubts = ((at, word.confidence) for at, word in enumerate(unit.words))
    unsure = (at for at, confidence in doubts if confidence is not None and confidence < UNSURE)
    return Said(merge(unit.tokens), frozenset(unsure))


def _by_phrase(match: Match) -> Heard:
    kind: Kind = "story" if match.phrase.prepared else "cue"
    return Heard(kind, match.phrase.text, match.first, match.last, match.likeness)


def _by_pattern(match: re.Match[str], unit: Unit, text: str) -> Heard:
    said = match[0].strip()
    first = text.count(" ", 0, match.start())
    last = first + said.count(" ")
    return Heard("pattern", said, unit.tokens[first].word, unit.tokens[last].word, 1.0)


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
