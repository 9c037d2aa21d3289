"""The labelled answers as timed transcripts, and as the findings of a judge that makes no mistake."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.domain.review import SECTIONS, Hit, SectionName, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.judging.findings import Findings
from simulator.packs import load_rubric

RUBRIC = load_rubric()
SIGNALS, DISQUALIFIERS = tuple(RUBRIC.signals), tuple(RUBRIC.disqualifiers)
CASES = Path(__file__).parents[1] / "cases"
WORDS_PER_MINUTE = 150
PAUSE_S = 0.35
TARGETS_S = {"situation": 30.0, "task": 20.0, "action": 90.0, "result": 20.0, "reflection": 15.0}


@dataclass(frozen=True)
class Noise:
    """A detector's errors: shares of labels that it loses, and false hits an answer on average."""

    lost_signals: float = 0.0
    false_signals: float = 0.0
    lost_disqualifiers: float = 0.0
    false_disqualifiers: float = 0.0
    rng: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311  # repeatable errors, no secrets


@lru_cache(maxsize=1)
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json")))


def spoken(*sentences: str, pause_s: float = PAUSE_S, confidence: float | None = 0.92) -> Transcript:
    """The sentences at an even pace, with a pause after each."""
    at, words = 0.4, []
    for sentence in sentences:
        for text in sentence.split():
            words.append(Word(text, round(at, 3), round(at + 0.38, 3), confidence))
            at += 60 / WORDS_PER_MINUTE
        at += pause_s
    return Transcript(tuple(words), at)


def spans_of(case: dict[str, Any]) -> list[tuple[float, float]]:
    """When each sentence of the case is spoken by `spoken`."""
    at, spans = 0.4, []
    for sentence in case["sentences"]:
        end = at + len(sentence["text"].split()) * 60 / WORDS_PER_MINUTE
        spans.append((at, end))
        at = end + PAUSE_S
    return spans


def transcript_of(case: dict[str, Any]) -> Transcript:
    return spoken(*(sentence["text"] for sentence in case["sentences"]))


def hit(identifier: str, start_s: float = 1.0, quote: str = "words of mine", **more: Any) -> Hit:
    return Hit(identifier, identifier, more.get("section", "action"), quote, start_s, start_s + 2, 90)


def found(
    signals: tuple[Hit, ...] = (),
    disqualifiers: tuple[Hit, ...] = (),
    sections: dict[SectionName, tuple[float, float]] | None = None,
) -> Findings:
    """Findings made by hand; without `sections` all five are there, one after the other."""
    spans: dict[Any, tuple[float, float]] = (
        {name: (10.0 * at, 10.0 * at + 10) for at, name in enumerate(SECTIONS)}
        if sections is None
        else dict(sections)
    )
    return Findings(tuple(_time(name, spans) for name in SECTIONS), signals, disqualifiers, (), (), ())


def _time(name: SectionName, spans: dict[Any, tuple[float, float]]) -> SectionTime:
    there = (spans[name],) if name in spans else ()
    return SectionTime(name, there, TARGETS_S[name], "on_target" if there else "missing", 0.9)


def oracle(case: dict[str, Any], noise: Noise | None = None) -> Findings:
    """The labels of a case as findings, bent by `noise`."""
    noise = noise or Noise()
    signals, disqualifiers = [], []
    timed: dict[str, list[tuple[float, float]]] = {name: [] for name in SECTIONS}
    for sentence, (start, end) in zip(case["sentences"], spans_of(case)):
        if sentence["section"] in timed:
            timed[sentence["section"]].append((start, end))
        section = sentence["section"] if sentence["section"] in timed else None
        for label in sentence.get("signals", ()):
            if noise.rng.random() >= noise.lost_signals:
                signals.append(Hit(label["id"], "", section, sentence["text"], start, end, 90))
        for name in sentence.get("disqualifiers", ()):
            if noise.rng.random() >= noise.lost_disqualifiers:
                disqualifiers.append(Hit(name, "", section, sentence["text"], start, end, 90))
    signals += _false(noise.false_signals, SIGNALS, noise.rng)
    disqualifiers += _false(noise.false_disqualifiers, DISQUALIFIERS, noise.rng)
    sections = tuple(
        SectionTime(name, tuple(spans), TARGETS_S[name], "on_target" if spans else "missing", 1.0)
        for name, spans in timed.items()
    )
    return Findings(sections, tuple(signals), tuple(disqualifiers), (), (), ())  # type: ignore[arg-type]


def _false(mean: float, ids: tuple[str, ...], rng: random.Random) -> list[Hit]:
    tries = 8
    count = sum(rng.random() < mean / tries for _ in range(tries))
    return [Hit(rng.choice(ids), "", "action", "a false alarm", 50.0, 52.0, 80) for _ in range(count)]
