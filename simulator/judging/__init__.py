"""Judging: words + story + rubric -> a review; and the grade of an answer to a follow-up.

Pure: no clock, no file but the judge's own model, no device. Every judgement names its words.
"""

from __future__ import annotations

from simulator.domain.review import Grade, Level, Review
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.judging.decide import decide
from simulator.judging.detect import detect, get_ready
from simulator.judging.detect import forget as _forget_heard
from simulator.judging.floor import floor
from simulator.judging.grading import grade_answer
from simulator.judging.learned import Learned
from simulator.judging.lens import forget as _forget_lens
from simulator.judging.likeness import Subject, likeness, subject
from simulator.judging.picking import picked
from simulator.judging.practice import practise
from simulator.judging.telling import Piece, draft, needs
from simulator.judging.verdict import signal_weights

__all__ = [
    "Piece",
    "Subject",
    "draft",
    "floor",
    "forget",
    "get_ready",
    "grade",
    "likeness",
    "needs",
    "picked",
    "practise",
    "review",
    "signal_weights",
    "subject",
]


def forget() -> None:
    """Lets go of every unit kept from earlier answers."""
    _forget_heard()
    _forget_lens()


def review(
    transcript: Transcript, *, story: Story | None, rubric: Rubric, principle: str, level: Level
) -> Review:
    """Judges one opening answer; `story` None is the candidate's own."""
    findings = detect(transcript, story, rubric)
    return decide(findings, transcript, story=story, rubric=rubric, principle=principle, level=level)


def grade(transcript: Transcript, *, probe: str, story: Story | None, rubric: Rubric) -> Grade:
    """Grades an answer to one probe; `story` None is the candidate's own.

    Raises:
        KeyError: neither the rubric nor the story has such a probe.
    """
    findings = detect(transcript, story, rubric)
    words = [word.text for word in transcript.words]
    likely = Learned.load().grade_probability(words, probe, own=story is None)
    return grade_answer(transcript, findings, likely, probe=probe, story=story, rubric=rubric)
