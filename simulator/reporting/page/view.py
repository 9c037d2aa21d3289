"""An attempt, laid out for the template: every name in words, every place worked out, nothing left to decide.

It draws its judgements from the review and its better answers from the story, or the rubric where the
story has none.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.domain.review import RATINGS, GradeName, Hit, Rating, Review
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.story import Story
from simulator.domain.wording import LEVEL_NAMES, rating_name, readable
from simulator.reporting.page.attempt import Attempt, Clip
from simulator.reporting.page.charts import PaceChart, PauseChart, pace_chart, pause_chart
from simulator.reporting.page.spoken import Line, Note, lines_of, note_of, notes_of
from simulator.reporting.page.timeline import Timeline, timeline
from simulator.reporting.turns import Turn


@dataclass(frozen=True)
class AnswerView:
    """One answer: its sound, and its words with what was judged."""

    key: str
    """Unique on the page; names the player and everything that speaks through it."""
    turn: Turn
    clip: Clip | None

    @property
    def words(self) -> tuple[Word, ...]:
        return self.turn.transcript.words if self.turn.transcript else ()

    @property
    def duration_s(self) -> float:
        known_s = self.turn.transcript.duration_s if self.turn.transcript else 0.0
        return self.clip.duration_s if self.clip else known_s

    @property
    def sound(self) -> str:
        """The sound as an address that needs no network; empty where there is none."""
        return f"data:{self.clip.media_type};base64,{b64encode(self.clip.data).decode()}" if self.clip else ""

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        turn = self.turn
        if turn.review:
            return notes_of(turn.review)
        return note_of(turn.grade, turn.transcript) if turn.grade and turn.transcript else ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        sections = self.turn.review.sections if self.turn.review else ()
        return lines_of(self.turn.transcript, self.notes, sections) if self.turn.transcript else ()


@dataclass(frozen=True, slots=True)
class HeardHit:
    """One signal or disqualifier with everything that was heard of it, the surest first."""

    number: int
    label: str
    why: str
    best: Hit
    others: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class BetterAnswer:
    text: str
    tells: str
    """What it tells the bar raiser; empty where the pack does not say."""
    phrase: str
    """The phrase by which it is known; empty where there is none."""


@dataclass(frozen=True)
class FollowUpView:
    answer: AnswerView
    subject: str
    better: BetterAnswer | None


@dataclass(frozen=True)
class AttemptView:
    """Everything that the page says about one attempt."""

    key: str
    attempt: Attempt
    story: Story | None
    rubric: Rubric
    number: int = 0
    """From 1, where there are several; 0 where there is one."""

    def labels(self, part: str) -> str:
        """The ids of the headings that name a part of this attempt, apart from that of any other."""
        return f"{self.key}-{part} {self.key}-verdict" if self.number else f"{self.key}-{part}"

    @property
    def review(self) -> Review | None:
        return self.attempt.session.review

    @property
    def rating(self) -> Rating | None:
        return self.attempt.session.rating

    @property
    def verdict(self) -> str:
        return rating_name(self.rating) if self.review else "Not judged"

    @property
    def step(self) -> int:
        """1 to 6, worst to best; 0 where there is no rating."""
        return RATINGS.index(self.rating) + 1 if self.rating else 0

    @property
    def broken_off(self) -> bool:
        """Whether a session ended before its close; a reviewed file has none."""
        session = self.attempt.session
        return session.started is not None and session.close is None

    @property
    def told_for(self) -> tuple[str, ...]:
        """Principle and level, in words."""
        said = self.review or self.attempt.session.started
        if not said:
            return ()
        principle = self.rubric.principles.get(said.principle)
        return (principle.name if principle else readable(said.principle), LEVEL_NAMES[said.level])

    @cached_property
    def answers(self) -> tuple[AnswerView, ...]:
        clips = self.attempt.clips
        return tuple(
            AnswerView(f"{self.key}-{turn.number}", turn, clips.get(turn.recording))
            for turn in self.attempt.session.turns
        )

    @property
    def opening(self) -> AnswerView | None:
        return next((answer for answer in self.answers if answer.turn.probe is None), None)

    @cached_property
    def follow_ups(self) -> tuple[FollowUpView, ...]:
        return tuple(
            FollowUpView(answer, readable(answer.turn.probe.id), self.better(answer.turn.probe.id))
            for answer in self.answers
            if answer.turn.probe
        )

    def answered(self, grade: GradeName) -> int:
        """How many follow-ups were answered so."""
        grades = [follow_up.answer.turn.grade for follow_up in self.follow_ups]
        return sum(given is not None and given.grade == grade for given in grades)

    @cached_property
    def signals(self) -> tuple[HeardHit, ...]:
        return _by_id(self.review.signals) if self.review else ()

    @cached_property
    def costs(self) -> tuple[HeardHit, ...]:
        return _by_id(self.review.disqualifiers) if self.review else ()

    @cached_property
    def lens(self) -> tuple[HeardHit, ...]:
        """What was heard for and against the principle asked about."""
        lens = self.review.lens if self.review else None
        return (*_by_id(lens.shows), *_by_id(lens.harms)) if lens else ()

    @property
    def unheard(self) -> tuple[str, ...]:
        """What the principle asked about looks for and was not heard."""
        lens = self.review.lens if self.review else None
        return tuple(readable(lack.id).lower() for lack in lens.missing) if lens else ()

    @cached_property
    def timeline(self) -> Timeline | None:
        if not (self.review and self.opening):
            return None
        return timeline(self.review, self.opening.words, self.opening.clip)

    @cached_property
    def pace(self) -> PaceChart | None:
        return pace_chart(self.review, self.rubric.delivery) if self.review else None

    @cached_property
    def pauses(self) -> PauseChart | None:
        if not (self.review and self.opening):
            return None
        return pause_chart(self.opening.words, self.review.duration_s, self.rubric.delivery)

    @property
    def points(self) -> float:
        """What the ledger adds up to."""
        return sum(entry.points for entry in self.review.verdict.ledger) if self.review else 0.0

    def better(self, probe: str) -> BetterAnswer | None:
        """A strong answer to a probe, in the story's words or in the rubric's."""
        told = self.story.probes.get(probe) if self.story else None
        if told:
            return BetterAnswer(told.strong.text, told.strong.tells, told.signature)
        general = self.rubric.probes.get(probe)
        return BetterAnswer(general.say, general.why_strong, "") if general else None


def _by_id(hits: Sequence[Hit]) -> tuple[HeardHit, ...]:
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.id, []).append(hit)
    heard = []
    for number, (name, group) in enumerate(groups.items(), start=1):
        best = max(group, key=lambda hit: hit.score)
        others = tuple(hit for hit in group if hit is not best)
        heard.append(HeardHit(number, readable(name), best.why, best, others))
    return tuple(heard)
