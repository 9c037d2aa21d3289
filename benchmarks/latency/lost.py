"""Words lost or doubled where stretches meet, against the same recogniser hearing the sound in one piece.

Two hearings of the same sound differ by recognition itself: other words, and more or fewer of them, for the
same syllables. So words are not compared with words. A word that was said is lost where one piece has some
word in its time and the stretches have none; it is doubled where the same words stand twice in a row and
nobody said them twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from latency.answers import Clip
from simulator.adapters.silero import SileroDetector
from simulator.domain.speech import Word
from simulator.hearing import HearingSettings, Listener, Scribe
from simulator.ports import Transcriber, TranscriptionSession

CHUNK = 800
SHARE = 0.3
"""A word counts as heard where words cover so much of its time. Source: judgement; a recogniser's borders
are off by a tenth of a second."""
LONGEST_ECHO = 4
"""Words in a row that might come twice."""


@dataclass(frozen=True)
class Loss:
    """Of `said` words."""

    said: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    stretches: int

    @property
    def share(self) -> float:
        return (len(self.lost) + len(self.doubled)) / self.said


class _Counted:
    """Counts the stretches that a recogniser is given."""

    def __init__(self, transcriber: Transcriber) -> None:
        self.name = transcriber.name
        self._transcriber = transcriber
        self.stretches = 0

    def session(self) -> TranscriptionSession:
        self.stretches += 1
        return self._transcriber.session()


def in_stretches(clip: Clip, transcriber: Transcriber) -> tuple[tuple[Word, ...], int]:
    """As the program hears it, and in how many stretches."""
    counted = _Counted(transcriber)
    listener = Listener(SileroDetector(), Scribe(counted), HearingSettings(speculate=False))
    for begin in range(0, len(clip.samples), CHUNK):
        listener.feed(clip.samples[begin : begin + CHUNK])
    return listener.finish().words, counted.stretches


def in_one_piece(clip: Clip, transcriber: Transcriber) -> tuple[Word, ...]:
    session = transcriber.session()
    session.feed(clip.samples)
    return session.finish()


def compare(clip: Clip, transcriber: Transcriber) -> Loss:
    live, stretches = in_stretches(clip, transcriber)
    whole = in_one_piece(clip, transcriber)
    lost = tuple(
        text
        for text, start_s, end_s in clip.words
        if covered(start_s, end_s, whole) >= SHARE > covered(start_s, end_s, live)
    )
    known = {*echoes(clip.text.split()), *echoes([word.text for word in whole])}
    doubled = tuple(said for said in echoes([word.text for word in live]) if said not in known)
    return Loss(len(clip.words), lost, doubled, stretches)


def covered(start_s: float, end_s: float, words: Sequence[Word]) -> float:
    """The share of a time in which words were heard."""
    inside = sum(max(0.0, min(end_s, word.end_s) - max(start_s, word.start_s)) for word in words)
    return inside / max(end_s - start_s, 0.01)


def echoes(texts: Sequence[str]) -> list[str]:
    """Every run of words that stands twice in a row."""
    said = [re.sub(r"[^\w']", "", text.lower()) for text in texts]
    return [
        " ".join(said[at : at + length])
        for length in range(1, LONGEST_ECHO + 1)
        for at in range(len(said) - 2 * length + 1)
        if said[at : at + length] == said[at + length : at + 2 * length]
    ]
