"""The one loop: question -> answer -> review -> probe -> answer -> grade -> … -> close.

It carries values between hearing, judging and asking, and tells every fact to the observers.
"""

from __future__ import annotations

from simulator.asking import Ask, Turn, close, next_ask
from simulator.domain.review import RATINGS, Review
from simulator.errors import DeviceError, EngineError, HotseatError
from simulator.events import (
    AnswerEnded,
    Asked,
    Closed,
    Event,
    Graded,
    ListeningStarted,
    Noticed,
    Rescored,
    Reviewed,
    SessionEnded,
    SessionStarted,
)
from simulator.judging import grade, review
from simulator.ports import AudioSource
from simulator.session.listening import Answer, listen
from simulator.session.parts import Brief, Parts
from simulator.session.states import State, Step, after


class Interview:
    """One interview. Make it, `run()` it once, throw it away."""

    def __init__(self, brief: Brief, parts: Parts) -> None:
        self.brief = brief
        self.parts = parts
        self.state: State = "ready"
        self._turns: tuple[Turn, ...] = ()
        self._voiced = parts.voice is not None and parts.sink is not None

    def run(self) -> None:
        """Holds the interview to its close.

        Raises:
            HotseatError: a device or a file failed; recordings and trace are kept until that moment.
            KeyboardInterrupt: the candidate left; likewise.
        """
        try:
            self._run()
        except (HotseatError, KeyboardInterrupt):
            if self.state != "closed":
                self._end("interrupted")
            raise

    def _run(self) -> None:
        brief, parts = self.brief, self.parts
        self._emit(
            SessionStarted,
            session=brief.session,
            mode=brief.mode,
            story=brief.story_id,
            principle=brief.principle,
            level=brief.level,
            recogniser=parts.transcriber.name,
            voice=parts.voice.name if parts.voice else "",
        )
        for code, text in brief.notices:
            self._emit(Noticed, code=code, text=text)
        self._step("begin")
        answer = self._ask_and_listen(None)
        if answer is None or not answer.transcript.words:
            self._end("nothing_heard")
            return
        opening = review(
            answer.transcript,
            story=brief.story,
            rubric=brief.rubric,
            principle=brief.principle,
            level=brief.level,
        )
        self._emit(Reviewed, turn=0, review=opening)
        while ask := self._next(opening):
            if not self._probe(ask, opening):
                break
        self._close(opening)

    def _next(self, opening: Review) -> Ask | None:
        if opening.trust.level == "low":
            return None
        brief = self.brief
        return next_ask(opening, self._turns, rubric=brief.rubric, limit=brief.probes)

    def _probe(self, ask: Ask, opening: Review) -> bool:
        """One follow-up. False when the candidate has nothing more to say."""
        self._step("probe")
        answer = self._ask_and_listen(ask)
        if answer is None:
            return False
        turn = len(self._turns) + 1
        brief = self.brief
        graded = grade(answer.transcript, probe=ask.probe.id, story=brief.story, rubric=brief.rubric)
        self._emit(Graded, turn=turn, grade=graded)
        before = opening.verdict.rating
        if graded.rescore and before and RATINGS.index(graded.rescore) < RATINGS.index(before):
            self._emit(Rescored, turn=turn, before=before, after=graded.rescore, why=graded.why)
        self._turns += (Turn(ask.probe, graded),)
        return True

    def _ask_and_listen(self, ask: Ask | None) -> Answer | None:
        turn = len(self._turns) + (ask is not None)
        probe = ask.probe if ask else None
        text = ask.text if ask else self.brief.question
        source = self.parts.candidate(turn, probe.id if probe else "")
        self._emit(Asked, turn=turn, text=text, probe=probe)
        self._say(text)
        self._step("asked")
        answer = self._listen(turn, source) if source else None
        self._step("answered")
        return answer

    def _listen(self, turn: int, source: AudioSource) -> Answer:
        take = 1
        while True:
            recording = self.parts.archive.recording(_recording_name(turn, take))
            self._emit(ListeningStarted, turn=turn, recording=recording.path.name if recording.path else "")
            answer = listen(self.parts, source, recording, self._emit, turn)
            if answer.reason:
                self._emit(AnswerEnded, turn=turn, reason=answer.reason, transcript=answer.transcript)
                return answer
            self._step("again")
            take += 1

    def _say(self, text: str) -> None:
        """Speaks; where that fails, says so once and goes on with words on the screen."""
        if not self._voiced:
            return
        assert self.parts.voice and self.parts.sink  # noqa: S101  # `_voiced` says so
        try:
            self.parts.sink.play(self.parts.voice.render(text))
        except (DeviceError, EngineError) as error:
            self._voiced = False
            self._emit(Noticed, code=error.code, text=f"{error} The questions are shown instead.")

    def _close(self, opening: Review) -> None:
        end = close(opening, self._turns, story=self.brief.story, rubric=self.brief.rubric)
        self._step("close")
        self._emit(
            Closed,
            rating=end.rating,
            changed_by=end.changed_by,
            fixes=end.fixes,
            say_instead=end.say_instead,
        )
        self._ended("completed")

    def _end(self, reason: str) -> None:
        self._step("stop")
        self._ended(reason)

    def _ended(self, reason: str) -> None:
        folder = self.parts.archive.folder
        self._emit(SessionEnded, reason=reason, folder=str(folder) if folder else "")

    def _step(self, step: Step) -> None:
        self.state = after(self.state, step)

    def _emit(self, kind: type[Event], **facts: object) -> None:
        event = kind(at_s=self.parts.clock.elapsed_s(), **facts)
        for observe in self.parts.observers:
            observe(event)


def _recording_name(turn: int, take: int) -> str:
    """`answer`, `probe-1`, `probe-1-take-2` …"""
    name = "answer" if turn == 0 else f"probe-{turn}"
    return name if take == 1 else f"{name}-take-{take}"
