"""One answer being heard: recording, words, keys, and what a silence does to the interviewer.

It goes on until silence, a key, the limit or the end of the source ends it, and from there again if the
candidate speaks on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.asking import encouragement
from simulator.domain.speech import Transcript
from simulator.domain.turn_taking import Floor, Patience
from simulator.errors import DeviceError
from simulator.events import (
    CameIn,
    EndReason,
    Noticed,
    Paused,
    SilenceGrew,
    SoundHeard,
    SpeechStarted,
    SpeechStopped,
    WordsHeard,
)
from simulator.hearing import Heard, Listener, SpeechBegan, SpeechPaused, WordsGuessed, WordsSettled
from simulator.ports import Key, Recording, Samples

if TYPE_CHECKING:
    from simulator.session.stage import Stage
    from simulator.session.thinking import Thinker, Thought

FLOOR_DB = -100.0
METER_S = 0.1
"""How often the screen is told how the answer sounds. Source: judgement; smooth to the eye."""


SHOWN, ENCOURAGED = 1, 2
"""The rungs of the ladder that a growing silence goes up."""


class Answer:
    """One take of one answer."""

    def __init__(self, stage: Stage, mind: Thinker, recording: Recording) -> None:
        self._stage = stage
        self._mind = mind
        self._recording = recording
        self._turn = mind.turn
        self._listener = Listener(stage.parts.detector, stage.parts.scribe, stage.parts.hearing)
        self._told = 0
        self._known_s = 0.0
        self._rung = 0
        self._came_in_s = 0.0
        self._encouraged = 0
        self._patience: Patience = stage.parts.endpoint.patience(None)
        self._guessed: Patience | None = None
        self._floor: Floor | None = None
        self._metered_s = 0.0
        self._paused = False
        self.key: Key | None = None
        """The last one pressed."""

    def listen(self) -> EndReason | None:
        """Hears on until the answer has ended; None: the candidate wants to take it again.

        Every chunk is on disk before anything else is done with it.

        A microphone that goes away for good ends an answer that had begun.

        Raises:
            DeviceError, AudioFileError, EngineError: what was heard until then is on disk.
            KeyboardInterrupt: likewise.
        """
        try:
            return self._hear_on()
        except DeviceError as error:
            if not self._listener.spoken_to:
                raise
            self._stage.emit(Noticed, code=error.code, text=f"{error} What you said is kept and judged.")
            return "source_ended"

    def _hear_on(self) -> EndReason | None:
        for chunk, audible in self._stage.line.sound():
            self.key = key = self._stage.parts.controls.pressed()
            if key == "pause":
                self._paused = not self._paused
                self._stage.emit(Paused, turn=self._turn, on=self._paused)
            if not self._paused:
                self._hear(chunk, audible)
                self._wait()
            if reason := self._ended_by(key):
                return reason
            if key == "again":
                return None
        return "source_ended"

    def spoke_on(self) -> bool:
        """Hears on while the next question begins; True when the candidate was not done after all."""
        until_s = self._listener.now_s + self._stage.parts.hearing.reopen_s
        for chunk, audible in self._stage.line.sound():
            self._recording.write(chunk)
            began = any(isinstance(heard, SpeechBegan) for heard in self._listener.feed(audible))
            if began or self._listener.now_s >= until_s or not self._stage.mouth.speaking():
                return began
        return False

    def unheard_s(self) -> float:
        """How long was spoken since the words that were thought about; 0 where all words are there.

        The last ones are given a moment to come. Call it when no more is to be heard.
        """
        if self._listener.stop(self._stage.parts.hearing.grace_s):
            return 0.0
        return max(0.0, self._listener.now_s - self._listener.silent_s - self._known_s)

    def transcript(self, *, final: bool) -> Transcript:
        """All that was said up to now; not `final` in a silence after which the answer may go on."""
        transcript = self._listener.finish() if final else self._listener.transcript()
        self._stage.notice_source()
        if rest := transcript.words[self._told :]:
            self._told = len(transcript.words)
            self._stage.emit(WordsHeard, turn=self._turn, words=rest)
        return transcript

    def reopen(self) -> None:
        """The answer goes on after its end."""
        self._new_pause()
        self._stage.emit(SpeechStarted, turn=self._turn, start_s=self._listener.now_s)

    def _hear(self, chunk: Samples, audible: Samples) -> None:
        self._recording.write(chunk)
        self._stage.notice_source()
        for heard in self._listener.feed(audible):
            self._take(heard)
        self._stage.keep_pace(self._listener.late_s)
        self._meter(chunk)

    def _take(self, heard: Heard) -> None:
        emit, turn = self._stage.emit, self._turn
        if isinstance(heard, SpeechBegan):
            if self._rung == ENCOURAGED:
                self._stage.mouth.stop()  # nobody is told to take their time while they speak
            self._new_pause()
            emit(SpeechStarted, turn=turn, start_s=heard.start_s)
        elif isinstance(heard, SpeechPaused):
            emit(SpeechStopped, turn=turn, end_s=heard.end_s)
        elif isinstance(heard, WordsSettled):
            self._told += len(heard.words)
            emit(WordsHeard, turn=turn, words=heard.words)
            self._think(settled=True)
        elif isinstance(heard, WordsGuessed):
            self._think(heard, settled=False)

    def _think(self, guess: WordsGuessed | None = None, *, settled: bool) -> None:
        """Judges all words up to now, so that the next question is ready."""
        words = self._listener.words + (guess.words if guess else ())
        thought = self._mind.think(Transcript(words, self._listener.now_s))
        self._floor = thought.floor
        self._known_s = words[-1].end_s if words else 0.0
        if not guess.void if guess else self._listener.caught_up:
            self._bear(thought.floor, guessed=guess is not None)
        if thought.ask:
            self._stage.mouth.prepare([thought.ask.text])
        if settled:
            self._mind.tell(thought)
            self._come_in(thought)

    def _bear(self, floor: Floor, *, guessed: bool) -> None:
        """How long this pause is borne.

        A last word that only the guess heard holds the floor all the same: recognisers drop a short one.
        """
        patience = self._stage.parts.endpoint.patience(floor)
        if guessed:
            self._guessed = patience
        self._patience = max(patience, self._guessed or patience, key=lambda one: one.end_s)

    def _come_in(self, thought: Thought) -> None:
        if found := self._mind.cut_in(thought):
            self._stage.mouth.say(found.text)
            self._new_pause()
            self._stage.emit(CameIn, turn=self._turn, cut_in=found)

    def _new_pause(self) -> None:
        """Speech has begun: until its words are known, nothing says that it has come to an end."""
        self._rung = 0
        self._guessed = None
        known = self._floor
        words, used = (known.words, known.used) if known else (0, 0.0)
        self._patience = self._stage.parts.endpoint.patience(Floor(True, None, used, words))

    def _wait(self) -> None:
        """Goes up the ladder of a growing silence."""
        silent_s, patience = self._silent_s(), self._patience
        if self._rung < SHOWN and patience.show_s is not None and silent_s >= patience.show_s:
            self._rung = SHOWN
            self._stage.emit(SilenceGrew, turn=self._turn, silent_s=silent_s, text="")
        if self._rung == SHOWN and patience.encourage_s is not None and silent_s >= patience.encourage_s:
            self._rung = ENCOURAGED
            floor = self._floor if self._listener.spoken_to else None
            text = encouragement(floor, self._encouraged, self._stage.brief.rubric)
            self._encouraged += 1
            self._stage.mouth.say(text, soft=True)
            self._stage.emit(SilenceGrew, turn=self._turn, silent_s=silent_s, text=text)

    def _ended_by(self, key: Key | None) -> EndReason | None:
        if key == "done":
            return "key"
        if key == "skip" and (self._turn or self._stage.brief.mode == "drill"):
            return "skipped"
        if key == "leave" and self._stage.brief.mode in {"drill", "walkthrough"}:
            return "left"
        if key in {"1", "2", "3", "4"} and self._stage.brief.mode == "walkthrough":
            return "key"
        if self._listener.now_s >= self._stage.parts.hearing.answer_limit_s:
            return "limit"
        ended = self._silent_s() >= self._patience.end_s and not self._listener.waiting
        return "silence" if ended else None

    def _silent_s(self) -> float:
        """How long nobody has said anything that wants an answer."""
        if self._rung < ENCOURAGED and self._stage.mouth.speaking():
            self._came_in_s = self._listener.now_s
        return min(self._listener.silent_s, self._listener.now_s - self._came_in_s)

    def _meter(self, chunk: Samples) -> None:
        now_s = self._listener.now_s
        if now_s - self._metered_s >= METER_S and len(chunk):
            self._metered_s = now_s
            level_db = max(FLOOR_DB, 10 * float(np.log10(np.mean(np.square(chunk)) + 1e-10)))
            silent_s = self._listener.silent_s
            self._stage.emit(SoundHeard, turn=self._turn, heard_s=now_s, level_db=level_db, silent_s=silent_s)
