"""A whole loop of interviews: its rules, and the debrief that a hiring committee would write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MinLen

from simulator.domain.review import GradeName, Rating, Reason
from simulator.domain.story import Id, Text

Share = Annotated[float, Ge(0), Le(1)]
Texts = Annotated[tuple[Text, ...], MinLen(1)]


@dataclass(frozen=True, slots=True)
class LoopRules:
    """How a loop is held, and the wording of its debrief."""

    principles: Annotated[tuple[Id, ...], MinLen(1)]
    """Asked about, in this order, where none are named."""
    minutes: Annotated[float, Ge(1), Le(60)]
    """So long one question takes, follow-ups and all. Source: judgement; five of them take 45 minutes."""
    same_story: Share
    """Likeness from which two answers tell one story. Source: labelled answers, by words of sets left out: at
    0.13 it knows 78 in 100 pairs of tellings of one story by different people, and takes 1 in 100 pairs of
    different stories for one."""
    another: Texts
    """Asks for another example where the story has been told before, in turn; `{question}`."""
    on: Texts
    """Said before a further question, in turn; `{question}`."""
    vote_from: dict[Rating, Annotated[float, Ge(0), Le(5)]]
    """The least mean of the ratings, 0 for the worst to 5 for the best, for each vote above the worst.
    Source: judgement: a hire needs a mean that is half way to it, a lesser vote one that comes near it."""
    one_holds_down: dict[Rating, Rating]
    """A single question with this rating holds the vote to the other. Source: judgement: one bad
    interview is talked about longer than four good ones."""
    unanswered_holds_down: dict[Rating, Share]
    """Where more than this share of the questions had no answer, the vote is held to that rating. Source:
    judgement: one is a lapse that somebody has to answer for, half of them are no interview."""
    votes: dict[Rating, Text]
    """What the committee writes, by its vote; `{questions}`, such as 3 questions."""
    not_all: Text
    """Follows the vote where not every question could be rated; `{rated}` of `{asked}`, which is never 1."""
    no_vote: Text
    """Where nothing could be rated."""
    most: Annotated[int, Ge(1), Le(10)]
    """So many points carried, and so many that hurt, at most."""
    carried: Text
    hurt: Text
    """The headings of the two."""
    nothing_carried: Text
    nothing_hurt: Text
    """In place of the points, where every question was answered."""
    follow_ups: Text
    """`{strong}` of `{count}` follow-ups were strong."""
    twice: Text
    """Where an answer told a story again; `{story}`, the question it was told to first."""
    unheard: Text
    """Where a question was not answered."""


@dataclass(frozen=True, slots=True)
class Round:
    """One question of the loop and what its answer came to."""

    session: str
    """The folder of its session."""
    principle: str
    question: str
    rating: Rating | None
    """None: withheld, or not answered."""
    heard: bool
    reasons: tuple[Reason, ...] = ()
    credit: tuple[Reason, ...] = ()
    """What earned credit: the judge's sentence and the words."""
    cost: tuple[Reason, ...] = ()
    grades: tuple[GradeName, ...] = ()
    """Of the follow-ups, in order."""
    told_before: str = ""
    """The question to which this story was told before in the loop; empty where it is new."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the committee writes about one question."""

    principle: str
    name: str
    """The principle's, as it is written."""
    question: str
    rating: Rating | None
    evidence: tuple[Reason, ...]
    remarks: tuple[str, ...]
    session: str
    told_before: str = ""
    """As of the round."""
    heard: bool = True
    """False: there was no answer."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """The committee's page. `vote` None: nothing could be rated."""

    loop: str
    findings: tuple[Finding, ...]
    vote: Rating | None
    text: str
    carried: tuple[Reason, ...]
    hurt: tuple[Reason, ...]

    @property
    def whole(self) -> bool:
        """Whether a point that is not there says something: each question answered, something rated."""
        return self.vote is not None and all(finding.heard for finding in self.findings)
