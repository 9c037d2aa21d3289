"""The drill: one section against its clock, again and again, until it sits; or one follow-up after another.

Every attempt is heard, clocked and answered at once with what to do better. So many good ones in a row, and
the drill moves on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from simulator.domain.practice import Exercise
from simulator.domain.review import Probe, SectionName
from simulator.domain.speech import Transcript
from simulator.events import (
    AnswerEnded,
    Asked,
    CountedDown,
    EndReason,
    Graded,
    Practised,
    SectionSet,
    SessionEnded,
)
from simulator.judging import floor, get_ready, practise
from simulator.session.listening import Answer
from simulator.session.parts import Brief, Parts
from simulator.session.resuming import Left, UnderWay
from simulator.session.stage import Stage
from simulator.session.thinking import Mind, Past, Thinker, Thought

COUNT_FROM = 3
SECOND = 1.0


class Drill:
    """Sections of one story. Make it, `run()` it once, throw it away.

    Args:
        sections: which to practise, in order; empty: follow-ups are practised instead.
        chance: what shuffles the follow-ups.
        probe: the one follow-up that is practised, again and again; empty: all in turn.
    """

    def __init__(
        self,
        brief: Brief,
        parts: Parts,
        sections: Sequence[SectionName],
        chance: random.Random | None = None,
        *,
        probe: str = "",
    ) -> None:
        self.brief = brief
        self.parts = parts
        self._sections = sections
        self._probe = probe
        self._chance = chance or random.Random()  # noqa: S311  # it shuffles questions
        self._stage = Stage(brief, parts)
        self._attempt = 0

    def run(self) -> None:
        """Drills until every section sits, the candidate leaves, or there are no more recordings.

        Raises:
            HotseatError: a device or a file failed; recordings and trace are kept until that moment.
            KeyboardInterrupt: likewise.
        """
        reason = "interrupted"
        try:
            self._stage.begin()
            get_ready(self.brief.story, self.brief.rubric)
            if self._sections:
                all(self._until_it_sits(section) for section in self._sections)
            else:
                all(self._follow_up(probe) for probe in self._shuffled())
            reason = "completed"
        finally:
            folder = self.parts.archive.folder
            self._stage.emit(SessionEnded, reason=reason, folder=str(folder) if folder else "")
            self._stage.close()

    def take_up(self, left: Left, heard: Transcript | None) -> None:
        """Judges the attempt that was under way when a drill broke off, in place of `run`.

        Args:
            left: where it broke off.
            heard: the attempt; None: there was none.
        """
        try:
            self._stage.take_up()
            if left.unjudged and heard and heard.words:
                self._judge_late(left.unjudged, heard)
        finally:
            folder = self.parts.archive.folder
            self._stage.emit(SessionEnded, reason="interrupted", folder=str(folder) if folder else "")
            self._stage.close()

    def _judge_late(self, under_way: UnderWay, heard: Transcript) -> None:
        turn = under_way.turn
        if under_way.transcript is None:
            self._stage.emit(AnswerEnded, turn=turn, reason="interrupted", transcript=heard)
        if under_way.section:
            exercise = Coach(self.brief, under_way.section, turn).judge(heard)
            in_a_row = under_way.in_a_row + 1 if exercise.good else 0
            self._stage.emit(Practised, turn=turn, exercise=exercise, in_a_row=in_a_row)
        elif under_way.probe:
            mind = Mind(self.brief, Past(), under_way.probe, self._stage.emit)
            graded = mind.conclude(heard).past.turns[-1].grade
            self._stage.emit(Graded, turn=turn, grade=graded)

    def _until_it_sits(self, section: SectionName) -> bool:
        """One section, as often as it takes. False: the candidate has had enough."""
        rules, in_a_row = self.brief.rubric.drill, 0
        while in_a_row < rules.in_a_row:
            coach = Coach(self.brief, section, self._attempt)
            text = (rules.begin if in_a_row == 0 else rules.again).replace("{section}", section.capitalize())
            text = text.replace("{seconds}", f"{coach.target_s:.0f}")
            clock = {"target_s": coach.target_s, "in_a_row": in_a_row, "goal": rules.in_a_row}
            heard = self._heard(text, coach, section={"section": section, **clock})
            if heard is None:
                return False
            reason, transcript = heard
            if reason == "skipped":
                return True
            exercise = coach.judge(transcript)
            in_a_row = in_a_row + 1 if exercise.good else 0
            self._stage.mouth.say(exercise.advice)
            self._stage.emit(Practised, turn=coach.turn, exercise=exercise, in_a_row=in_a_row)
        return True

    def _follow_up(self, probe: Probe) -> bool:
        """One follow-up, asked out of the blue. False: the candidate has had enough."""
        mind = Mind(self.brief, Past(), probe, self._stage.emit)
        mind.turn = self._attempt
        heard = self._heard(probe.question, mind, probe=probe)
        if heard is None:
            return False
        reason, transcript = heard
        if reason != "skipped":
            graded = mind.conclude(transcript).past.turns[-1].grade
            self._stage.mouth.say(graded.why)
            self._stage.emit(Graded, turn=mind.turn, grade=graded)
        return True

    def _shuffled(self) -> Iterator[Probe]:
        """The story's follow-ups and the rubric's, each in turn, in another order every round."""
        story, rubric = self.brief.story, self.brief.rubric
        asked = {name: rule.question for name, rule in rubric.probes.items()}
        asked |= {name: probe.question for name, probe in (story.probes if story else {}).items()}
        while True:
            names = [name for name in asked if self._probe in ("", name)]
            self._chance.shuffle(names)
            for name in names:
                yield Probe(name, asked[name], "", "", 0.0)

    def _heard(
        self,
        text: str,
        thinker: Thinker,
        *,
        probe: Probe | None = None,
        section: Mapping[str, object] | None = None,
    ) -> tuple[EndReason, Transcript] | None:
        """Says what is wanted, counts down, and hears one attempt. None: there is nobody to hear."""
        source = self.parts.candidate(self._attempt, probe.id if probe else "")
        turn, self._attempt = self._attempt, self._attempt + 1
        if source is None:
            return None
        self._stage.line.connect(source)
        self._stage.hear_out()  # what was said about the attempt before
        self._stage.mouth.say(text)
        self._stage.emit(Asked, turn=turn, text=text, probe=probe)
        if section:
            self._stage.emit(SectionSet, turn=turn, **section)
        self._stage.hear_out()
        if section:
            self._count_down(turn)
        return self._take(turn, thinker)

    def _take(self, turn: int, thinker: Thinker) -> tuple[EndReason, Transcript] | None:
        reason: EndReason | None = None
        while reason is None:
            with self._stage.recording(f"attempt-{turn + 1}", turn) as recording:
                answer = Answer(self._stage, thinker, recording)
                reason = answer.listen()
                transcript = answer.transcript(final=True)
        self._stage.emit(AnswerEnded, turn=turn, reason=reason, transcript=transcript)
        left = reason == "left" or (reason == "source_ended" and not transcript.words)
        return None if left else (reason, transcript)

    def _count_down(self, turn: int) -> None:
        for left in range(COUNT_FROM, 0, -1):
            self._stage.emit(CountedDown, turn=turn, left=left)
            self._stage.let_pass(SECOND)


class Coach:
    """Listens to one section: what the interviewer's mind is to an answer."""

    def __init__(self, brief: Brief, section: SectionName, turn: int) -> None:
        self._brief = brief
        self._section = section
        self.turn = turn
        told = brief.story.sections[section].target_s if brief.story else None
        self.target_s = told or brief.rubric.sections[section].target_s

    def judge(self, transcript: Transcript) -> Exercise:
        return practise(transcript, self._section, story=self._brief.story, rubric=self._brief.rubric)

    def think(self, transcript: Transcript) -> Thought:
        """Only how finished it sounds."""
        held = floor(transcript.words, None, None, self._brief.rubric)
        return Thought(transcript.words, Past(), None, held)

    def tell(self, thought: Thought) -> None:
        """Nothing is told before the end: who practises listens to themselves."""

    def cut_in(self, thought: Thought) -> None:
        """Nobody cuts in on practice."""
