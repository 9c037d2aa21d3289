"""A story told for the first time: tell it once, answer what is missing, and it is written down as a pack.

The states are those of an interview (`states`): the story is the opening answer, and each question about
what is missing is a follow-up. What was told is on disk from the first chunk, whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from simulator.domain.speech import Transcript
from simulator.domain.telling import Draft, Need
from simulator.errors import HotseatError
from simulator.events import (
    AnswerEnded,
    Asked,
    Reviewed,
    SessionEnded,
    StoryDrafted,
    StoryGrew,
    StoryKept,
)
from simulator.judging import Piece, draft, get_ready, needs
from simulator.session.drilling import Coach
from simulator.session.listening import Answer
from simulator.session.parts import Brief, Parts
from simulator.session.stage import Stage
from simulator.session.states import State, Step, after
from simulator.session.thinking import Mind, Past, Thinker
from simulator.session.typing import TypedAnswer

Keep = Callable[[Draft], tuple[str, Path]]
"""Writes the story down; gives its id and its file."""


class Storytelling:
    """One story. Make it, `run()` it once, throw it away. The brief has no story and asks no probes."""

    def __init__(self, brief: Brief, parts: Parts, keep: Keep) -> None:
        self.brief = brief
        self.parts = parts
        self.state: State = "ready"
        self._keep = keep
        self._stage = Stage(brief, parts)
        self._pieces: list[Piece] = []
        self._asked: set[str] = set()

    def run(self) -> None:
        """Hears the story and what was missing in it, and has it written down.

        Raises:
            HotseatError: a device or a file failed; recordings and trace are kept until that moment.
            KeyboardInterrupt: the candidate left; likewise.
        """
        try:
            self._stage.begin()
            self._step("begin")
            self._hear_story()
            self._ask_on()
            self._finish()
        except (HotseatError, KeyboardInterrupt):
            if self.state != "closed":
                self._step("stop")
                self._ended("interrupted")
            raise
        finally:
            self._stage.close()

    def _hear_story(self) -> None:
        """The story as a whole, clocked and judged as an opening answer."""
        rules = self.brief.rubric.telling
        mind = Mind(self.brief, Past(), None, self._stage.emit)
        told = self._hear(0, rules.begin.replace("{question}", self.brief.question), mind)
        if told and told.words:
            self._pieces.append(Piece(told))
            opening = mind.conclude(told).past.opening
            assert opening  # noqa: S101  # it has just been judged
            self._stage.emit(Reviewed, turn=0, review=opening)

    def _ask_on(self) -> None:
        """One question after another, as long as something is missing that can be asked for."""
        for turn in range(1, self.brief.rubric.telling.most_questions + 1):
            need = self._next_need(turn - 1) if self._enough() else None
            if need is None:
                return
            self._asked.add(need.id)
            self._step("probe")
            told = self._hear(turn, need.question, Coach(self.brief, need.section, turn))
            if told is None:
                return
            if told.words:
                self._pieces.append(Piece(told, need.section))

    def _next_need(self, turn: int) -> Need | None:
        """What to ask for after that answer; told with all that is there by then."""
        brief = self.brief
        left = needs(self._pieces, rubric=brief.rubric, principle=brief.principle)
        asks = next((need for need in left if need.question and need.id not in self._asked), None)
        self._stage.emit(StoryGrew, turn=turn, draft=self._draft(), lacks=left, asks=asks)
        return asks

    def _draft(self) -> Draft:
        brief = self.brief
        return draft(self._pieces, rubric=brief.rubric, principle=brief.principle, level=brief.level)

    def _enough(self) -> bool:
        """Whether what was told can be made a story of."""
        words = sum(len(piece.transcript.words) for piece in self._pieces)
        return words >= self.brief.rubric.trust.least_words

    def _finish(self) -> None:
        rules = self.brief.rubric.telling
        if not self._enough():
            self._step("stop")
            self._stage.mouth.say(rules.too_little)
            self._ended("nothing_heard")
            self._stage.hear_out()
            return
        told = self._draft()
        self._stage.emit(StoryDrafted, draft=told)
        name, path = self._keep(told)
        self._step("close")
        done = rules.done.replace("{title}", f"“{told.title}”")
        self._stage.mouth.say(done)
        self._stage.emit(StoryKept, story=name, path=str(path), text=done)
        self._ended("completed")
        self._stage.hear_out()

    def _hear(self, turn: int, text: str, thinker: Thinker) -> Transcript | None:
        """Asks, and hears the answer, as often as it is taken anew. None: there is nobody to hear."""
        self._stage.mouth.say(text)
        self._stage.emit(Asked, turn=turn, text=text)
        get_ready(None, self.brief.rubric)  # while the question is heard
        source = self.parts.candidate(turn, "")
        if source:
            self._stage.line.connect(source)
        self._stage.hear_out()
        self._step("asked")
        transcript = None
        for take in count(1) if source else ():
            heard = self._take(turn, take, thinker)
            if heard:
                transcript = heard
                break
            self._step("again")
        self._step("answered")
        return transcript

    def _take(self, turn: int, take: int, thinker: Thinker) -> Transcript | None:
        """One take of one answer; None: it is to be taken again."""
        stage, keyboard = self._stage, self.parts.keyboard
        name = f"piece-{turn}" if turn else "story"
        with stage.recording(name if take == 1 else f"{name}-take-{take}", turn) as recording:
            answer = TypedAnswer(stage, thinker, keyboard) if keyboard else Answer(stage, thinker, recording)
            reason = answer.listen()
            if reason is None:
                return None
            transcript = answer.transcript(final=True)
        stage.emit(AnswerEnded, turn=turn, reason=reason, transcript=transcript)
        return transcript if reason != "skipped" else Transcript((), 0.0)

    def _ended(self, reason: str) -> None:
        folder = self.parts.archive.folder
        self._stage.emit(SessionEnded, reason=reason, folder=str(folder) if folder else "")

    def _step(self, step: Step) -> None:
        self.state = after(self.state, step)
