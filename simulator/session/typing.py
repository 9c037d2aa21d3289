"""One answer being typed: the words as they are written, with the times that they would take to be said.

So the clocks measure the answer, not the typing. It takes the place of hearing and has the same steps;
nothing of an answer is settled before its end, as what is written can be mended. What stands there is told
all the while, so that it is kept. Only a key or the end of the input ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from simulator.domain.speech import Transcript, Word
from simulator.events import EndReason, Paused, SoundHeard, SpeechStarted, WordsHeard, WordsTyped
from simulator.ports import Key, Keyboard

if TYPE_CHECKING:
    from simulator.session.stage import Stage
    from simulator.session.thinking import Thinker

LETTER_S = 0.08
"""What a letter, or the space after a word, takes to be said. Source: 150 words a minute, the middle of
what the rubric calls neither slow nor fast, at four letters a word."""
THINK_AFTER_S = 1.0
"""A rest in typing after which all is judged up to there. Source: judgement; as a pause in speech."""
TELL_S = 0.5
"""How long what is written may wait to be told of, and so to be kept. Source: the promise in docs/faults.md
for sound, of which no more than this may be lost."""
METER_S = 0.1
FLOOR_DB = -100.0


class TypedAnswer:
    """One take of one answer; its steps are those of `listening.Answer`."""

    def __init__(self, stage: Stage, mind: Thinker, keyboard: Keyboard) -> None:
        self._stage = stage
        self._mind = mind
        self._keyboard = keyboard
        self._paused = False
        self._text = ""
        self._words: tuple[Word, ...] = ()
        self._changed_s = stage.parts.clock.elapsed_s()
        self._thought = self._ended = False
        self._metered_s = self._told_s = 0.0
        self._told: tuple[Word, ...] = ()
        """What the trace knows of."""

    def listen(self) -> EndReason | None:
        """Takes what is written until the answer has ended; None: the candidate wants to take it again.

        Raises:
            KeyboardInterrupt: what was written until then has been told.
        """
        self._keyboard.begin()
        try:
            while True:
                typed = self._keyboard.typed()
                key = self._stage.parts.controls.pressed()
                self._rest(key)
                if not self._paused:
                    self._take(typed.text)
                if key == "again":
                    return None
                if reason := self._ended_by(key, done=typed.done):
                    return reason
        except KeyboardInterrupt:
            self._settle()
            raise

    def spoke_on(self) -> bool:
        """Nobody types into the next question."""
        return False

    def unheard_s(self) -> float:
        """What is typed is known at once."""
        return 0.0

    def transcript(self, *, final: bool) -> Transcript:  # noqa: ARG002  # it always is
        """All that was written."""
        self._settle()
        return self._so_far()

    def reopen(self) -> None:
        """Never comes to pass: see `spoke_on`."""

    @property
    def _now_s(self) -> float:
        return self._stage.parts.clock.elapsed_s()

    @property
    def _said_s(self) -> float:
        """How long what stands there takes to be said."""
        return self._words[-1].end_s if self._words else 0.0

    def _take(self, text: str) -> None:
        now_s = self._now_s
        if text != self._text:
            if not self._words and text.strip():
                self._stage.emit(SpeechStarted, turn=self._mind.turn, start_s=0.0)
            self._words, self._text = said(text.split()), text
            self._changed_s, self._thought = now_s, False
        elif self._words and not self._thought and now_s - self._changed_s >= THINK_AFTER_S:
            self._think()
        self._tell(now_s)
        self._meter(now_s)

    def _tell(self, now_s: float) -> None:
        """Has what is new kept, before anything can happen to it."""
        if self._words == self._told or now_s - self._told_s < TELL_S:
            return
        kept = _alike(self._told, self._words)
        self._stage.emit(WordsTyped, turn=self._mind.turn, kept=kept, words=self._words[kept:])
        self._told, self._told_s = self._words, now_s

    def _think(self) -> None:
        self._thought = True
        thought = self._mind.think(self._so_far())
        if thought.ask:
            self._stage.mouth.prepare([thought.ask.text])
        self._mind.tell(thought)

    def _rest(self, key: Key | None) -> None:
        """Takes a break, or goes on."""
        if key == "pause":
            self._paused = not self._paused
            self._stage.emit(Paused, turn=self._mind.turn, on=self._paused)

    def _ended_by(self, key: Key | None, *, done: bool) -> EndReason | None:
        if key == "skip" and self._mind.turn:
            return "skipped"
        return "key" if done or key == "done" else None

    def _meter(self, now_s: float) -> None:
        if now_s - self._metered_s >= METER_S:
            self._metered_s = now_s
            rest_s = now_s - self._changed_s
            silent_s = 0.0 if self._text and rest_s < THINK_AFTER_S else rest_s
            meter = {"heard_s": self._said_s, "level_db": FLOOR_DB, "silent_s": silent_s}
            self._stage.emit(SoundHeard, turn=self._mind.turn, **meter)

    def _settle(self) -> None:
        if self._words and not self._ended:
            self._ended = True
            self._stage.emit(WordsHeard, turn=self._mind.turn, words=self._words)

    def _so_far(self) -> Transcript:
        return Transcript(self._words, self._said_s, typed=True)


def said(texts: Sequence[str]) -> tuple[Word, ...]:
    """Words with the times in seconds that they would have if they were said, one right after another."""
    ends = accumulate(LETTER_S * (len(text) + 1) for text in texts)
    return tuple(
        Word(text, round(end_s - LETTER_S * (len(text) + 1), 3), round(end_s - LETTER_S, 3))
        for text, end_s in zip(texts, ends)
    )


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many words they have in common at their beginning."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same
