"""A transcript file -> Transcript, or one sentence that says which word is wrong and how to mend it.

The format is `docs/schemas/transcript.schema.json`; fields that it does not name are ignored, so that
a recogniser's own extras do no harm. Nothing is repaired beyond rounding, and no message ever holds a
word that the candidate said: words are named by their number, counted from 1.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from simulator.domain.speech import Transcript, Word
from simulator.domain.wording import safe
from simulator.errors import TranscriptError

MAX_BYTES = 50 * 1024 * 1024
"""An hour of speech with word times is about 1 MB; beyond this the file is something else."""

MAX_SECONDS = 12 * 3600.0
"""Longer than any interview: a greater time is most likely given in milliseconds."""

ROUNDING_S = 0.05
"""How far the last word may reach past `duration`: recognisers round the two apart. Source: judgement."""


def read_transcript(path: Path) -> Transcript:
    """Reads and checks one transcript.

    Raises:
        TranscriptError: the file cannot be read or breaks the format; names the file, the word and the mend.
    """
    return _Reader(safe(str(path))).transcript(_parsed(path))


def _parsed(path: Path) -> Any:
    name = safe(str(path))
    try:
        if not path.is_file():
            fault = (
                "this is not a file; give the file itself"
                if path.exists()
                else "there is no such file; check the path"
            )
            _refuse(f"{name}: {fault}.", "transcript-not-found")
        if path.stat().st_size > MAX_BYTES:
            _refuse(
                f"{name}: the file is over 50 MB; give one transcript of one answer.", "transcript-too-big"
            )
        raw = path.read_bytes()
    except OSError as error:
        cause = error.strerror or "unknown reason"
        _refuse(f"{name}: the file cannot be read ({cause}); check its permissions.", "transcript-unreadable")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        at = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        _refuse(
            f"{name}: the file is not valid JSON{at}; give a transcript as JSON in UTF-8.",
            "transcript-not-json",
        )


def _refuse(message: str, code: str) -> NoReturn:
    raise TranscriptError(message, code=code) from None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Checks the parts of one file, whose name stands before every message."""

    name: str

    def transcript(self, data: Any) -> Transcript:
        if not isinstance(data, dict):
            self._fault(
                "the file holds no object; it must be {…} with duration and words", "transcript-wrong-type"
            )
        words = self._words(data.get("words"))
        duration_s = self._seconds(data.get("duration"), "duration", "duration")
        if words[-1].end_s > duration_s + ROUNDING_S:
            mend = "give the length of the whole recording"
            self._fault(f"duration ends before the last word does; {mend}", "transcript-duration-short")
        return Transcript(words, max(duration_s, words[-1].end_s), self._language(data.get("language", "en")))

    def _words(self, data: Any) -> tuple[Word, ...]:
        if not isinstance(data, list):
            self._fault("words is not a list; give one object a word", "transcript-wrong-type")
        if not data:
            self._fault(
                "there are no words; record the answer again or check the recogniser", "transcript-no-words"
            )
        words = tuple(self._word(item, number) for number, item in enumerate(data, start=1))
        self._in_order(words)
        return words

    def _word(self, data: Any, number: int) -> Word:
        place = f"word {number}"
        if not isinstance(data, dict):
            self._fault(f"{place} is not an object; give text, start and end", "transcript-wrong-type")
        text = self._text(data.get("text"), place)
        start_s = self._seconds(data.get("start"), f"{place}: start", "start")
        end_s = self._seconds(data.get("end"), f"{place}: end", "end")
        if end_s < start_s:
            self._fault(
                f"{place}: it ends before it starts; swap or correct the times", "transcript-end-before-start"
            )
        return Word(text, start_s, end_s, self._confidence(data.get("confidence"), place))

    def _text(self, data: Any, place: str) -> str:
        if not isinstance(data, str):
            self._fault(f"{place}: text is not a string; put it in quotation marks", "transcript-wrong-type")
        text = safe(data).strip()
        if not text:
            self._fault(
                f"{place}: text is empty; leave the word out or give its text", "transcript-empty-word"
            )
        return text

    def _seconds(self, data: Any, place: str, field: str) -> float:
        seconds = self._number(data, place)
        if not math.isfinite(seconds):
            self._fault(f"{place} is not a finite number; give seconds", f"transcript-{field}-not-finite")
        if seconds < 0:
            mend = "count seconds from the start of the audio"
            self._fault(f"{place} is negative; {mend}", f"transcript-{field}-negative")
        if seconds > MAX_SECONDS:
            mend = "give seconds, not milliseconds"
            self._fault(f"{place} is past twelve hours; {mend}", f"transcript-{field}-too-late")
        return seconds

    def _number(self, data: Any, place: str) -> float:
        if data is None:
            self._fault(f"{place} is missing; give it as a number", "transcript-missing-field")
        if isinstance(data, bool) or not isinstance(data, (int, float)):
            self._fault(f"{place} is not a number; write it without quotation marks", "transcript-wrong-type")
        try:
            return float(data)
        except OverflowError:
            return math.inf

    def _confidence(self, data: Any, place: str) -> float | None:
        if data is None:
            return None
        confidence = self._number(data, f"{place}: confidence")
        if not 0 <= confidence <= 1:  # also false for NaN
            mend = "give a share between 0 and 1, or leave it out"
            self._fault(f"{place}: confidence is outside 0 to 1; {mend}", "transcript-confidence-range")
        return confidence

    def _language(self, data: Any) -> str:
        if not isinstance(data, str) or not data.strip():
            self._fault(
                'language is not a code such as "en"; correct it or leave it out', "transcript-wrong-type"
            )
        return safe(data).strip()

    def _in_order(self, words: tuple[Word, ...]) -> None:
        for number in range(2, len(words) + 1):
            if words[number - 1].start_s < words[number - 2].start_s:
                fault = f"word {number} starts before word {number - 1}; put the words in the order spoken"
                self._fault(fault, "transcript-out-of-order")

    def _fault(self, fault: str, code: str) -> NoReturn:
        _refuse(f"{self.name}: {fault}.", code)
