"""Fillers, hedges and repeats: how many, and where they come in bursts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.domain.delivery import DeliveryRules, RepeatRules, SaidRules
from simulator.domain.review import DeliveryNote
from simulator.domain.speech import Word
from simulator.judging.delivery.remarks import AFTER, around, bare, remark, whole

LONGEST_REPEAT = 4
"""Words of a phrase that is said again at once. Source: judgement."""
SOON_S = 2.0
"""What is repeated later was not a restart. Source: judgement."""
_ENDS = (".", "?", "!", "…")

Place = tuple[int, int]
"""The indices of the first and the last word."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where each was heard, in order."""

    fillers: tuple[Place, ...]
    hedges: tuple[Place, ...]
    repeats: tuple[Place, ...]


def measure(words: Sequence[Word], rules: DeliveryRules) -> Said:
    fillers = find(words, rules.fillers)
    skipped = {at for first, last in fillers for at in range(first, last + 1)}
    kept = [at for at in range(len(words)) if at not in skipped and bare(words[at].text)]
    return Said(fillers, find(words, rules.hedges), tuple(_repeats(words, kept, rules.repeats)))


def find(words: Sequence[Word], rules: SaidRules) -> tuple[Place, ...]:
    """The rules' phrases in the words, the longest where several fit, none where it is meant."""
    texts = [bare(word.text) for word in words]
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted((say.lower().split() for say in rules.say), key=len, reverse=True):
        phrases.setdefault(phrase[0], []).append(phrase)
    found: list[Place] = []
    at = 0
    while at < len(texts):
        for phrase in phrases.get(texts[at], ()):
            end = at + len(phrase)
            if texts[at:end] == phrase and not _meant(texts, at, end, " ".join(phrase), rules):
                found.append((at, end - 1))
                at = end - 1
                break
        at += 1
    return tuple(found)


def _meant(texts: Sequence[str], at: int, end: int, phrase: str, rules: SaidRules) -> bool:
    before = at > 0 and texts[at - 1] in rules.real_after.get(phrase, ())
    return before or (end < len(texts) and texts[end] in rules.real_before.get(phrase, ()))


def _repeats(words: Sequence[Word], kept: Sequence[int], rules: RepeatRules) -> Iterator[Place]:
    """Both runs of each repeat, and words that break off with a hyphen."""
    texts = [bare(words[at].text) for at in kept]
    at = 0
    while at < len(texts):
        again = texts[at] in texts[at + 1 : at + 1 + LONGEST_REPEAT]
        sizes = range(LONGEST_REPEAT, 0, -1) if again else ()
        size = next((n for n in sizes if _again(words, kept, texts, at, n, rules)), 0)
        if size:
            yield kept[at], kept[at + 2 * size - 1]
        elif words[kept[at]].text.endswith("-"):
            yield kept[at], kept[at]
        at += max(size, 1)


def _again(  # noqa: PLR0913, PLR0917  # one place in the words, seen from all sides
    words: Sequence[Word], kept: Sequence[int], texts: Sequence[str], at: int, size: int, rules: RepeatRules
) -> bool:
    run = texts[at : at + size]
    if len(texts) < at + 2 * size or run != texts[at + size : at + 2 * size]:
        return False
    if size == 1 and (run[0] in rules.on_purpose or any(sign.isdigit() for sign in run[0])):
        return False
    first, second = words[kept[at + size - 1]], words[kept[at + size]]
    return not first.text.endswith(_ENDS) and second.start_s - first.end_s <= SOON_S


def notes(
    measured: Said, words: Sequence[Word], speech_s: float, rules: DeliveryRules
) -> Iterator[DeliveryNote]:
    """For each kind a remark on the rate, else on a burst, with the words where they are densest."""
    for places, kind, name in (
        (measured.fillers, rules.fillers, "filler"),
        (measured.hedges, rules.hedges, "hedge"),
    ):
        first, last = densest(words, places, kind.burst_s)
        count = last - first
        at = words[places[first][0] : places[last - 1][1] + 1 + AFTER] if places else ()
        if len(places) >= rules.least_count and _rate(places, speech_s) > kind.per_minute:
            rate = whole(_rate(places, speech_s))
            yield from remark(rules, f"{name}s", at, value=rate, count=str(len(places)))
        elif count >= kind.burst:
            yield from remark(rules, f"{name}-burst", at, count=str(count))
    again = measured.repeats
    if len(again) >= rules.least_count and _rate(again, speech_s) > rules.repeats.per_minute:
        at = around(words, *max(again, key=lambda place: place[1] - place[0]))
        yield from remark(rules, "repeats", at, count=str(len(again)))


def densest(words: Sequence[Word], places: Sequence[Place], within_s: float) -> tuple[int, int]:
    """The slice of `places` that holds most of them within the time; the first of equals."""
    best, first = (0, 0), 0
    for last in range(len(places)):
        while words[places[last][1]].end_s - words[places[first][0]].start_s > within_s and first < last:
            first += 1
        if last + 1 - first > best[1] - best[0]:
            best = (first, last + 1)
    return best


def _rate(places: Sequence[Place], speech_s: float) -> float:
    return 60 * len(places) / speech_s if speech_s else 0.0
