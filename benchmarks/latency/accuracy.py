"""How many words are heard wrong, so that no speed is told without what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein


def spelt(text: str) -> list[str]:
    """Words in one spelling: no case, no punctuation, hyphens as blanks."""
    return re.sub(r"[^a-z' ]", "", text.lower().replace("-", " ")).split()


def word_errors(pairs: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """Substitutions, deletions and insertions, and the words said, over pairs of said and heard."""
    wrong = said = 0
    for true, heard in pairs:
        wrong += Levenshtein.distance(spelt(true), spelt(heard))
        said += len(spelt(true))
    return wrong, said
