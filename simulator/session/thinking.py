"""What the interviewer makes of an answer while it is given, so that the next question is ready at its end.

It judges again whenever words settle or are guessed at, tells the screen what is new, and has the likeliest
question rendered. It hears nothing and says nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from simulator.asking import Ask, Turn, cut_in, next_ask
from simulator.domain.review import Hit, Probe, Review, SectionName, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.domain.turn_taking import CutIn, Floor
from simulator.events import HitHeard, Overran, SectionsClocked
from simulator.judging import floor, grade, likeness, review, subject
from simulator.session.parts import Brief, Emit, ToldBefore

LAST: frozenset[SectionName] = frozenset({"result", "reflection"})
"""The sections with which an answer ends."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was heard and judged up to a point. `opening` None: not even the opening answer."""

    opening: Review | None = None
    turns: tuple[Turn, ...] = ()
    skipped: frozenset[str] = frozenset()
    """Follow-ups that the candidate left out."""

    @property
    def follow_ups(self) -> int:
        """How many were asked."""
        return len(self.turns) + len(self.skipped)

    def next_ask(self, brief: Brief) -> Ask | None:
        """The next follow-up, or None to close: also where the answer cannot be trusted."""
        if self.opening is None or self.opening.trust.level == "low":
            return None
        left = tuple(probe for probe in self.opening.probes if probe.id not in self.skipped)
        limit = brief.probes - len(self.skipped)
        return next_ask(replace(self.opening, probes=left), self.turns, rubric=brief.rubric, limit=limit)


@dataclass(frozen=True, slots=True)
class Thought:
    """What was made of these words."""

    words: tuple[Word, ...]
    past: Past
    """Everything up to the end of these words."""
    ask: Ask | None
    """What should be asked next; None to close."""
    floor: Floor


class Thinker(Protocol):
    """Whoever makes something of an answer while it is heard."""

    turn: int

    def think(self, transcript: Transcript) -> Thought:
        """What these words come to."""
        ...

    def tell(self, thought: Thought) -> None:
        """Tells the screen what is new."""
        ...

    def cut_in(self, thought: Thought) -> CutIn | None:
        """What to break in with, if anything."""
        ...


class Mind:
    """Thinks about one answer. `probe` None: about the opening answer."""

    def __init__(self, brief: Brief, past: Past, probe: Probe | None, emit: Emit) -> None:
        self._brief = brief
        self._past = past
        self._emit = emit
        self._told: set[tuple[str, int]] = set()
        self._overran: set[str] = set()
        self._came_in: set[str] = set()
        self._latest: Thought | None = None
        self.probe = probe
        self.turn = 0 if probe is None else past.follow_ups + 1

    def think(self, transcript: Transcript) -> Thought:
        """Judges; the same words are judged once."""
        if self._latest is None or self._latest.words != transcript.words:
            self._latest = self._thought(transcript)
        return self._latest

    def conclude(self, transcript: Transcript) -> Thought:
        """Judges the whole answer, the sound of the voice included. The question that is ready stands."""
        ready = self.think(transcript)
        return ready if self.probe else replace(self._thought(transcript), ask=ready.ask)

    def leave_out(self) -> Thought:
        """The candidate does not want to answer this follow-up."""
        assert self.probe  # noqa: S101  # an opening question cannot be left out
        past = replace(self._past, skipped=self._past.skipped | {self.probe.id})
        return Thought((), past, past.next_ask(self._brief), Floor(False, None, 0.0, 0))

    def tell(self, thought: Thought) -> None:
        """Tells the screen what is new in the opening answer."""
        review = thought.past.opening
        if self.probe or review is None or not thought.words:
            return
        current, until_s = thought.floor.section, thought.words[-1].end_s
        clocked = {"sections": so_far(review.sections, current), "current": current, "until_s": until_s}
        self._emit(SectionsClocked, turn=self.turn, **clocked)
        for section in review.sections:
            if section.spoken_s > section.target_s and section.name not in self._overran:
                self._overran.add(section.name)
                clock = {"spoken_s": section.spoken_s, "target_s": section.target_s}
                self._emit(Overran, turn=self.turn, section=section.name, **clock)
        self._tell_hits(review.signals, credit=True)
        self._tell_hits(review.disqualifiers, credit=False)

    def cut_in(self, thought: Thought) -> CutIn | None:
        """What a tough interviewer would break in with at this point; each once."""
        review = thought.past.opening
        if self.probe or review is None or not self._brief.tough:
            return None
        found = cut_in(review, thought.words, frozenset(self._came_in), rubric=self._brief.rubric)
        if found:
            self._came_in.add(found.id)
        return found

    def _tell_hits(self, hits: tuple[Hit, ...], *, credit: bool) -> None:
        for hit in hits:
            key = (hit.id, round(hit.start_s))
            if key not in self._told:
                self._told.add(key)
                self._emit(HitHeard, turn=self.turn, credit=credit, hit=hit)

    def _thought(self, transcript: Transcript) -> Thought:
        past = judged(transcript, self._past, self.probe, self._brief)
        opening = past.opening if self.probe is None else None
        sections = opening.sections if opening else None
        budget_s = self._brief.rubric.levels[self._brief.level].total_s if opening else None
        held = floor(transcript.words, sections, budget_s, self._brief.rubric)
        again = self.probe is None and told_before(transcript, self._brief)
        return Thought(transcript.words, past, None if again else past.next_ask(self._brief), held)


def told_before(transcript: Transcript, brief: Brief) -> tuple[ToldBefore, float] | None:
    """The story of this loop that the answer tells again, and how alike the two are."""
    if not brief.told:
        return None
    about = subject((word.text for word in transcript.words), brief.rubric)
    like, best = max(((likeness(about, one.about), one) for one in brief.told), key=lambda pair: pair[0])
    return (best, like) if like >= brief.rubric.loop.same_story else None


def so_far(sections: tuple[SectionTime, ...], current: SectionName | None) -> tuple[SectionTime, ...]:
    """The clocks while the answer goes on.

    The judge takes the last words of half an answer for its end; until a Result has been reached, they
    count for the section that they follow.
    """
    if current is None or current in LAST:
        return sections
    ended_s = max((span[1] for one in sections if one.name == current for span in one.spans), default=0.0)
    tail = {span for one in sections if one.name in LAST for span in one.spans if span[0] >= ended_s}
    return tuple(
        replace(
            one,
            spans=tuple(sorted({*one.spans} | tail if one.name == current else {*one.spans} - tail)),
        )
        for one in sections
    )


def judged(transcript: Transcript, past: Past, probe: Probe | None, brief: Brief) -> Past:
    """The past once this answer is judged: the opening one, or that to the probe."""
    if probe:
        graded = grade(transcript, probe=probe.id, story=brief.story, rubric=brief.rubric)
        return replace(past, turns=(*past.turns, Turn(probe, graded)))
    opening = review(
        transcript,
        story=brief.story,
        rubric=brief.rubric,
        principle=brief.principle,
        level=brief.level,
    )
    return replace(past, opening=opening)
