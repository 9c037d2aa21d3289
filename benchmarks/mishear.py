"""Bends words as recognisers do, to see how judging bears it: lost endings and short words, near sounds."""

from __future__ import annotations

import random
from collections.abc import Sequence

SHORT = frozenset(
    ["a", "an", "the", "to", "of", "in", "and", "it", "that", "was", "had", "is", "for", "on", "at"]
)
SOUNDS_LIKE = {
    "their": "there", "noticed": "notice", "alert": "a lert", "root": "route", "filed": "filled",
    "weekly": "weakly",
    "webhook": "web hook", "we": "he", "no": "know", "team's": "teams", "lead": "led", "wrote": "rode",
    "logs": "locks", "traced": "raced", "merge": "merged", "asked": "ask", "cause": "cost", "four": "for",
    "built": "build", "sent": "send", "two": "to", "queue": "cue", "scope": "scoop", "owned": "own",
}  # fmt: skip


def mishear(words: Sequence[str], share: float, rng: random.Random) -> list[str]:
    """`words` with about `share` of them misheard, lower case and without punctuation."""
    heard = (_bend(word, rng) if rng.random() < share else [word] for word in words)
    return [bare for group in heard for word in group if (bare := word.lower().strip(".,;:!?\"'()"))]


def _bend(word: str, rng: random.Random) -> list[str]:
    bare = word.lower().strip(".,;:!?\"'()")
    if bare in SHORT and rng.random() < 0.6:
        return []
    if bare in SOUNDS_LIKE:
        return SOUNDS_LIKE[bare].split()
    for ending in ("ed", "s"):
        if bare.endswith(ending) and len(bare) > 4:
            return [bare[: -len(ending)]]
    if len(bare) > 5:
        lost = rng.randrange(2, len(bare) - 2)
        return [bare[:lost] + bare[lost + 1 :]]
    return [word]
