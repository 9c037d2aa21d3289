"""The walkthrough: a guided read and listen through one story, a step at a time, with checks at the end.

Enter goes on, Esc goes back, Space stops the voice or has the step read again, P goes to the next chapter, Q
leaves. Where there are no keys it goes on by itself. A check is answered by key or by voice.
"""

from __future__ import annotations

from contextlib import closing

from simulator.domain.lesson import Check
from simulator.domain.review import SectionName
from simulator.domain.speech import Transcript
from simulator.domain.turn_taking import Floor
from simulator.errors import DeviceError
from simulator.events import Chosen, Noticed, ReadAloud, SessionEnded, StepShown
from simulator.judging import picked
from simulator.ports import AudioSource, Key
from simulator.session.lesson import steps
from simulator.session.listening import Answer
from simulator.session.parts import Brief, Parts
from simulator.session.stage import Stage
from simulator.session.thinking import Past, Thought

TICK_S = 0.05
DIGITS: tuple[Key, ...] = ("1", "2", "3", "4")


class Walkthrough:
    """One story's. Make it, `run()` it once, throw it away. The brief must have a story.

    Args:
        keys: whether there is a keyboard.
    """

    def __init__(self, brief: Brief, parts: Parts, *, keys: bool) -> None:
        assert brief.story  # noqa: S101  # the command line asks for one
        self._keys = keys
        self.brief = brief
        self.parts = parts
        self._steps = steps(brief.story, brief.rubric)
        self._stage = Stage(brief, parts)
        self._hears = True
        self._hands_free = False
        """Whether the latest check was answered by voice: then no key is waited for."""

    def run(self) -> None:
        """Walks to the end, or until the candidate leaves.

        Raises:
            HotseatError: a device or a file failed.
            KeyboardInterrupt: the candidate left.
        """
        reason = "interrupted"
        try:
            self._stage.begin()
            at = 0
            while 0 <= at < len(self._steps):
                key = self._take(at)
                if key == "leave":
                    break
                at = self._next(at, key)
            reason = "completed"
        finally:
            folder = self.parts.archive.folder
            self._stage.emit(SessionEnded, reason=reason, folder=str(folder) if folder else "")
            self._stage.close()

    def _next(self, at: int, key: Key) -> int:
        if key == "again":
            return max(0, at - 1)
        here = self._steps[at].chapter
        if key == "skip":
            later = (n for n in range(at, len(self._steps)) if self._steps[n].chapter != here)
            return next(later, len(self._steps))
        return at + 1

    def _take(self, at: int) -> Key:
        """One step; the key that ended it."""
        step = self._steps[at]
        self._stage.emit(StepShown, turn=at, count=len(self._steps), step=step)
        self._stage.mouth.prepare(later.text for later in self._steps[at + 1 : at + 2] if later.aloud)
        if step.check:
            return self._check(at, step.text, step.check)
        return self._read(at, step.text if step.aloud else "", dwell=True)

    def _read(self, at: int, text: str, *, dwell: bool) -> Key:
        """Reads it aloud; a key ends that, and with `dwell` it is waited for after the end."""
        stage = self._stage
        if text:
            stage.mouth.say(text)
        while True:
            key = self._key()
            if stage.mouth.speaking():
                stage.emit(ReadAloud, turn=at, share=stage.mouth.share_said())
            elif not (dwell and self._keys):
                return key or "done"
            if key == "pause":
                self._hush_or_say(text)
            elif key:
                stage.mouth.stop()
                return key

    def _key(self) -> Key | None:
        self.parts.clock.sleep(TICK_S)
        return self.parts.controls.pressed()

    def _hush_or_say(self, text: str) -> None:
        if self._stage.mouth.speaking():
            self._stage.mouth.stop()
        else:
            self._stage.mouth.say(text)

    def _check(self, at: int, question: str, check: Check) -> Key:
        """Asks until an option is chosen, then tells the reason for the right one."""
        rules = self.brief.rubric.walkthrough
        named = zip(rules.words.numbers, check.options)
        asked = " ".join((question, *(f"{name.capitalize()}: {option}" for name, option in named)))
        keys = DIGITS[: len(check.options)]
        key = self._read(at, asked, dwell=False)
        while key not in keys:
            if key != "done":
                return key
            key = self._choice(at, check)
            if key == "pause":
                self._stage.emit(Noticed, code="choice-unclear", text=rules.unclear)
                key = self._read(at, rules.unclear, dwell=False)
        option = keys.index(key)
        right = option == check.right
        self._stage.emit(Chosen, turn=at, option=option, right=right)
        told = rules.right if right else rules.wrong.replace("{right}", rules.words.numbers[check.right])
        return self._read(at, f"{told} {check.why}", dwell=not self._hands_free)

    def _choice(self, at: int, check: Check) -> Key:
        """The key pressed, or that of the option named aloud; 'pause' where what was said was unclear."""
        source = self._voice(at)
        if source is None:
            if not self._keys:
                return DIGITS[check.right]  # nobody is there to answer: the right one is shown
            key = None
            while key is None or key == "done":
                key = self._key()
            return key
        self._stage.line.connect(source)
        chooser = Chooser(self.brief, check, at)
        try:
            with closing(self.parts.archive.recording(f"check-{at}")) as recording:
                answer = Answer(self._stage, chooser, recording)
                reason = answer.listen()
                transcript = answer.transcript(final=True)
        finally:
            self._stage.line.close()  # what is said between checks is nobody's business
        if answer.key and answer.key != "done":
            return answer.key
        if reason == "source_ended" and not transcript.words:
            return DIGITS[check.right]
        option = chooser.option(transcript)
        self._hands_free = option is not None
        return "pause" if option is None else DIGITS[option]

    def _voice(self, at: int) -> AudioSource | None:
        """Where the candidate can be heard; a microphone that fails is told of once, and keys go on."""
        if not self._hears:
            return None
        try:
            return self.parts.candidate(at, "")
        except DeviceError as error:
            self._hears = False
            self._stage.emit(Noticed, code=error.code, text=str(error))
            return None


class Chooser:
    """Listens for an option; an answer has ended as soon as one is named."""

    def __init__(self, brief: Brief, check: Check, turn: int) -> None:
        self._brief = brief
        self._check = check
        self.turn = turn

    def option(self, transcript: Transcript) -> int | None:
        said = [word.text for word in transcript.words]
        return picked(said, self._check.options, self._brief.rubric.walkthrough.words)

    def think(self, transcript: Transcript) -> Thought:
        """Finished once the option is clear, and open until then."""
        clear = self.option(transcript) is not None
        section: SectionName = "reflection" if clear else "situation"
        return Thought(transcript.words, Past(), None, Floor(not clear, section, 1.0, len(transcript.words)))

    def tell(self, thought: Thought) -> None:
        """There is nothing to tell."""

    def cut_in(self, thought: Thought) -> None:
        """Nobody cuts in."""
