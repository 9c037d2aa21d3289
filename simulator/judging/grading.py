"""Weak or strong: what the answer to a follow-up is worth, and the words that say so.

The learned judge's log-odds are one voice beside the rubric's phrasings, the hits found in the answer,
likeness to the story's own exemplars, and concrete detail. What weighs most gives the quote. An answer
too short to hold anything is weak whatever it sounds like.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from simulator.domain.review import Grade, GradeName, Hit, Rating
from simulator.domain.rubric import Rubric
from simulator.domain.rules import GradeRules, ProbeRule
from simulator.domain.speech import Transcript
from simulator.domain.story import Story, StoryProbe
from simulator.judging.findings import Findings
from simulator.judging.numbers import has_number, merge
from simulator.judging.phrases import phrases_in
from simulator.judging.tokens import plain_text, tokens_of

CERTAIN = 0.98
"""The learned judge is never taken to be surer than this. Source: its calibration on unseen sets."""
SIGNATURE_SCORE = 85
"""Likeness from which the signature counts as said. Source: a word or two bent by a recogniser."""
LIKENESS_FLOOR = 50
"""Likeness of two unrelated spoken answers, from which likeness is counted. Source: labelled answers."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One thing that speaks for strong (above zero) or weak, and the words it rests on, if any."""

    logit: float
    quote: str = ""
    start_s: float = 0.0


def grade_answer(  # noqa: PLR0913  # the answer, what was found in it, and under what it is judged
    transcript: Transcript,
    findings: Findings,
    likely_strong: float,
    *,
    probe: str,
    story: Story | None,
    rubric: Rubric,
) -> Grade:
    """Grades one answer.

    Args:
        transcript: the answer to the probe alone.
        findings: what was found in it.
        likely_strong: the learned judge's probability, 0-1.

    Raises:
        KeyError: neither the rubric nor the story has such a probe.
    """
    rule, own = rubric.probes.get(probe), story.probes.get(probe) if story else None
    if rule is None and own is None:
        raise KeyError(probe)
    votes = list(_votes(transcript, findings, likely_strong, rule, own, rubric.grading))
    enough = len(transcript.words) >= rubric.grading.least_words_strong
    strong = enough and rubric.grading.lean + sum(vote.logit for vote in votes) > 0
    basis = _basis(votes, transcript, strong=strong)
    name: GradeName = "strong" if strong else "weak"
    return Grade(probe, name, _why(rule, own, name), basis.quote, basis.start_s, _rescore(own, name))


def _votes(  # noqa: PLR0913, PLR0917  # each kind of evidence
    transcript: Transcript,
    findings: Findings,
    likely_strong: float,
    rule: ProbeRule | None,
    own: StoryProbe | None,
    rules: GradeRules,
) -> Iterator[Vote]:
    likely = min(max(likely_strong, 1 - CERTAIN), CERTAIN)
    yield Vote(rules.learned * math.log(likely / (1 - likely)))
    if rule:
        for sign, cues in ((1, rule.strong), (-1, rule.weak)):
            found = phrases_in(transcript.words, cues)[: rules.most_cues]
            yield from (Vote(sign * rules.cue, phrase.quote, phrase.start_s) for phrase in found)
        for sign, hits in (
            (1, _of(findings.signals, rule.signals)),
            (-1, _of(findings.disqualifiers, rule.disqualifiers)),
        ):
            for hit in hits[: rules.most_cues]:
                yield Vote(sign * rules.hit, hit.quote, hit.start_s)
    if own:
        yield from _story_votes(transcript, own, rules)
    yield Vote(rules.detail * min(details(transcript), rules.most_details))
    if len(transcript.words) < rules.least_words:
        yield Vote(-rules.short)


def _story_votes(transcript: Transcript, own: StoryProbe, rules: GradeRules) -> Iterator[Vote]:
    yield Vote(
        rules.exemplar
        * (likeness(transcript.text, own.strong.text) - likeness(transcript.text, own.weak.text))
    )
    for said in phrases_in(transcript.words, (own.signature,), least_score=SIGNATURE_SCORE):
        yield Vote(rules.signature, said.quote, said.start_s)


def likeness(said: str, exemplar: str) -> float:
    """0-1: how much of the same words two answers use; 0 for two that have nothing to do with each other."""
    score = fuzz.token_set_ratio(plain_text(said), plain_text(exemplar))
    return max(0.0, (score - LIKENESS_FLOOR) / (100 - LIKENESS_FLOOR))


def details(transcript: Transcript) -> int:
    """How many figures the answer gives; each number, sum of money or percentage counts once."""
    pieces = merge(tokens_of([word.text for word in transcript.words]))
    return sum(has_number([piece.text]) for piece in pieces)


def _of(hits: Sequence[Hit], names: Sequence[str]) -> list[Hit]:
    """The first hit of each of the names."""
    first: dict[str, Hit] = {}
    for hit in hits:
        if hit.id in names:
            first.setdefault(hit.id, hit)
    return list(first.values())


def _basis(votes: Sequence[Vote], transcript: Transcript, *, strong: bool) -> Vote:
    """The words that speak most for the grade; where none stand out, the start of the answer."""
    sign = 1 if strong else -1
    told = [vote for vote in votes if vote.quote and vote.logit * sign > 0]
    if told:
        return max(told, key=lambda vote: (abs(vote.logit), len(vote.quote.split()), -vote.start_s))
    words = transcript.words[:12]
    return Vote(0.0, " ".join(word.text for word in words), words[0].start_s if words else 0.0)


def _why(rule: ProbeRule | None, own: StoryProbe | None, name: GradeName) -> str:
    """What the grade tells: in the story's words where it changes the verdict or the rubric has none."""
    if own and (rule is None or _rescore(own, name)):
        return own.strong.tells if name == "strong" else own.weak.tells
    assert rule is not None  # noqa: S101  # `grade_answer` has one of the two
    return rule.why_strong if name == "strong" else rule.why_weak


def _rescore(own: StoryProbe | None, name: GradeName) -> Rating | None:
    return own.rescore.rating if own and own.rescore and own.rescore.when == name else None
