"""How the answer was said: pace, pauses, fillers, 'I' and 'we'. Silent where there is nothing to mend.

It works from the words alone, so fillers are those that the recogniser wrote down: a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from simulator.domain.review import Delivery
from simulator.domain.rules import DeliveryRules
from simulator.domain.speech import Transcript, Word
from simulator.judging.evidence import words_in
from simulator.judging.findings import Findings
from simulator.judging.texts import fill

_I = re.compile(r"i(?:'(?:d|ll|m|ve))?")
_WE = re.compile(r"we(?:'(?:d|ll|re|ve))?")
LEAST_DOERS = 4
"""With fewer 'I' and 'we' in Action their ratio says nothing. Source: judgement."""
LEAST_PACE_S = 10.0
"""Speech too short to have a pace. Source: judgement."""


def describe(transcript: Transcript, findings: Findings, rules: DeliveryRules) -> Delivery:
    """The figures, and a note for each that lies outside its bounds."""
    words = transcript.words
    gaps = [max(0.0, b.start_s - a.end_s) for a, b in pairwise(words)]
    speech_s = sum(max(0.0, w.end_s - w.start_s) for w in words) + sum(g for g in gaps if g <= rules.rest_s)
    minutes = speech_s / 60
    pace = len(words) / minutes if minutes else 0.0
    fillers = count_fillers(words, rules)
    rate = fillers / minutes if minutes else 0.0
    doers = [_bare(word) for word in words_in(transcript, findings, "action")]
    share = _i_share(doers)
    longest = max(gaps, default=0.0)
    plain = Delivery(pace, share, fillers, rate, longest)
    return replace(plain, notes=tuple(_notes(plain, rules, speech_s)))


def count_fillers(words: Sequence[Word], rules: DeliveryRules) -> int:
    """How often a filler of one or more words was written down."""
    said = [_bare(word) for word in words]
    phrases = [filler.lower().split() for filler in rules.fillers]
    return sum(said[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(said)))


def _i_share(said: Sequence[str]) -> float | None:
    i = sum(_I.fullmatch(word) is not None for word in said)
    we = sum(_WE.fullmatch(word) is not None for word in said)
    return i / (i + we) if i + we >= LEAST_DOERS else None


def _notes(measured: Delivery, rules: DeliveryRules, speech_s: float) -> Iterator[str]:
    pace, share = measured.words_per_minute, measured.i_to_we
    long_enough = speech_s >= LEAST_PACE_S
    if long_enough and pace < rules.slowest_wpm:
        yield _note(rules, "slow", pace)
    if long_enough and pace > rules.fastest_wpm:
        yield _note(rules, "fast", pace)
    if share is not None and share < rules.least_i_share:
        yield _note(rules, "we", 100 * share)
    if long_enough and measured.fillers_per_minute > rules.fillers_per_minute:
        yield _note(rules, "fillers", measured.fillers_per_minute)
    if measured.longest_pause_s > rules.longest_pause_s:
        yield _note(rules, "pause", measured.longest_pause_s)


def _note(rules: DeliveryRules, name: str, value: float) -> str:
    return fill(rules.messages.get(name, ""), value=f"{value:.0f}")


def _bare(word: Word) -> str:
    return re.sub(r"[^\w']", "", word.text.lower().replace("’", "'"))
