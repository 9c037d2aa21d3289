"""Silences between words: inside a clause, where they read as unsure, and anywhere, where they last.

Where a clause ends is told from the words on both sides of the silence, never from the silence itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.domain.delivery import DeliveryRules
from simulator.domain.review import DeliveryNote
from simulator.domain.speech import Word
from simulator.judging.delivery.remarks import around, bare, remark, seconds

PUNCTUATED_WORDS = 45
"""With a sentence end in so many words the recogniser writes punctuation. Source: judgement; the mean
labelled sentence has 17 words."""
_ENDS = (".", "?", "!", "…")
_BREAKS = (*_ENDS, ",", ";", ":", "—", "–", "-")
_CLOSERS = "\"'”’)]"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence after word `after`."""

    after: int
    length_s: float


@dataclass(frozen=True, slots=True)
class Pauses:
    """`inside` holds those that are long enough to read as unsure, and inside a clause."""

    longest: Pause | None
    inside: tuple[Pause, ...]

    @property
    def longest_s(self) -> float:
        return self.longest.length_s if self.longest else 0.0


def measure(words: Sequence[Word], rules: DeliveryRules) -> Pauses:
    gaps_s = [max(0.0, right.start_s - left.end_s) for left, right in pairwise(words)]
    longest_s = max(gaps_s, default=0.0)
    clauses = _Clauses(words, rules)
    long = (Pause(at, gap_s) for at, gap_s in enumerate(gaps_s) if gap_s > rules.pauses.inside_s)
    return Pauses(
        Pause(gaps_s.index(longest_s), longest_s) if gaps_s else None,
        tuple(pause for pause in long if clauses.go_on_after(pause.after)),
    )


def notes(measured: Pauses, words: Sequence[Word], rules: DeliveryRules) -> Iterator[DeliveryNote]:
    longest = measured.longest
    if longest and longest.length_s >= rules.pauses.longest_s:
        at = around(words, longest.after, longest.after)
        yield from remark(rules, "pause", at, value=seconds(longest.length_s))
    inside = [pause for pause in measured.inside if pause.length_s < rules.pauses.longest_s]
    if inside:
        worst = max(inside, key=lambda pause: pause.length_s)
        name = "pause-inside" if len(inside) == 1 else "pauses-inside"
        at = around(words, worst.after, worst.after)
        yield from remark(rules, name, at, value=seconds(worst.length_s), count=str(len(inside)))


class _Clauses:
    """Whether a clause goes on over a silence."""

    def __init__(self, words: Sequence[Word], rules: DeliveryRules) -> None:
        self._texts = [word.text.rstrip(_CLOSERS) for word in words]
        self._bare = [bare(word.text) for word in words]
        self._hanging = frozenset(rules.pauses.hanging)
        self._openers = frozenset(rules.pauses.openers)
        self._fillers = frozenset(rules.fillers.say)
        ends = sum(text.endswith(_ENDS) for text in self._texts)
        self._punctuated = ends * PUNCTUATED_WORDS >= len(words) > 0

    def go_on_after(self, at: int) -> bool:
        """Fillers on either side are passed over: 'the, um, … gateway' stops inside a clause."""
        left, right = self._passing_fillers(at, -1), self._passing_fillers(at + 1, 1)
        if left is None or right is None or self._marked(left, right, _ENDS):
            return False
        if self._bare[left] in self._hanging:
            return True
        if not self._punctuated or self._bare[right] in self._openers:
            return False
        return not self._marked(left, right, _BREAKS) and not self._texts[right][:1].isupper()

    def _marked(self, left: int, right: int, marks: tuple[str, ...]) -> bool:
        return any(text.endswith(marks) for text in self._texts[left:right])

    def _passing_fillers(self, at: int, step: int) -> int | None:
        while 0 <= at < len(self._bare):
            if self._bare[at] and self._bare[at] not in self._fillers:
                return at
            at += step
        return None
