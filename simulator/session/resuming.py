"""Where a session broke off, by its trace: what was judged until then, and which answer was under way.

Nothing is heard or judged here; `Interview.take_up` and `Drill.take_up` go on from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NoReturn

from simulator.asking import Turn
from simulator.domain.review import Probe, SectionName
from simulator.domain.speech import Transcript, Word
from simulator.errors import InputError
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    Event,
    Graded,
    ListeningStarted,
    Practised,
    Reviewed,
    SectionSet,
    SessionEnded,
    SessionStarted,
    WordsHeard,
    WordsTyped,
)
from simulator.session.thinking import Past


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One question and what came of it up to the break. `past`: what had been judged before it."""

    turn: int
    probe: Probe | None
    past: Past
    section: SectionName | None = None
    in_a_row: int = 0
    """Of a drill: good attempts that had just gone before."""
    recording: str = ""
    """File name inside the session's folder; empty where nothing was recorded."""
    words: tuple[Word, ...] = ()
    """What had settled, or of an answer that is typed what stood there."""
    typed: bool = False
    """Whether `words` were typed, and may be told once more."""
    transcript: Transcript | None = None
    """The whole answer, where it had ended."""
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A session that broke off. `under_way` None: nothing had been asked."""

    started: SessionStarted | None = None
    under_way: UnderWay | None = None
    past: Past = field(default_factory=Past)
    at_s: float = 0.0
    ended: SessionEnded | None = None

    @property
    def unjudged(self) -> UnderWay | None:
        """The answer that was given, wholly or in part, and not judged; None: there is none."""
        one = self.under_way
        if one is None or one.judged or not (one.recording or one.words or one.transcript):
            return None
        return one


def left_off(events: Iterable[Event], name: str = "the trace") -> Left:
    """Follows a trace to where it breaks off.

    Args:
        name: what the trace is called where it is refused.

    Raises:
        InputError: what it tells cannot have happened: the file was changed, or lines of it are gone.
    """
    events = tuple(events)
    asked: set[int] = set()
    for event in events:
        if isinstance(event, Asked):
            asked.add(event.turn)
        elif isinstance(event, AnswerReopened) and event.turn not in asked:
            _refuse(name, f"question {event.turn + 1} is answered on, and had not been asked")
    left = _followed(events)
    drilled = left.started is not None and left.started.mode == "drill"
    rests = left.past.turns or (left.unjudged and left.unjudged.probe)
    if rests and not (left.past.opening or drilled):
        _refuse(name, "a follow-up is answered, and the answer before it was never judged")
    return left


def _refuse(name: str, fault: str) -> NoReturn:
    raise InputError(
        f"{name}: {fault}; the file was changed after the session, or lines of it are gone: bring it back.",
        code="trace-out-of-order",
    )


def _followed(events: Iterable[Event]) -> Left:
    left, before = Left(), dict[int, UnderWay]()
    for event in events:
        left = replace(_with(left, event, before), at_s=event.at_s)
        if left.under_way:
            before[left.under_way.turn] = left.under_way
    return left


def _with(left: Left, event: Event, before: dict[int, UnderWay]) -> Left:
    if isinstance(event, SessionStarted):
        return replace(left, started=event)
    if isinstance(event, Asked):
        return replace(left, under_way=UnderWay(event.turn, event.probe, left.past))
    if isinstance(event, AnswerReopened):
        again = replace(before[event.turn], transcript=None, judged=False)
        return replace(left, under_way=again, past=again.past)
    if isinstance(event, SessionEnded):
        return replace(left, ended=event)
    return _answered(left, left.under_way, event) if left.under_way else left


def _answered(left: Left, now: UnderWay, event: Event) -> Left:
    """With what came of the question that is under way."""
    if isinstance(event, SectionSet):
        now = replace(now, section=event.section, in_a_row=event.in_a_row)
    elif isinstance(event, ListeningStarted):
        now = replace(now, recording=event.recording, words=(), typed=False, transcript=None)
    elif isinstance(event, WordsTyped):
        now = replace(now, words=(*now.words[: event.kept], *event.words), typed=True)
    elif isinstance(event, WordsHeard):
        before = () if now.typed else now.words  # what was typed is told whole at its end
        now = replace(now, words=(*before, *event.words))
    elif isinstance(event, AnswerEnded):
        now = replace(now, transcript=event.transcript)
        if event.reason == "skipped":
            skipped = now.past.skipped | ({now.probe.id} if now.probe else set())
            return replace(left, under_way=replace(now, judged=True), past=replace(now.past, skipped=skipped))
    elif isinstance(event, (Reviewed, Graded, Practised)):
        return replace(left, under_way=replace(now, judged=True), past=_past(now, event))
    return replace(left, under_way=now)


def _past(now: UnderWay, event: Reviewed | Graded | Practised) -> Past:
    if isinstance(event, Reviewed):
        return replace(now.past, opening=event.review)
    if isinstance(event, Graded) and now.probe:
        return replace(now.past, turns=(*now.past.turns, Turn(now.probe, event.grade)))
    return now.past
