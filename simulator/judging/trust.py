"""Whether a transcript can carry a verdict. When in doubt the verdict is withheld, and it says why.

Only the words, their times and confidences are looked at, and what the sound was beside them; what was said
is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from simulator.domain.review import Trust
from simulator.domain.rules import TrustRules
from simulator.domain.speech import Transcript, Word
from simulator.judging.sounding import broken_up, withheld, wordless
from simulator.judging.texts import fill


def trusted(transcript: Transcript, rules: TrustRules) -> Trust:
    """High, or low with the first reason found."""
    reason, value = _doubt(transcript, rules)
    why = fill(rules.messages.get(reason or "fine", ""), value=value)
    return Trust("low" if reason else "high", why)


def _doubt(transcript: Transcript, rules: TrustRules) -> tuple[str, str]:
    """The id of the reason not to trust ('' for none), and the value to be told with it."""
    words = [word for word in transcript.words if _is_said(word.text)]
    if not words:
        loud = {"silent_db": rules.silent_db, "loud_db": rules.loud_db}
        return wordless(transcript.prosody, rules.sound, **loud), ""
    if found := withheld(transcript, words, rules.sound):
        return found, ""
    reason, value = _by_words(transcript, words, rules)
    return ("clipped", "") if reason and broken_up(transcript.prosody, rules.sound) else (reason, value)


def _by_words(transcript: Transcript, words: Sequence[Word], rules: TrustRules) -> tuple[str, str]:
    if len(words) < rules.least_words:
        return "too-few-words", str(len(words))
    spoken_s = words[-1].end_s - words[0].start_s
    if spoken_s < rules.least_s:
        return "too-short", f"{spoken_s:.0f}"
    if not _english(transcript.language, words, rules):
        return "not-english", ""
    if not transcript.typed and _covered_s(words) < rules.spoken_share * transcript.duration_s:
        return "mostly-silence", ""
    return _unclear(words, rules)


def _english(language: str, words: Sequence[Word], rules: TrustRules) -> bool:
    if language and not language.lower().startswith("en"):
        return False
    known = frozenset(rules.english)
    return sum(_letters(word.text) in known for word in words) >= rules.english_share * len(words)


@lru_cache(maxsize=8192)
def _is_said(text: str) -> bool:
    return re.search(r"\w", text) is not None


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return re.sub(r"[^a-z']", "", text.lower().replace("’", "'"))


def _covered_s(words: Iterable[Word]) -> float:
    return sum(max(0.0, word.end_s - word.start_s) for word in words)


def _unclear(words: Iterable[Word], rules: TrustRules) -> tuple[str, str]:
    known = [word.confidence for word in words if word.confidence is not None]
    if not known:
        return "", ""
    guesses = sum(confidence < rules.unsure_below for confidence in known) / len(known)
    if guesses > rules.unsure_share:
        return "guesses", f"{100 * guesses:.0f}"
    return ("unclear", "") if sum(known) / len(known) < rules.mean_confidence else ("", "")
