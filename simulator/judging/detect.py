"""A transcript -> what was heard in it: sections, signals, disqualifiers.

Rules and the learned judge each say what they heard; here the two are weighed, in log-odds that the
rubric gives. Every hit lies inside one unit and quotes the words it rests on. Pure: no clock, no file,
no device.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.domain.cues import Listening, Weighing
from simulator.domain.review import Hit, SectionName
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript, Word
from simulator.domain.story import Story
from simulator.judging.clauses import Unit, stretches
from simulator.judging.findings import Findings
from simulator.judging.learned import Learned
from simulator.judging.listening import Ear, Evidence, Heard, Taken
from simulator.judging.sections import best_path, section_times

_MODEL_SHARE = 2e-2
"""No learned probability is taken for surer than this from either end, so that evidence can still turn it."""
UNDECIDED = 0.5
"""What the learned judge says of an id that it has never learned: neither yes nor no."""
_NOTHING = Evidence()
_KEPT_EARS = 8
_ears: dict[tuple[int, int, int], tuple[Rubric, Story | None, Learned, Ear]] = {}


@dataclass(frozen=True, slots=True)
class _Place:
    """One unit with all that is known about it."""

    unit: Unit
    section: SectionName | None
    heard: Mapping[str, Evidence]


@dataclass(frozen=True, slots=True)
class _Rules:
    """Signals or disqualifiers; `whole`: quoted by the clause, so that a probe can repeat the thought."""

    rules: Mapping[str, Listening]
    weighing: Weighing
    columns: Sequence[str]
    whole: bool


def detect(
    transcript: Transcript, story: Story | None, rubric: Rubric, learned: Learned | None = None
) -> Findings:
    """What was heard in one answer; `story` None is the candidate's own, `learned` None the shipped model."""
    judge = learned or Learned.load()
    ear = _ear(rubric, story, judge)
    taken = ear.take(*stretches(transcript.words))
    units = tuple(one.unit for one in taken)
    scores = judge.scores([unit.spoken for unit in units])
    weighing = rubric.hearing.weighing
    signals = _Rules(rubric.signals, weighing["signals"], judge.signal_ids, whole=False)
    costs = _Rules(rubric.disqualifiers, weighing["disqualifiers"], judge.disqualifier_ids, whole=True)
    likely = np.hstack([_likely(taken, scores.signals, signals), _likely(taken, scores.disqualifiers, costs)])
    emissions = rubric.hearing.section_said * scores.sections + ear.sections(taken)
    emissions += rubric.hearing.section_told * likely @ judge.told
    path = best_path(emissions, judge.transitions, judge.first, judge.last)
    places = [_Place(one.unit, section, one.heard) for one, section in zip(taken, path, strict=True)]
    return Findings(
        section_times(units, path, scores.smoothed, _targets(story, rubric), rubric.sections),
        _hits(places, scores.signals, signals, judge),
        _hits(places, scores.disqualifiers, costs, judge),
        units,
        path,
        tuple(one.readings for one in taken),
    )


def get_ready(story: Story | None, rubric: Rubric) -> None:
    """Does beforehand what else the first judgement would wait for: the model read, the rubric prepared."""
    detect(Transcript((Word("So", 0.0, 0.2),), 0.2), story, rubric)


def forget() -> None:
    """Lets go of every unit kept from earlier answers."""
    for *_, ear in _ears.values():
        ear.forget()
    Learned.load().forget()


def _targets(story: Story | None, rubric: Rubric) -> dict[SectionName, float]:
    told = story.sections if story else {}
    return {
        name: told[name].target_s if name in told else rule.target_s for name, rule in rubric.sections.items()
    }


def _ear(rubric: Rubric, story: Story | None, judge: Learned) -> Ear:
    """The ear for this very rubric, story and learned judge; the last few are kept."""
    key = (id(rubric), id(story), id(judge))
    if key not in _ears:
        while len(_ears) >= _KEPT_EARS:
            _ears.pop(next(iter(_ears)))
        _ears[key] = (rubric, story, judge, Ear(rubric, story, judge.words))
    return _ears[key][-1]


def _likely(taken: Sequence[Taken], chances: NDArray[np.float64], wanted: _Rules) -> NDArray[np.float64]:
    """How likely each of `wanted.columns` is in each unit, (n, k), wherever in the answer it stands."""
    likely: NDArray[np.float64] = chances.copy()
    column = {name: at for at, name in enumerate(wanted.columns)}
    for row, one in zip(likely, taken, strict=True):
        for name in one.heard.keys() & column.keys() & wanted.rules.keys():
            rule, at = wanted.rules[name], column[name]
            where = rule.sections[0] if rule.sections else None
            row[at] = weigh(one.heard[name], float(row[at]), rule, where, wanted.weighing)
    return likely


def _hits(
    places: Sequence[_Place], chances: NDArray[np.float64], wanted: _Rules, judge: Learned
) -> tuple[Hit, ...]:
    """The hits of one kind; `chances` (n, k): the learned probability of each of `wanted.columns`."""
    column = {name: at for at, name in enumerate(wanted.columns)}
    least_alone = _least_alone(wanted.weighing)
    found = []
    for place, row in zip(places, chances.tolist(), strict=True):
        for name, rule in wanted.rules.items():
            known = name in column
            learned = row[column[name]] if known else UNDECIDED
            evidence = place.heard.get(name, _NOTHING)
            if evidence is _NOTHING and (learned < least_alone or not known):
                continue
            if not known and all(heard.guarded for heard in evidence.heard):
                continue  # no words could be shown for it
            chance = weigh(evidence, learned, rule, place.section, wanted.weighing)
            if chance >= wanted.weighing.threshold:
                rests_on = _words(name, evidence, place.unit, judge, wanted.whole)
                found.append(hit_of(name, rule, place.unit, place.section, rests_on, chance))
    return tuple(sorted(found, key=lambda hit: hit.start_s))


def _least_alone(weighing: Weighing) -> float:
    """A learned probability below which no hit comes where nothing else speaks: silence only takes away."""
    takes_away = weighing.silent >= 0 and weighing.threshold > _MODEL_SHARE
    return weighing.threshold if takes_away else 0.0


def weigh(
    evidence: Evidence, learned: float, rule: Listening, section: SectionName | None, weighing: Weighing
) -> float:
    """The probability that the unit shows what the rule listens for."""
    if any(heard.kind == "story" and heard.likeness >= 1 for heard in evidence.heard):
        return 1.0
    share = min(max(learned, _MODEL_SHARE), 1 - _MODEL_SHARE)
    odds = math.log(share / (1 - share))
    kinds = {heard.kind for heard in evidence.heard if not heard.guarded}
    odds += weighing.cue * bool(kinds & {"cue", "story"})
    odds += weighing.pattern * ("pattern" in kinds) + weighing.act * ("act" in kinds)
    odds += weighing.several * (
        sum(not heard.guarded and heard.kind != "act" for heard in evidence.heard) > 1
    )
    if not kinds:
        odds -= weighing.guarded if evidence.heard else weighing.silent
    odds -= weighing.unless * evidence.excepted
    if rule.sections and section not in rule.sections:
        odds -= weighing.elsewhere
    return 1 / (1 + math.exp(-odds))


def _words(name: str, evidence: Evidence, unit: Unit, judge: Learned, whole: bool) -> Heard:
    """The words that the hit rests on."""
    standing = [heard for heard in evidence.heard if not heard.guarded]
    if not standing:
        shown = judge.evidence(unit.spoken, name)
        text = unit.quote(shown.first, shown.last).lower()
        return Heard("learned", text, shown.first, shown.last, shown.score / 100)
    return clearest(standing, unit, whole=whole)


def clearest(standing: Sequence[Heard], unit: Unit, *, whole: bool) -> Heard:
    """The one to quote of several things heard; `whole`: with the clauses around it."""
    best = max(standing, key=lambda heard: (heard.kind == "story", heard.likeness, heard.last - heard.first))
    if whole or best.kind == "pattern":
        first, last = _clauses_around(unit, best)
        return replace(best, first=first, last=last)
    return best


def hit_of(  # noqa: PLR0913, PLR0917  # the id with its rule, where, and what it rests on
    name: str, rule: Listening, unit: Unit, section: SectionName | None, rests_on: Heard, chance: float
) -> Hit:
    """What is reported of one thing heard."""
    first, last = rests_on.first, rests_on.last
    start_s, end_s = unit.words[first].start_s, unit.words[last].end_s
    quote = unit.quote(first, last)
    return Hit(name, rests_on.phrase, section, quote, start_s, end_s, round(100 * chance), rule.why)


def _clauses_around(unit: Unit, heard: Heard) -> tuple[int, int]:
    """The words of the clauses that the match lies in: a quote should be a thought, not a splinter."""
    touched = [c for c in unit.clauses if c.first <= heard.last and heard.first <= c.last]
    return (touched[0].first, touched[-1].last) if touched else (heard.first, heard.last)
