"""Where an answer holds one of a list of phrases, to the letter or with a word bent by a recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from simulator.domain.speech import Word
from simulator.judging.clauses import unit_of
from simulator.judging.tokens import Token, plain_text, tokens_of

LEAST_SCORE = 90
"""Likeness of a window of words to a phrase. Source: `we shipped` and `we whipped` are alike at 90, so
short phrases must match to the letter."""
SHORT = 9
"""Phrases of fewer letters than this must match to the letter. Source: as above."""
_CONNECTIVES = frozenset(["and", "but", "so", "or", "because", "then"])
LEAST_WORDS, MOST_WORDS = 4, 16
"""A phrase is quoted with the clause it stands in, to be understood alone. Source: judgement."""


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
    spans = [(clause.first, clause.last) for clause in unit_of(words).clauses] if found else []
    kept: list[Phrase] = []
    until = -1
    for at, size, cue in sorted(found, key=lambda item: (item[0], -item[1])):
        if at > until:
            kept.append(_phrase(words, spans, tokens[at].word, tokens[at + size - 1].word, cue))
            until = at + size - 1
    return kept


def _first(tokens: Sequence[Token], cue: str, least_score: float) -> list[tuple[int, int]]:
    size = len(cue.split())
    for at in range(len(tokens) - size + 1):
        said = " ".join(token.text for token in tokens[at : at + size])
        if said == cue or (len(cue) >= SHORT and fuzz.ratio(said, cue, score_cutoff=least_score)):
            return [(at, size)]
    return []


def _phrase(
    words: Sequence[Word], spans: Sequence[tuple[int, int]], first: int, last: int, cue: str
) -> Phrase:
    """Quoted with the clauses that it touches; with the next one where that is too little."""
    touched = [at for at, (start, end) in enumerate(spans) if start <= last and first <= end]
    begin, end = (spans[touched[0]][0], spans[touched[-1]][1]) if touched else (first, last)
    if end - begin + 1 < LEAST_WORDS and touched and touched[-1] + 1 < len(spans):
        end = spans[touched[-1] + 1][1]
    begin, end = min(begin, first), max(end, last)
    begin = begin if last - begin < MOST_WORDS else first
    end = max(last, min(end, begin + MOST_WORDS - 1))
    while end > last and words[end].text.lower() in _CONNECTIVES:
        end -= 1
    quote = " ".join(word.text for word in words[begin : end + 1]).strip(" ,;:")
    return Phrase(cue, quote, words[begin].start_s)
