"""Where an answer holds one of a list of phrases, to the letter or with a word bent by a recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from simulator.domain.speech import Word
from simulator.judging.tokens import Token, plain_text, tokens_of

LEAST_SCORE = 90
"""Likeness of a window of words to a phrase. Source: `we shipped` and `we whipped` are alike at 90, so
short phrases must match to the letter."""
SHORT = 9
"""Phrases of fewer letters than this must match to the letter. Source: as above."""
CLAUSE_WORDS = 8
"""A phrase is quoted with its neighbours, to so many words. Source: judgement; a clause."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was heard, with the words around it."""

    cue: str
    quote: str
    start_s: float


def phrases_in(
    words: Sequence[Word], cues: Sequence[str], *, least_score: float = LEAST_SCORE
) -> list[Phrase]:
    """The first hearing of each of `cues`, in the order of the answer; overlapping ones count once."""
    tokens = tokens_of([word.text for word in words])
    found = [(at, size, cue) for cue in cues for at, size in _first(tokens, plain_text(cue), least_score)]
    kept: list[Phrase] = []
    until = -1
    for at, size, cue in sorted(found, key=lambda item: (item[0], -item[1])):
        if at > until:
            kept.append(_phrase(words, tokens, at, size, cue))
            until = at + size - 1
    return kept


def _first(tokens: Sequence[Token], cue: str, least_score: float) -> list[tuple[int, int]]:
    size = len(cue.split())
    for at in range(len(tokens) - size + 1):
        said = " ".join(token.text for token in tokens[at : at + size])
        if said == cue or (len(cue) >= SHORT and fuzz.ratio(said, cue, score_cutoff=least_score)):
            return [(at, size)]
    return []


def _phrase(words: Sequence[Word], tokens: Sequence[Token], at: int, size: int, cue: str) -> Phrase:
    """Quoted from the phrase's first word to the end of its clause, with a word or two before it."""
    first, last = tokens[at].word, tokens[at + size - 1].word
    while first > 0 and last - first + 1 < CLAUSE_WORDS // 2 and not _ends(words[first - 1].text):
        first -= 1
    while last + 1 < len(words) and last - first + 1 < CLAUSE_WORDS and not _ends(words[last].text):
        last += 1
    quote = " ".join(word.text for word in words[first : last + 1]).strip(" ,;:")
    return Phrase(cue, quote, words[first].start_s)


def _ends(text: str) -> bool:
    return text.rstrip("\"”'").endswith((".", ",", "?", "!", ";", ":"))
