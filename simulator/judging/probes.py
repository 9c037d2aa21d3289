"""Which follow-up to ask first, and why: the gravest thing heard or missed decides.

Every probe of the rubric is ranked, those that something calls for before the rest; the question is
the story's own where it has one, else the rubric's, worded for the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.domain.review import Gap, Hit, Probe
from simulator.domain.rubric import Rubric
from simulator.domain.rules import ProbeRule, Trigger
from simulator.domain.story import Story, StoryProbe
from simulator.judging.evidence import Evidence, best
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


def rank_probes(
    evidence: Evidence, gaps: Sequence[Gap], *, story: Story | None, rubric: Rubric
) -> tuple[Probe, ...]:
    """All the rubric's and the story's probes, the one to ask first at the head."""
    calls = {name: _calls(rule, evidence, gaps, rubric) for name, rule in rubric.probes.items()}
    told = [_probe(name, calls[name], story, rubric) for name in calls]
    told += [_own_probe(name, own, rubric) for name, own in _unknown(story, rubric)]
    return tuple(sorted(told, key=lambda probe: -_gravity(calls.get(probe.id, []), probe.id, rubric)))


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


def _gravity(calls: Sequence[Call], name: str, rubric: Rubric) -> float:
    if not calls:
        return rubric.probes[name].rest if name in rubric.probes else OWN_REST
    return calls[0].gravity + BESIDE * sum(call.gravity for call in calls[1:])


def _probe(name: str, calls: Sequence[Call], story: Story | None, rubric: Rubric) -> Probe:
    rule = rubric.probes[name]
    call = calls[0] if calls else None
    own = story.probes.get(name) if story else None
    question = own.question if own else (call and call.trigger.question) or rule.question
    because = call.trigger.because if call else rule.because
    hit = call.hit if call else None
    return Probe(name, question, because, hit.quote if hit else "", hit.start_s if hit else 0.0)


def _unknown(story: Story | None, rubric: Rubric) -> list[tuple[str, StoryProbe]]:
    """The story's probes that the rubric does not have."""
    return [(name, own) for name, own in (story.probes if story else {}).items() if name not in rubric.probes]


def _own_probe(name: str, own: StoryProbe, rubric: Rubric) -> Probe:
    because = fill(rubric.wording.story_because, probes_for=own.probes_for)
    return Probe(name, own.question, because, "", 0.0)
