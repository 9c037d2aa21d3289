"""A whole loop: one interview after another, each for a principle of its own, and no story twice.

Each question is a session of its own, so that whatever reads a session reads these. A story that was told
before is not followed up; another example is asked for, once a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from simulator.domain.committee import Round
from simulator.domain.review import Hit, Reason, Review
from simulator.domain.rubric import Rubric
from simulator.events import (
    AnswerEnded,
    Closed,
    Event,
    Graded,
    HeardAgain,
    Repeated,
    Reviewed,
    SessionStarted,
)
from simulator.judging import Subject, likeness, subject
from simulator.session.parts import Brief, ToldBefore

Hold = Callable[[Brief], Sequence[Event]]
"""Holds one interview and gives what happened in it."""
Known = Callable[[], Mapping[str, Subject]]


class Loop:
    """One loop of interviews. Make it, `run()` it once; `rounds` is what was held, however it ended.

    Args:
        briefs: one a question, in order; each is taken when its turn comes.
        known: gives what stories that are known already are about, by id: two answers that tell the same one
            are the same story, however differently they put it. Asked when the first answer has been given.
    """

    def __init__(self, briefs: Iterable[Brief], known: Known, hold: Hold) -> None:
        self.rounds: list[Round] = []
        self._briefs = briefs
        self._known = known
        self._hold = hold
        self._told: list[ToldBefore] = []
        self._repeats = 0

    def run(self) -> None:
        """Asks every question. Raises as `Interview.run`."""
        for number, brief in enumerate(self._briefs):
            rules = brief.rubric.loop
            lead = rules.on[(number - 1) % len(rules.on)] if number else "{question}"
            asked = replace(brief, question=lead.replace("{question}", brief.question))
            self._ask(replace(asked, told=tuple(self._told)), brief)

    def _ask(self, asked: Brief, brief: Brief) -> None:
        """One question; where a story came back, for another example."""
        events = self._hold(asked)
        self._note(events, asked, brief)
        if not any(isinstance(event, Repeated) for event in events):
            return
        another = brief.rubric.loop.another
        text = another[self._repeats % len(another)].replace("{question}", brief.question)
        self._repeats += 1
        again = replace(brief, question=text, session=f"{brief.session}-another")
        second = self._hold(again)
        if any(isinstance(event, Reviewed) for event in second):
            self.rounds.pop()
            self._note(second, replace(again, told=asked.told), brief)

    def _note(self, events: Sequence[Event], asked: Brief, brief: Brief) -> None:
        """What is remembered of an interview: how it went, and which story must not come again."""
        about = _about(events, brief.rubric)
        least = brief.rubric.loop.same_story
        same = [one for one in asked.told if likeness(about, one.about) >= least]
        self.rounds.append(round_of(events, asked, brief, same[0].question if same else ""))
        if about:
            near = [known for known in self._known().values() if likeness(about, known) >= least]
            self._told += [ToldBefore(brief.question, one) for one in (about, *near)]


def round_of(events: Sequence[Event], asked: Brief, brief: Brief, told_before: str = "") -> Round:
    """What one interview came to, by its events."""
    review, rubric = _review(events), brief.rubric
    closed = [event for event in events if isinstance(event, Closed)]
    began = [event.session for event in events if isinstance(event, SessionStarted)]
    credit, cost = rubric.wording.credit, rubric.wording.cost
    return Round(
        session=began[0] if began else asked.session,
        principle=brief.principle,
        question=brief.question,
        rating=closed[-1].rating if closed else None,
        heard=review is not None,
        reasons=review.verdict.reasons if review else (),
        credit=_points(review.signals, credit) if review else (),
        cost=_points(review.disqualifiers, cost) if review else (),
        grades=tuple(event.grade.grade for event in events if isinstance(event, Graded)),
        told_before=told_before,
    )


def _points(hits: Sequence[Hit], texts: Mapping[str, str]) -> tuple[Reason, ...]:
    """Each kind of hit once, by the one that shows it best."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.id in texts and (hit.id not in best or hit.score > best[hit.id].score):
            best[hit.id] = hit
    return tuple(Reason(texts[name], hit.quote, hit.start_s) for name, hit in best.items())


def _review(events: Sequence[Event]) -> Review | None:
    found = [event.review for event in events if isinstance(event, (Reviewed, HeardAgain)) and event.review]
    return found[-1] if found else None


def _about(events: Sequence[Event], rubric: Rubric) -> Subject:
    said = [event.transcript for event in events if isinstance(event, AnswerEnded) and event.turn == 0]
    return subject((word.text for word in said[-1].words), rubric) if said else {}
