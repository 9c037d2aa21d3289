"""Which of a candidate's own words to keep as a phrase: short, whole, and found again to the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.domain.review import Hit
from simulator.domain.rubric import Rubric
from simulator.judging.clauses import Unit
from simulator.judging.listening import said_in
from simulator.judging.matching import UNSURE, PhraseTable, phrase_of
from simulator.judging.numbers import has_number
from simulator.judging.tokens import forms

NUMBER, DOER, WHOLE = 1.0, 2.0, 1.0
"""What a number adds to a stretch of words, an 'I' at its head, and the beginning of a clause there."""
LOOSE_END, BREAK, DOUBT, LENGTH = 3.0, 2.0, 1.5, 0.1
"""What is taken off for a loose end, a clause that begins inside, a doubtful word, and each word. A word that
carries meaning adds 1. Source: judgement, by reading the phrases of the labelled answers."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    last: int
    text: str
    worth: float


def proposed(heard: Sequence[tuple[Unit, Sequence[Hit]]], rubric: Rubric) -> list[tuple[str, str]]:
    """Phrases with the signal that each was heard for, in the order in which they were said.

    Args:
        heard: a section's units, each with the signals heard in it.

    Returns:
        As many as the rubric allows: every signal once before any a second time, no two overlapping.
    """
    found: list[tuple[int, _Stretch, Hit]] = []
    for at, (unit, hits) in enumerate(heard):
        for hit in {hit.id: hit for hit in hits}.values():
            if best := _best(unit, hit, rubric):
                found.append((at, best, hit))
    nth = Counter[str]()
    ranked = []
    for one in sorted(found, key=lambda one: -one[2].score):
        ranked.append((nth[one[2].id], one))
        nth[one[2].id] += 1
    kept: list[tuple[int, _Stretch, Hit]] = []
    for _, one in sorted(ranked, key=lambda pair: pair[0]):
        if len(kept) < rubric.telling.most_phrases and not any(_clash(one, other) for other in kept):
            kept.append(one)
    kept.sort(key=lambda one: (one[0], one[1].first))
    return [(stretch.text, hit.id) for _, stretch, hit in kept]


def _clash(one: tuple[int, _Stretch, Hit], other: tuple[int, _Stretch, Hit]) -> bool:
    (at, a, _), (elsewhere, b, _) = one, other
    return a.text.lower() == b.text.lower() or (at == elsewhere and a.first <= b.last and b.first <= a.last)


def _best(unit: Unit, hit: Hit, rubric: Rubric) -> _Stretch | None:
    """The stretch that says it best; None where none would be found again."""
    stretches = sorted(_stretches(unit, hit, rubric), key=lambda one: (-one.worth, one.first - one.last))
    table = PhraseTable([phrase_of(str(at), one.text, prepared=True) for at, one in enumerate(stretches)])
    matches = table.find([said_in(unit)])[0] if stretches else []
    again = {int(match.phrase.owner) for match in matches if match.likeness >= 1}
    return next((one for at, one in enumerate(stretches) if at in again), None)


def _stretches(unit: Unit, hit: Hit, rubric: Rubric) -> Iterator[_Stretch]:
    """Every stretch of a phrase's length that holds the words of the hit, or lies within them."""
    rules, count = rubric.telling, len(unit.words)
    inside = [
        at for at, word in enumerate(unit.words) if hit.start_s <= word.start_s and word.end_s <= hit.end_s
    ]
    if not inside:
        return
    begin, end = inside[0], inside[-1]
    long = end - begin + 1 > rules.most_words
    for first in range(count):
        for last in range(first + rules.least_words - 1, min(first + rules.most_words, count)):
            fits = begin <= first and last <= end if long else first <= begin and end <= last
            if fits and (worth := _worth(unit, first, last, rubric)) is not None:
                yield _Stretch(first, last, unit.quote(first, last).strip(".?! "), worth)


def _worth(unit: Unit, first: int, last: int, rubric: Rubric) -> float | None:
    """How well the words stand by themselves; None where a filler stands among them."""
    words = unit.words[first : last + 1]
    tokens = [" ".join(forms(word.text)) for word in words]
    rules = rubric.quoting
    if any(token in rules.fillers or not token for token in tokens):
        return None
    light = {*rules.dangling, *rules.dangling_inside, *rules.leading, *rubric.trust.english}
    worth = float(sum(token not in light for token in tokens))
    worth += NUMBER * has_number(tokens)
    worth -= LOOSE_END * (tokens[0] in rules.leading) + LOOSE_END * (tokens[-1] in light)
    worth -= DOUBT * sum(word.confidence is not None and word.confidence < UNSURE for word in words)
    begins = {clause.first for clause in unit.clauses}
    begins |= {at + 1 for at, word in enumerate(unit.words) if word.text[-1:] in ",;:.?!"}
    worth -= BREAK * sum(first < at <= last for at in begins)
    return worth + WHOLE * (first in begins) + DOER * (tokens[0] == "i") - LENGTH * len(words)
