"""'I' and 'we' as doers in Action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.domain.delivery import DeliveryRules, DoerRules
from simulator.domain.review import DeliveryNote
from simulator.domain.speech import Word
from simulator.judging.delivery.remarks import BEFORE, bare, remark, whole
from simulator.judging.evidence import SaidIn

_I = re.compile(r"i(?:'(?:d|ll|m|ve))?")
_WE = re.compile(r"we(?:'(?:d|ll|re|ve))?")


@dataclass(frozen=True, slots=True)
class Doers:
    """`i_share` is None where there are too few to tell; `first_we` is the first 'we' of Action."""

    i_share: float | None
    first_we: Word | None


def measure(said: SaidIn, rules: DoerRules) -> Doers:
    ours = [word for word in said["action"] if _WE.fullmatch(bare(word.text))]
    mine = sum(_I.fullmatch(bare(word.text)) is not None for word in said["action"])
    count = mine + len(ours)
    return Doers(mine / count if count >= rules.least else None, ours[0] if ours else None)


def notes(measured: Doers, words: Sequence[Word], rules: DeliveryRules) -> Iterator[DeliveryNote]:
    share, first = measured.i_share, measured.first_we
    if share is not None and first is not None and share < rules.doers.least_i_share:
        at = words.index(first)
        yield from remark(rules, "we", words[at : at + 2 * BEFORE], value=whole(100 * share))
