"""Labelled answers as timed transcripts, as a recogniser would hand them over.

Speech runs at 150 words a minute, a word's time grows with its letters, each sentence ends in a pause.
`noise` bends that share of the words the way recognisers do; `bare` drops case and punctuation. The
same case and seed always give the same transcript.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.domain.speech import Transcript, Word

CASES = Path(__file__).resolve().parent.parent / "cases"
WORDS_PER_MINUTE = 150
SENTENCE_PAUSE_S = 0.35
FIRST_WORD_S = 0.4
SETS = ("webhook+own", "a1", "a2", "b", "c")

_SOUND_ALIKE = {
    "noticed": "notice", "webhook": "web hook", "alert": "a lert", "filed": "filled", "traced": "raced",
    "pulled": "pull", "reproduced": "reproduce", "their": "there", "team's": "teams", "scope": "scoop",
    "adopted": "adapted", "revenue": "avenue", "root": "route", "cause": "cost", "we": "he", "i": "i",
    "logs": "locks", "backoff": "back off", "weekly": "weakly", "ticket": "tickets", "metrics": "matrix",
    "queue": "cue", "asked": "ask", "escalated": "escalate", "handled": "handle", "learned": "learn",
    "tracked": "track", "fixed": "fix", "wrote": "road", "submitted": "submit", "no": "know", "two": "to",
    "four": "for", "merge": "merged", "lead": "led", "standard": "standards", "alerting": "a lerting",
}  # fmt: skip
_LOSABLE = frozenset("a an the to of in and it that was had is".split())


@dataclass(frozen=True)
class Heard:
    """A transcript, and the (start_s, end_s) of each labelled sentence in it."""

    transcript: Transcript
    spans: tuple[tuple[float, float], ...]


@lru_cache(maxsize=1)
def all_cases() -> tuple[dict[str, Any], ...]:
    """Every labelled answer, in order of its file's name."""
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json")))


def set_of(case: Mapping[str, Any]) -> str:
    """The separately written set that an answer belongs to."""
    head = str(case["id"]).split("-", 1)[0]
    return head if head in SETS else "webhook+own"


def heard(
    sentences: Sequence[Mapping[str, Any]], *, noise: float = 0.0, bare: bool = False, seed: int = 0
) -> Heard:
    """Sentences (`text`, perhaps `pause_after` in seconds) as they would be recognised."""
    rng = random.Random(seed)  # noqa: S311  # a fixed sequence, not a secret
    clock_s, words, spans = FIRST_WORD_S, [], []
    for sentence in sentences:
        begin_s = clock_s
        for word, took_s in _paced(sentence["text"].split()):
            words += _recognised(word, clock_s, took_s, rng, noise=noise, bare=bare)
            clock_s += took_s
        spans.append((round(begin_s, 3), round(clock_s, 3)))
        clock_s += sentence.get("pause_after", SENTENCE_PAUSE_S)
    return Heard(Transcript(tuple(words), round(clock_s, 3)), tuple(spans))


def spoken(text: str, **how: Any) -> Transcript:
    """One stretch of text as a transcript; a full stop, question or exclamation mark ends a sentence."""
    sentences = [{"text": part} for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]
    return heard(sentences, **how).transcript


def _paced(words: Sequence[str]) -> Iterable[tuple[str, float]]:
    letters = sum(map(len, words)) or 1
    length_s = len(words) * 60 / WORDS_PER_MINUTE
    return ((word, length_s * len(word) / letters) for word in words)


def _recognised(
    word: str, start_s: float, took_s: float, rng: random.Random, *, noise: float, bare: bool
) -> list[Word]:
    texts = _bend(word, rng) if noise and rng.random() < noise else [word]
    confidence = 0.92 if texts == [word] else 0.55
    if bare:
        texts = [t for t in (re.sub(r"[^a-z0-9'$%.]", "", t.lower()).strip(".'") for t in texts) if t]
    share_s = took_s / max(len(texts), 1)
    return [
        Word(text, round(start_s + k * share_s, 3), round(start_s + (k + 1) * share_s * 0.95, 3), confidence)
        for k, text in enumerate(texts)
    ]


def _bend(word: str, rng: random.Random) -> list[str]:
    """One recogniser's error on one word: what is heard instead, perhaps nothing."""
    bare = re.sub(r"[^\w'$%.]", "", word).lower()
    if bare in _LOSABLE and rng.random() < 0.6:
        return []
    if bare in _SOUND_ALIKE:
        return _SOUND_ALIKE[bare].split()
    for ending, least, cut in (("ed", 5, 2), ("s", 4, 1)):
        if bare.endswith(ending) and len(bare) >= least:
            return [bare[:-cut]]
    if len(bare) > 5:
        at = rng.randrange(2, len(bare) - 2)
        return [bare[:at] + bare[at + 1 :]]
    return [word]
