"""Findings -> the review: gaps, delivery, trust, verdict and probes, each by its own module.

When the transcript cannot be trusted, what was found is still shown, but nothing is concluded from it.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.domain.review import Gap, Level, Probe, Reason, Review, Verdict
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.judging.delivery import describe
from simulator.judging.evidence import gather
from simulator.judging.findings import Findings
from simulator.judging.gaps import open_gaps
from simulator.judging.lens import look
from simulator.judging.probes import rank_probes
from simulator.judging.sounding import remarked
from simulator.judging.trust import trusted
from simulator.judging.verdict import decide_verdict

OWN = "own"
"""What a review calls the candidate's own story."""


def decide(  # noqa: PLR0913  # what was found, and under what it is judged
    findings: Findings,
    transcript: Transcript,
    *,
    story: Story | None,
    rubric: Rubric,
    principle: str,
    level: Level,
) -> Review:
    """Everything that the judge concludes from one answer's findings."""
    trust = trusted(transcript, rubric.trust)
    evidence = gather(findings)
    said = describe(transcript, findings, rubric.delivery)
    low = trust.level == "low"
    lens = look(findings, principle, rubric)
    gaps: tuple[Gap, ...] = ()
    probes: tuple[Probe, ...] = ()
    verdict = Verdict(None, (Reason(trust.why, "", 0.0),))
    if not low:
        gaps = open_gaps(evidence, findings, transcript, story=story, rubric=rubric, principle=principle)
        verdict = decide_verdict(
            evidence,
            gaps,
            lens,
            rubric=rubric,
            principle=principle,
            level=level,
            duration_s=_length_s(transcript),
        )
        probes = rank_probes(evidence, gaps, lens, story=story, rubric=rubric, principle=principle)
    return Review(
        story=story.id if story else OWN,
        principle=principle,
        level=level,
        duration_s=transcript.duration_s,
        sections=findings.sections,
        signals=findings.signals,
        disqualifiers=findings.disqualifiers,
        gaps=gaps,
        delivery=replace(said, notes=(*said.notes, *remarked(transcript, rubric))),
        trust=trust,
        verdict=verdict,
        probes=probes,
        lens=lens,
    )


def _length_s(transcript: Transcript) -> float:
    """From the first word to the last: silence around an answer is not held against it."""
    words = transcript.words
    return words[-1].end_s - words[0].start_s if words else 0.0
