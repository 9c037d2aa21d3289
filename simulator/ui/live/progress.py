"""Where an interview stands, from its events: what the screen shows while it is held.

Only adds up what it is told. Words that settle are kept as they came; what is shown of them is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.domain.review import Hit, Probe
from simulator.domain.wording import SECTION_NAMES, clock, rating_name, safe
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    CameIn,
    Event,
    Graded,
    HitHeard,
    ListeningStarted,
    Noticed,
    Overran,
    Paused,
    Rescored,
    Reviewed,
    SectionsClocked,
    SessionStarted,
    SilenceGrew,
    SoundHeard,
    SpeechStarted,
    SpeechStopped,
    WordsHeard,
)
from simulator.ui.live.clockwork import AnswerClock
from simulator.ui.live.values import Targets

Phase = Literal["waiting", "asking", "listening", "thinking"]
QUIET_DB = -100.0


@dataclass(slots=True)
class Progress:
    """Call it with each event; read its fields."""

    targets: Targets = ()
    coach: bool = False
    phase: Phase = "waiting"
    turn: int = 0
    question: str = ""
    probe: Probe | None = None
    words: list[str] = field(default_factory=list)
    credits: list[Hit] = field(default_factory=list)
    costs: list[Hit] = field(default_factory=list)
    """What costs the hire; only filled where the candidate wants to be coached."""
    aside: str = ""
    """What the interviewer last said or showed into the answer, in words."""
    aside_warns: bool = False
    """Whether that was about the clock."""
    notice: str = ""
    """What the candidate should know; gone with the next answer."""
    recogniser: str = ""
    level_db: float = QUIET_DB
    speaking: bool = False
    still_listening: bool = False
    paused: bool = False
    take: int = 1
    clock: AnswerClock = field(default_factory=AnswerClock)
    _left: tuple[str, Probe | None, list[str], AnswerClock] = field(
        default_factory=lambda: ("", None, [], AnswerClock())
    )
    """The turn before, in case its answer is reopened."""

    def __call__(self, event: Event) -> None:
        if take := _TAKERS.get(type(event)):
            take(self, event)

    def _session_started(self, event: SessionStarted) -> None:
        self.recogniser = safe(event.recogniser)

    def _noticed(self, event: Noticed) -> None:
        self.notice = safe(event.text)

    def _asked(self, event: Asked) -> None:
        self._left = (self.question, self.probe, self.words, self.clock)
        self.phase, self.turn, self.probe, self.take = "asking", event.turn, event.probe, 0
        self.question = safe(event.text)
        self._new_take()

    def _listening(self, event: ListeningStarted) -> None:
        self.phase, self.turn = "listening", event.turn
        self.take += 1
        self._new_take()
        if self.take > 1:
            self._remark("That take is set aside; start again when you are ready.")

    def _new_take(self) -> None:
        self.words, self.aside, self.paused = [], "", False
        self.speaking = self.still_listening = False
        self.clock = AnswerClock(self.targets if self.turn == 0 else ())
        if self.turn == 0:
            self.credits, self.costs = [], []  # a new take earns anew

    def _remark(self, text: str, *, warns: bool = False) -> None:
        self.aside, self.aside_warns = text, warns

    def _speech_started(self, event: SpeechStarted) -> None:
        self.speaking, self.still_listening = True, False
        if not self.aside_warns:
            self.aside = ""
        self.clock.began(event.start_s)

    def _speech_stopped(self, _: SpeechStopped) -> None:
        self.speaking = False

    def _words(self, event: WordsHeard) -> None:
        self.words += [safe(word.text) for word in event.words]
        self.notice = ""

    def _sound(self, event: SoundHeard) -> None:
        self.level_db = event.level_db
        self.clock.sound(event.heard_s, event.silent_s)

    def _clocked(self, event: SectionsClocked) -> None:
        self.clock.clocked(event.sections, event.current, event.until_s)

    def _hit(self, event: HitHeard) -> None:
        if event.credit:
            self.credits.append(event.hit)
        elif self.coach:
            self.costs.append(event.hit)

    def _overran(self, event: Overran) -> None:
        self._remark(f"{SECTION_NAMES[event.section]} is past its {clock(event.target_s)}.", warns=True)

    def _silence(self, event: SilenceGrew) -> None:
        self.still_listening = True
        if event.text:
            self._remark(_said(event.text))

    def _came_in(self, event: CameIn) -> None:
        self._remark(_said(event.cut_in.text))

    def _paused(self, event: Paused) -> None:
        self.paused = event.on

    def _ended(self, event: AnswerEnded) -> None:
        self.phase, self.speaking, self.still_listening = "thinking", False, False
        self.words = [safe(word.text) for word in event.transcript.words]

    def _reopened(self, event: AnswerReopened) -> None:
        self.phase, self.turn = "listening", event.turn
        self.question, self.probe, self.words, self.clock = self._left
        self._remark("You spoke on, so the question waits.")

    def _reviewed(self, event: Reviewed) -> None:
        if self.coach:
            self.notice = f"Up to here: {rating_name(event.review.verdict.rating)}."

    def _graded(self, event: Graded) -> None:
        if self.coach:
            self.notice = safe(f"That was a {event.grade.grade} answer. {event.grade.why}")

    def _rescored(self, event: Rescored) -> None:
        if self.coach:
            self.notice = f"The rating falls from {rating_name(event.before)} to {rating_name(event.after)}."


def _said(text: str) -> str:
    return f"Interviewer: “{safe(text)}”"


_TAKERS: dict[type[Event], Callable[[Progress, Any], None]] = {
    SessionStarted: Progress._session_started,
    Noticed: Progress._noticed,
    Asked: Progress._asked,
    ListeningStarted: Progress._listening,
    SpeechStarted: Progress._speech_started,
    SpeechStopped: Progress._speech_stopped,
    WordsHeard: Progress._words,
    SoundHeard: Progress._sound,
    SectionsClocked: Progress._clocked,
    HitHeard: Progress._hit,
    Overran: Progress._overran,
    SilenceGrew: Progress._silence,
    CameIn: Progress._came_in,
    Paused: Progress._paused,
    AnswerEnded: Progress._ended,
    AnswerReopened: Progress._reopened,
    Reviewed: Progress._reviewed,
    Graded: Progress._graded,
    Rescored: Progress._rescored,
}
