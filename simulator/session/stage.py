"""What all turns share: the parts, the line to the candidate, the interviewer's mouth, and the events."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager

from simulator.domain.wording import clock
from simulator.errors import HotseatError
from simulator.events import Event, ListeningStarted, Noticed, Resumed, SessionStarted
from simulator.hearing import Echo
from simulator.ports import Recording
from simulator.session.line import Line
from simulator.session.parts import Brief, Parts
from simulator.session.speaking import Mouth

ASLEEP_S = 2.0
"""A sleep of the machine that is worth a word. Source: judgement; the two clocks differ by far less."""


class Stage:
    """One session's. `close` it when the session is over or broke off."""

    def __init__(self, brief: Brief, parts: Parts) -> None:
        self.brief = brief
        self.parts = parts
        echo = Echo()
        self.mouth = Mouth(parts.voice, parts.sink, echo, parts.clock, self.emit)
        self.line = Line(echo)
        self._told: dict[str, tuple[str, str]] = {}
        self._lighter = list(parts.lighter)
        self._relief: Future[None] | None = None
        self._bear_s = parts.hearing.late_s
        self._slept_s = parts.clock.slept_s()

    def emit(self, kind: type[Event], **facts: object) -> None:
        event = kind(at_s=self.parts.clock.elapsed_s(), **facts)
        for observe in self.parts.observers:
            observe(event)
        self._tell("archive", self.parts.archive.notice)

    def begin(self) -> None:
        """Tells what the session is about, and what the candidate should know first."""
        brief, parts = self.brief, self.parts
        self.emit(
            SessionStarted,
            session=brief.session,
            mode=brief.mode,
            story=brief.story_id,
            principle=brief.principle,
            level=brief.level,
            recogniser=parts.scribe.name,
            voice=parts.voice.name if parts.voice else "",
            question=brief.question,
            rubric=brief.rubric_name,
            probes=brief.probes,
            tough=brief.tough,
            time_s=brief.time_s,
        )
        self._give_notice()

    def take_up(self) -> None:
        """Tells that a session which had broken off goes on, and what the candidate should know first."""
        self.emit(Resumed, recogniser=self.parts.scribe.name)
        self._give_notice()

    def _give_notice(self) -> None:
        for code, text in self.brief.notices:
            self.emit(Noticed, code=code, text=text)

    @contextmanager
    def recording(self, name: str, turn: int) -> Iterator[Recording]:
        """One take's recording, closed whatever happens. From here on a key that is pressed counts.

        What was pressed before, as while the question was asked, ends nothing.
        """
        with closing(self.parts.archive.recording(name)) as recording:
            self.parts.controls.pressed()
            kept = recording.path.name if recording.path else ""
            self.emit(ListeningStarted, turn=turn, recording=kept)
            yield recording

    def let_pass(self, seconds: float) -> None:
        """Waits while sound goes by unheard; where nothing goes by, time is not lost."""
        if not self.line.live:
            return
        until_s = self.parts.clock.elapsed_s() + seconds
        for _ in self.line.sound():
            if self.parts.clock.elapsed_s() >= until_s:
                return

    def hear_out(self) -> None:
        """Until the interviewer has been heard to the end; what the candidate says meanwhile is dropped."""
        if not self.line.live:
            self.mouth.wait()
            return
        for _ in self.line.sound(asking=True):
            self.notice_source()
            if not self.mouth.speaking():
                return

    def can_be_interrupted(self) -> bool:
        """Whether the candidate could speak into what the interviewer is saying."""
        return self.line.live and self.mouth.speaking()

    def notice_source(self) -> None:
        """Tells what source, archive and recogniser have noticed about themselves, each thing once."""
        self._tell("source", self.line.source.notice if self.line.source else None)
        self._tell("archive", self.parts.archive.notice)
        self._tell("recogniser", self.parts.scribe.notice)
        self._notice_sleep()

    def _notice_sleep(self) -> None:
        slept_s = self.parts.clock.slept_s()
        if slept_s - self._slept_s >= ASLEEP_S:
            slept_s, self._slept_s = slept_s - self._slept_s, slept_s
            text = (
                f"The machine slept for {clock(slept_s)}, which does not count; what you said is kept. Go on."
            )
            self.emit(Noticed, code="machine-slept", text=text)

    def _tell(self, of: str, notice: tuple[str, str] | None) -> None:
        if notice and self._told.get(of) != notice:
            self._told[of] = notice
            self.emit(Noticed, code=notice[0], text=notice[1])

    def keep_pace(self, late_s: float) -> None:
        """Where the recogniser has fallen behind, a lighter one takes over. No sound is dropped for it."""
        if self._relief and self._relief.done():
            self._tell_relief(self._relief)
            self._relief = None
        if late_s < self._bear_s:
            return
        scribe, hearing = self.parts.scribe, self.parts.hearing
        slow = f"{scribe.name} is {late_s:.0f} s behind you on this machine"
        if self._lighter:
            lighter = self._lighter.pop(0)
            self._relief = scribe.relieve(lighter.make)
            text = f"{slow}; {lighter.name} takes over, which is quicker and mishears more."
            self._bear_s = late_s + 2 * hearing.late_s
        else:
            text = f"{slow}; the follow-up will come late. Every word is being recorded."
            self._bear_s = float("inf")
        self.emit(Noticed, code="recogniser-slow", text=text)

    def _tell_relief(self, relief: Future[None]) -> None:
        """A recogniser that could not take over is told of; the former goes on."""
        error = relief.exception()
        if isinstance(error, HotseatError):
            self.emit(Noticed, code=error.code, text=str(error))
        elif error:
            raise error

    def close(self) -> None:
        self.line.close()
        self.mouth.close()
