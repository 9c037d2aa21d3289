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

UNHEARD_S = 15.0
"""So much of an opening answer may be unheard when the next question is chosen. Source: measured on the 92
labelled answers, with the rule of `Mind.ask_ahead`: without their last 8 s 2 have another question than by
the whole answer, without their last 15 s 3; all of these ask about words that were said."""

UNHEARD_DIG_S = 4.0
"""So much of an answer to a follow-up may be unheard when it is dug into. Source: measured on the 291
labelled ones: without their last 4 s 4 seem weak that are strong, without their last 6 s 11."""


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

    def next_ask(self, brief: Brief, done: frozenset[str] = frozenset()) -> Ask | None:
        """The next follow-up, or None to close: also where the answer cannot be trusted.

        Args:
            done: subjects to leave, besides those that the candidate left out.
        """
        if self.opening is None or self.opening.trust.level == "low":
            return None
        limit = brief.probes - len(self.skipped)
        done = done | self.skipped
        return next_ask(self.opening, self.turns, rubric=brief.rubric, limit=limit, done=done)


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

    def ask_ahead(self, unheard_s: float) -> Ask | None:
        """What to ask before the last words are known; None where that hangs on them.

        Before the Result is reached, the last words may hold what is missed; then only words that were said
        are asked about. Where the last words may settle that an answer is not to be dug into, another subject
        is.

        Args:
            unheard_s: how long was spoken since the words that were thought about.
        """
        if self.probe is None:
            return self._opening_ahead(self._latest, unheard_s) if self._latest else None
        known = self._latest or self._thought(Transcript((), 0.0))
        if self._latest and unheard_s <= UNHEARD_DIG_S:
            return known.ask
        return known.past.next_ask(self._brief, done=frozenset({self.probe.id}))

    @staticmethod
    def _opening_ahead(known: Thought, unheard_s: float) -> Ask | None:
        rests_on_words = known.floor.section in LAST or bool(known.ask and known.ask.probe.quote)
        return known.ask if rests_on_words and unheard_s <= UNHEARD_S else None

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
