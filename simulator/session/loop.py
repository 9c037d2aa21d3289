"""The one loop: question -> answer -> review -> probe -> answer -> grade -> … -> close.

It carries values between hearing, judging and asking, and tells every fact to the observers. The next
question begins to sound before anything else is done with an answer that has ended.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from math import inf

from simulator.asking import Ask, Turn, close
from simulator.domain.review import RATINGS, Probe, Review
from simulator.domain.speech import Transcript
from simulator.errors import HotseatError
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    Closed,
    EndReason,
    Event,
    Graded,
    Repeated,
    Rescored,
    Reviewed,
    SessionEnded,
)
from simulator.judging import get_ready
from simulator.session.again import Heard, hear_again
from simulator.session.listening import Answer
from simulator.session.parts import Brief, Parts
from simulator.session.resuming import Left, UnderWay
from simulator.session.stage import Stage
from simulator.session.states import State, Step, after
from simulator.session.thinking import Mind, Past, Thought, told_before
from simulator.session.typing import TypedAnswer


class Interview:
    """One interview. Make it, `run()` it once, throw it away."""

    def __init__(self, brief: Brief, parts: Parts) -> None:
        self.brief = brief
        self.parts = parts
        self.state: State = "ready"
        self._stage = Stage(brief, parts)
        self._past = Past()
        self._heard: list[Heard] = []
        self._began_s = parts.clock.elapsed_s()

    def run(self) -> None:
        """Holds the interview to its close.

        Raises:
            HotseatError: a device or a file failed; recordings and trace are kept until that moment.
            KeyboardInterrupt: the candidate left; likewise.
        """
        try:
            self._stage.begin()
            self._step("begin")
            self._hold(None)
        except (HotseatError, KeyboardInterrupt):
            self._break_off()
            raise
        finally:
            self._stage.close()

    def take_up(self, left: Left, heard: Transcript | None, *, go_on: bool) -> None:
        """Takes up an interview that broke off, in place of `run`.

        The answer that was under way is judged as far as it was given; then comes the next question, or
        the close.

        Args:
            left: where it broke off.
            heard: the answer that was under way; None: there was none.
            go_on: whether to ask what is still to be asked.

        Raises:
            HotseatError, KeyboardInterrupt: as `run`.
        """
        self._began_s = 0.0  # the clock goes on from where it broke off
        try:
            self._stage.take_up()
            self._step("resume")
            self._past = left.past
            if left.unjudged and heard and heard.words:
                self._judge_late(left.unjudged, heard)
            ask = self._past.next_ask(self.brief)
            if go_on and (ask or not self._past.opening):
                self._step("probe")
                self._hold(ask)
            else:
                self._finish()
        except (HotseatError, KeyboardInterrupt):
            self._break_off()
            raise
        finally:
            self._stage.close()

    def _judge_late(self, under_way: UnderWay, heard: Transcript) -> None:
        mind = Mind(self.brief, under_way.past, under_way.probe, self._emit)
        if under_way.transcript is None:
            self._emit(AnswerEnded, turn=mind.turn, reason="interrupted", transcript=heard)
        self._past = mind.conclude(heard).past
        self._tell_judgement(self._past, mind)

    def _break_off(self) -> None:
        if self.state != "closed":
            self._end("interrupted")

    def _hold(self, ask: Ask | None) -> None:
        """From this question on, to the end. None: the opening one."""
        text = ask.text if ask else self.brief.question
        turn = self._past.follow_ups + 1 if ask else 0
        self._stage.mouth.say(text)
        self._emit(Asked, turn=turn, text=text, probe=ask.probe if ask else None)
        get_ready(self.brief.story, self.brief.rubric)  # while the question is heard
        while (thought := self._turn(ask)) and thought.ask:
            ask = thought.ask
        self._finish()

    def _finish(self) -> None:
        if self._past.opening:
            self._close(self._past.opening)
        else:
            self._end("nothing_heard")

    def _turn(self, ask: Ask | None) -> Thought | None:
        """One answer, heard and judged, with the next question begun. None: there was no answer."""
        probe = ask.probe if ask else None
        turn = self._past.follow_ups + 1 if probe else 0
        source = self.parts.candidate(turn, probe.id if probe else "")
        if source:
            self._stage.line.connect(source)
        self._stage.hear_out()
        self._step("asked")
        thought = self._answer(turn, probe) if source else None
        if source is None:
            self._step("answered")
        self._past = thought.past if thought else self._past
        return thought

    def _answer(self, turn: int, probe: Probe | None) -> Thought | None:
        """The answer, as often as the candidate takes it anew."""
        for take in count(1):
            with self._stage.recording(_recording_name(turn, take), turn) as recording:
                mind = Mind(self.brief, self._past, probe, self._emit)
                if probe and (unheard := mind.ask_ahead(inf)):
                    self._stage.mouth.prepare([unheard.text])
                keyboard, stage = self.parts.keyboard, self._stage
                answer = TypedAnswer(stage, mind, keyboard) if keyboard else Answer(stage, mind, recording)
                while reason := answer.listen():
                    thought = self._conclude(answer, mind, reason)
                    if not (reason == "silence" and thought and thought.ask and self._spoke_on(answer, mind)):
                        self._heard.append(Heard(probe, recording.path, thought))
                        return thought
            self._step("again")
        return None

    def _conclude(self, answer: Answer | TypedAnswer, mind: Mind, reason: EndReason) -> Thought | None:
        """Begins the next question, then tells what was heard and how it is judged."""
        self._step("answered")
        early = reason in {"key", "limit"} and not self._time_is_up()
        ahead = self._ask_ahead(answer, mind) if early else None
        transcript = answer.transcript(final=reason != "silence")
        thought = None
        if reason == "skipped":
            thought = mind.leave_out()
        elif transcript.words or mind.probe or ahead:
            thought = mind.think(transcript)
        if thought and self._time_is_up():
            thought = replace(thought, ask=None)
        # Where the microphone is lost there is nobody to ask.
        ask = ahead or (thought.ask if thought and not self._stage.line.lost else None)
        if ask and not ahead:
            self._stage.mouth.say(ask.text)
        self._emit(AnswerEnded, turn=mind.turn, reason=reason, transcript=transcript)
        if thought and reason != "skipped":
            thought = replace(mind.conclude(transcript), ask=ask)
            self._tell_judgement(thought.past, mind)
            self._tell_repeat(transcript, mind)
        thought = thought and replace(thought, ask=ask)
        if thought and ask:
            self._step("probe")
            self._emit(Asked, turn=thought.past.follow_ups + 1, text=ask.text, probe=ask.probe)
        return thought

    def _ask_ahead(self, answer: Answer | TypedAnswer, mind: Mind) -> Ask | None:
        """Begins the next question before the last words are known, where the recogniser is still at them."""
        unheard_s = answer.unheard_s() if self._stage.mouth.aloud else 0.0
        ask = mind.ask_ahead(unheard_s) if unheard_s else None
        if ask:
            self._stage.mouth.say(ask.text)
        return ask

    def _tell_judgement(self, past: Past, mind: Mind) -> None:
        assert past.opening  # noqa: S101  # something has just been judged
        if mind.probe is None:
            self._emit(Reviewed, turn=0, review=past.opening)
            return
        graded = past.turns[-1].grade
        self._emit(Graded, turn=mind.turn, grade=graded)
        before, after = past.opening.verdict.rating, graded.rescore
        if after and before and RATINGS.index(after) < RATINGS.index(before):
            self._emit(Rescored, turn=mind.turn, before=before, after=after, why=graded.why)

    def _tell_repeat(self, transcript: Transcript, mind: Mind) -> None:
        again = told_before(transcript, self.brief) if mind.probe is None else None
        if again:
            self._emit(Repeated, turn=mind.turn, told_to=again[0].question, likeness=again[1])

    def _time_is_up(self) -> bool:
        limit_s = self.brief.time_s
        return limit_s is not None and self.parts.clock.elapsed_s() - self._began_s >= limit_s

    def _spoke_on(self, answer: Answer | TypedAnswer, mind: Mind) -> bool:
        """Whether the candidate spoke on just as the next question began, which is then taken back."""
        if not self._stage.can_be_interrupted() or not answer.spoke_on():
            return False
        self._stage.mouth.stop()
        self._step("reopened")
        self._emit(AnswerReopened, turn=mind.turn)
        answer.reopen()
        return True

    def _close(self, opening: Review) -> None:
        self._step("close")
        self._tell_close(opening, self._past.turns)
        if self.parts.second:
            past = hear_again(self._stage, self.parts.second, self._heard)
            if past and past != self._past and past.opening:
                self._tell_close(past.opening, past.turns)
        self._ended("completed")

    def _tell_close(self, opening: Review, turns: tuple[Turn, ...]) -> None:
        end = close(opening, turns, story=self.brief.story, rubric=self.brief.rubric)
        self._emit(
            Closed,
            rating=end.rating,
            changed_by=end.changed_by,
            fixes=end.fixes,
            say_instead=end.say_instead,
        )

    def _end(self, reason: str) -> None:
        self._step("stop")
        self._ended(reason)

    def _ended(self, reason: str) -> None:
        folder = self.parts.archive.folder
        self._emit(SessionEnded, reason=reason, folder=str(folder) if folder else "")

    def _step(self, step: Step) -> None:
        self.state = after(self.state, step)

    def _emit(self, kind: type[Event], **facts: object) -> None:
        self._stage.emit(kind, **facts)


def _recording_name(turn: int, take: int) -> str:
    """`answer`, `probe-1`, `probe-1-take-2` …"""
    name = "answer" if turn == 0 else f"probe-{turn}"
    return name if take == 1 else f"{name}-take-{take}"
