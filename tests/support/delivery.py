"""Answers and sound for the tests of delivery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.domain.review import Delivery, DeliveryNote
from simulator.domain.speech import SAMPLE_RATE_HZ, Prosody, Transcript, Word
from simulator.hearing.prosody import ProsodyMeter
from simulator.judging.clauses import units_of
from simulator.judging.delivery import describe
from simulator.judging.findings import Findings
from simulator.packs import load_rubric
from simulator.ports import Samples
from support.labelled import found, spoken

RULES = load_rubric().delivery
ACTION = {"action": (0.0, 1000.0)}
PLAIN = "I pulled the logs and I traced the drops to a timeout in the gateway. " * 4


def described(transcript: Transcript, sections: dict = ACTION) -> Delivery:
    """The delivery of an answer that is all Action, by the rubric's own rules."""
    return describe(transcript, findings_of(transcript, sections), RULES)


def findings_of(transcript: Transcript, sections: dict = ACTION) -> Findings:
    return replace(found((), (), sections), units=units_of(transcript))


def note(delivery: Delivery, identifier: str) -> DeliveryNote | None:
    return next((item for item in delivery.notes if item.id == identifier), None)


def ids(delivery: Delivery) -> list[str]:
    return [item.id for item in delivery.notes]


def paced(wpm: float, text: str = PLAIN) -> Transcript:
    """The text at this many words a minute, from end to end without a gap."""
    step_s = 60 / wpm
    texts = text.split()
    words = tuple(Word(said, k * step_s, (k + 1) * step_s, 0.9) for k, said in enumerate(texts))
    return Transcript(words, len(words) * step_s)


def joined(*parts: Transcript, pause_s: float = 0.0) -> Transcript:
    """One after the other, `pause_s` between the last word of one and the first of the next."""
    words: list[Word] = []
    for part in parts:
        shift_s = words[-1].end_s + pause_s - part.words[0].start_s if words else 0.0
        words += [
            replace(word, start_s=word.start_s + shift_s, end_s=word.end_s + shift_s) for word in part.words
        ]
    return Transcript(tuple(words), words[-1].end_s)


def with_pause(text: str, pause_s: float) -> Transcript:
    """The text with a silence where it has a `|`."""
    return joined(*(spoken(part.strip()) for part in text.split("|")), pause_s=pause_s)


def tone(hz: float | Samples, seconds: float, level: float = 0.2) -> Samples:
    """A voice-like tone with harmonics; `hz` may be one pitch for each sample."""
    count = round(seconds * SAMPLE_RATE_HZ)
    phase = np.cumsum(np.broadcast_to(np.asarray(hz, np.float64), count)) * 2 * np.pi / SAMPLE_RATE_HZ
    wave = sum(np.sin(k * phase) / k for k in (1, 2, 3, 4))
    return (level * wave / 1.5).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def measured(sound: Samples, chunk: int = 1600) -> Prosody:
    meter = ProsodyMeter()
    for begin in range(0, len(sound), chunk):
        meter.feed(sound[begin : begin + chunk])
    return meter.so_far()
