"""What a strong answer has and this one lacks, and where it belonged.

It looks only for absences: what was said wrongly is a disqualifier and no concern of this module.
"""

from __future__ import annotations

from simulator.domain.review import Gap
from simulator.domain.rubric import Rubric
from simulator.domain.rules import GapRule
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.judging.evidence import Evidence, words_by_section
from simulator.judging.findings import Findings
from simulator.judging.numbers import has_number, merge
from simulator.judging.tokens import tokens_of

LEAST_NUMBERS = 2
"""So many bare numbers in a section count as a measured result; money or a percentage counts at once.
Source: judgement; one bare number is often no more than 'the two teams'."""
_FIRST_PERSON = frozenset(["i", "me", "my", "myself"])


def open_gaps(  # noqa: PLR0913  # the answer, and what it was asked
    evidence: Evidence,
    findings: Findings,
    transcript: Transcript,
    *,
    story: Story | None,
    rubric: Rubric,
    principle: str,
) -> tuple[Gap, ...]:
    """The rubric's gaps that nothing in the answer closes, in the rubric's order."""
    return tuple(
        Gap(identifier, rule.section, rule.why)
        for identifier, rule in rubric.gaps.items()
        if _asked(rule, story, rubric, principle) and _is_open(rule, evidence, findings, transcript)
    )


def _asked(rule: GapRule, story: Story | None, rubric: Rubric, principle: str) -> bool:
    """Whether the question was such that an answer must close the gap."""
    if not rule.pushback_words:
        return True
    if story is not None:
        return any(word in story.question.lower() for word in rule.pushback_words)
    asked = rubric.principles.get(principle)
    return asked is not None and asked.pushback


def _is_open(rule: GapRule, evidence: Evidence, findings: Findings, transcript: Transcript) -> bool:
    times = [hit.start_s for name in rule.closed_by for hit in evidence.signals.get(name, ())]
    if rule.later_than_s is not None:
        return bool(times) and min(times) > rule.later_than_s
    return not times and not _said(rule, findings, transcript)


def _said(rule: GapRule, findings: Findings, transcript: Transcript) -> bool:
    """Whether the section holds words of the kind that closes the gap."""
    if rule.words is None:
        return False
    words = words_by_section(transcript, findings)[rule.section]
    said = [piece.text for piece in merge(tokens_of([word.text for word in words]))]
    if rule.words == "first_person":
        return any(word.split("'")[0] in _FIRST_PERSON for word in said)
    measured = any(word[0] in "$£€" or word[-1] == "%" for word in said)
    return measured or sum(has_number([word]) for word in said) >= LEAST_NUMBERS
