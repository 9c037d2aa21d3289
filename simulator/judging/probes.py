"""Which follow-up to ask first, and why: the gravest thing heard or missed decides.

Every probe of the rubric is ranked, those that something calls for before the rest; the question is
the story's own where it has one, else the rubric's, worded for the gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.domain.review import Gap, Hit, Lens, Probe
from simulator.domain.rubric import Rubric
from simulator.domain.rules import ProbeRule, Trigger
from simulator.domain.story import Story, StoryProbe
from simulator.judging.evidence import Evidence, best, by_id
from simulator.judging.texts import fill

REPEATED = 0.07
"""Each further hearing adds this share to a disqualifier's gravity: not so much that the lesser passes
the graver. Source: the order of gravity in the labelled answers."""
MOST_REPEATED = 3
BESIDE = 0.1
"""Share of the other reasons for the same probe that is added to the gravest. Source: labelled answers."""


OWN_REST = 0.9
"""Rank of a probe that only the story knows: before all that nothing calls for. Source: judgement."""


@dataclass(frozen=True, slots=True)
class Call:
    """A trigger that holds in this answer, how gravely, and the words that pull it (None: an absence)."""

    trigger: Trigger
    gravity: float
    hit: Hit | None = None


def rank_probes(  # noqa: PLR0913  # the evidence, and what was asked
    evidence: Evidence,
    gaps: Sequence[Gap],
    lens: Lens | None = None,
    *,
    story: Story | None,
    rubric: Rubric,
    principle: str = "",
) -> tuple[Probe, ...]:
    """All the rubric's, the story's and the principle's probes, the one to ask first at the head.

    A follow-up on the principle waits for every general one that something calls for, and for one at least;
    a rubric that is not `asking` about the principle has none.
    """
    asked = rubric.principles.get(principle)
    own = asked.probes if asked else {}
    special = {name: rule for name, rule in own.items() if name in rubric.probes}
    general = {name: rule for name, rule in rubric.probes.items() if name not in special}
    calls = {name: _calls(rule, evidence, gaps, rubric) for name, rule in general.items()}
    told = [_probe(name, rule, calls[name], story) for name, rule in general.items()]
    told += [_own_probe(name, own, rubric) for name, own in _unknown(story, general)]
    told.sort(key=lambda probe: -_gravity(calls.get(probe.id, []), general.get(probe.id)))
    first = max(1, sum(bool(calls.get(probe.id)) for probe in told))
    return (*told[:first], *_special(special, evidence, gaps, lens, story, rubric), *told[first:])


def _special(  # noqa: PLR0913, PLR0917  # the principle's probes, and what they are weighed by
    special: Mapping[str, ProbeRule],
    evidence: Evidence,
    gaps: Sequence[Gap],
    lens: Lens | None,
    story: Story | None,
    rubric: Rubric,
) -> list[Probe]:
    """The principle's own probes: what it lacks is a gap like any other, and what harms it calls too."""
    lacks = [Gap(lack.id, "action", lack.why) for lack in lens.missing] if lens else []
    heard = replace(evidence, disqualifiers={**evidence.disqualifiers, **by_id(lens.harms if lens else ())})
    calls = {name: _calls(rule, heard, [*gaps, *lacks], rubric) for name, rule in special.items()}
    ranked = sorted(special, key=lambda name: -_gravity(calls[name], special[name]))
    return [_probe(name, special[name], calls[name], story) for name in ranked]


def _calls(rule: ProbeRule, evidence: Evidence, gaps: Sequence[Gap], rubric: Rubric) -> list[Call]:
    """The triggers that hold, gravest first."""
    open_ids = {gap.id for gap in gaps}
    calls = [Call(trigger, trigger.gravity) for trigger in rule.triggers if trigger.when in open_ids]
    for trigger in rule.triggers:
        hits = evidence.disqualifiers.get(trigger.when, ())
        if hits:
            again = 1 + REPEATED * min(len(hits) - 1, MOST_REPEATED)
            cost = rubric.verdict.cost.get(trigger.when)
            gravity = trigger.gravity * again * evidence.strength(trigger.when, cost)
            calls.append(Call(trigger, gravity, cost.telling(hits) if cost else best(hits)))
    return sorted(calls, key=lambda call: -call.gravity)


def _gravity(calls: Sequence[Call], rule: ProbeRule | None) -> float:
    if not calls:
        return rule.rest if rule else OWN_REST
    return calls[0].gravity + BESIDE * sum(call.gravity for call in calls[1:])


def _probe(name: str, rule: ProbeRule, calls: Sequence[Call], story: Story | None) -> Probe:
    call = calls[0] if calls else None
    own = story.probes.get(name) if story else None
    question = own.question if own else (call and call.trigger.question) or rule.question
    because = call.trigger.because if call else rule.because
    hit = call.hit if call else None
    return Probe(name, question, because, hit.quote if hit else "", hit.start_s if hit else 0.0)


def _unknown(story: Story | None, general: Mapping[str, ProbeRule]) -> list[tuple[str, StoryProbe]]:
    """The story's probes that the rubric does not have."""
    return [(name, own) for name, own in (story.probes if story else {}).items() if name not in general]


def _own_probe(name: str, own: StoryProbe, rubric: Rubric) -> Probe:
    because = fill(rubric.wording.story_because, probes_for=own.probes_for)
    return Probe(name, own.question, because, "", 0.0)
