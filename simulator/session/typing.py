"""One answer being typed: the words as they are written, with the times at which they were written.

It takes the place of hearing and has the same steps; nothing of an answer is settled before its end, as
what is written can be mended. What stands there is told all the while, so that it is kept. Only a key or the
end of the input ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.domain.speech import Transcript, Word
from simulator.events import EndReason, Paused, SoundHeard, SpeechStarted, WordsHeard, WordsTyped
from simulator.ports import Key, Keyboard

if TYPE_CHECKING:
    from simulator.session.stage import Stage
    from simulator.session.thinking import Thinker

FASTEST_S = 0.04
"""A letter that came quicker was not typed, but pasted or piped. Source: 300 words a minute."""
PASTED_S = 0.08
"""What such a letter counts for. Source: 150 words a minute, the pace of speech."""
SLOWEST_S = 0.3
"""A letter takes no longer; what is more was thinking before it. Source: 40 words a minute."""
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
        self._began_s = stage.parts.clock.elapsed_s()
        self._rested_s = 0.0
        self._paused_at_s: float | None = None
        self._text = ""
        self._words: tuple[Word, ...] = ()
        self._changed_s = 0.0
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
                if self._paused_at_s is None:
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
        return self._stage.parts.clock.elapsed_s() - self._began_s - self._rested_s

    def _take(self, text: str) -> None:
        now_s = self._now_s
        if text != self._text:
            if not self._words and text.strip():
                self._stage.emit(SpeechStarted, turn=self._mind.turn, start_s=now_s)
            self._words = placed(self._words, text.split(), self._changed_s, now_s)
            self._text, self._changed_s, self._thought = text, now_s, False
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
        """Stops the clock, or lets it run on."""
        if key != "pause":
            return
        now_s = self._stage.parts.clock.elapsed_s()
        if self._paused_at_s is None:
            self._paused_at_s = now_s
        else:
            self._rested_s += now_s - self._paused_at_s
            self._paused_at_s = None
        self._stage.emit(Paused, turn=self._mind.turn, on=self._paused_at_s is not None)

    def _ended_by(self, key: Key | None, *, done: bool) -> EndReason | None:
        if key == "skip" and self._mind.turn:
            return "skipped"
        return "key" if done or key == "done" else None

    def _meter(self, now_s: float) -> None:
        if now_s - self._metered_s >= METER_S:
            self._metered_s = now_s
            silent_s = (
                0.0 if self._text and now_s - self._changed_s < THINK_AFTER_S else now_s - self._changed_s
            )
            meter = {"heard_s": now_s, "level_db": FLOOR_DB, "silent_s": silent_s}
            self._stage.emit(SoundHeard, turn=self._mind.turn, **meter)

    def _settle(self) -> None:
        if self._words and not self._ended:
            self._ended = True
            self._stage.emit(WordsHeard, turn=self._mind.turn, words=self._words)

    def _so_far(self) -> Transcript:
        end_s = self._words[-1].end_s if self._words else 0.0
        return Transcript(self._words, max(end_s, self._now_s), typed=True)


def placed(before: tuple[Word, ...], texts: list[str], since_s: float, now_s: float) -> tuple[Word, ...]:
    """The words with their times, where some of them are new since `since_s`.

    A word that stands as it stood keeps its time, and one that has grown its beginning. New ones share the
    time in which they can have been written, by their letters.
    """
    known = [word.text for word in before]
    head = _alike(known, texts)
    tail = _alike(known[head:][::-1], texts[head:][::-1])
    words, rest = list(before[:head]), texts[head : len(texts) - tail]
    if tail:
        after = before[len(before) - tail :]
        return (*words, *_between(rest, words[-1].end_s if words else 0.0, after[0].start_s), *after)
    if rest and head < len(before) and rest[0].startswith(known[head]):
        grown = before[head]
        words.append(Word(rest[0], grown.start_s, max(grown.end_s, round(now_s, 3))))
        rest = rest[1:]
    return (*words, *_laid_out(rest, max(since_s, words[-1].end_s if words else 0.0), now_s))


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many words they have in common at their beginning."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def _between(texts: list[str], from_s: float, to_s: float) -> list[Word]:
    """Words put in afterwards share what time there is."""
    each_s = max(0.0, to_s - from_s) / max(1, len(texts))
    return [
        Word(text, round(from_s + at * each_s, 3), round(from_s + (at + 1) * each_s, 3))
        for at, text in enumerate(texts)
    ]


def _laid_out(texts: list[str], since_s: float, now_s: float) -> list[Word]:
    letters = sum(len(text) + 1 for text in texts)
    if not letters:
        return []
    took_s = now_s - since_s
    a_letter_s = PASTED_S if took_s < FASTEST_S * letters else min(SLOWEST_S, took_s / letters)
    at_s = max(since_s, now_s - a_letter_s * letters)
    words = []
    for text in texts:
        words.append(Word(text, round(at_s, 3), round(at_s + a_letter_s * len(text), 3)))
        at_s += a_letter_s * (len(text) + 1)
    return words
