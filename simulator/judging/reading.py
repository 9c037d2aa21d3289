"""Who does what in a clause, and how far the candidate stands by it.

Signals and disqualifiers share this one reading. It looks at a clause with its neighbours in the unit;
it knows nothing of cues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from simulator.judging import reading_words as lists
from simulator.judging.clauses import Clause, Unit
from simulator.judging.numbers import has_number, has_unit

DoerName = Literal["i", "we", "they", "nobody", "you", "it"]
_DOERS: tuple[tuple[DoerName, tuple[tuple[str, ...], ...]], ...] = (
    ("nobody", lists.NOBODY),
    ("i", lists.I),
    ("we", lists.WE),
    ("they", lists.THEY),
    ("you", lists.YOU),
)
_BY_FIRST_WORD: dict[str, list[tuple[DoerName, tuple[str, ...]]]] = {}
for _name, _heads in _DOERS:
    for _head in _heads:
        _BY_FIRST_WORD.setdefault(_head[0], []).append((_name, _head))
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause. `doer` is 'they' for every named or unnamed other person; 'we' for the team as well."""

    doer: DoerName = "it"
    verb: str = ""
    """The first word of what the doer does, as heard; empty where none was made out."""
    tense: Tense = "past"
    denied: bool = False
    supposed: bool = False
    """Hypothetical: could have, would, if."""
    reported: bool = False
    """Somebody else's words or view."""
    contrasted: bool = False
    """Named only to be set aside: 'I could have …, but'."""
    corrected: bool = False
    """'We' that is at once made 'I', or an agreement that I would do it."""
    looking_back: bool = False
    number: bool = False
    unit: bool = False

    @property
    def asserted(self) -> bool:
        return not (self.denied or self.supposed or self.reported or self.contrasted)


def read(unit: Unit) -> tuple[Reading, ...]:
    """The readings of a unit's clauses, in step with `unit.clauses`."""
    found: list[Reading] = []
    speaker = False
    for clause in unit.clauses:
        reading = _read_clause(clause, found[-1] if found else None)
        speaker = _still_reported(reading, clause, speaker)
        found.append(replace(reading, reported=True) if speaker else reading)
        speaker = speaker or _opens_report(reading, clause)
    return tuple(_corrected(unit, _contrasted(unit.clauses, found)))


def _read_clause(clause: Clause, before: Reading | None) -> Reading:
    words = [token.text for token in clause.tokens]
    doer, verb = _doer(words, before)
    text = f" {' '.join(words)} "
    return Reading(
        doer=doer,
        verb=verb,
        tense=_tense(words),
        denied=_is_denied(words, text, doer),
        supposed=_is_supposed(words, text),
        reported=_holds(words, text, lists.REPORT_PHRASES),
        contrasted=text.startswith(lists.SET_ASIDE),
        looking_back=_holds(words, text, lists.LOOKING_BACK),
        number=has_number(words),
        unit=has_unit(words),
    )


def _doer(words: Sequence[str], before: Reading | None) -> tuple[DoerName, str]:
    """The doer and the word after it; a clause that begins with its verb keeps the doer before it."""
    lead = _lead(words)
    for at, word in enumerate(words):
        found = _doer_at(words, at)
        if found and not (at and words[at - 1] in lists.PREPOSITIONS):
            name, length = found
            return name, _verb(words, at + length)
        if at == lead and word in lists.THINGS:
            return "it", _verb(words, at + 1)
        if before and at == lead and is_past(word):
            return before.doer, word
    return "it", _verb(words, 0)


def _lead(words: Sequence[str]) -> int:
    at = 0
    while at < len(words) and words[at] in lists.LEADS:
        at += 1
    return at


def _doer_at(words: Sequence[str], at: int) -> tuple[DoerName, int] | None:
    for name, head in _BY_FIRST_WORD.get(words[at], ()):
        if tuple(words[at : at + len(head)]) == head:
            return name, len(head)
    if words[at] in lists.DETERMINERS:
        return _person_after(words, at)
    return None


def _person_after(words: Sequence[str], at: int) -> tuple[DoerName, int] | None:
    """'The team', 'my manager', 'one of their engineers', 'the new guy'."""
    for ahead in range(at + 1, min(at + 5, len(words))):
        if words[ahead] in lists.TEAM and _is_own(words[at:ahead]):
            return "we", ahead + 1 - at
        if words[ahead] in lists.PERSONS:
            return "they", ahead + 1 - at
        if words[ahead] in lists.PREPOSITIONS - {"of"}:
            return None
    return None


def _is_own(before: Sequence[str]) -> bool:
    """Whether the words before 'team' make it the candidate's own."""
    return tuple(before) in lists.OWN_TEAM


def _verb(words: Sequence[str], start: int) -> str:
    for word in words[start : start + 4]:
        if word not in lists.ADVERBS:
            return word
    return ""


@lru_cache(maxsize=16384)
def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense."""
    return word in lists.PAST or (len(word) > 4 and word.endswith("ed") and word not in lists.NOT_PAST)


def _tense(words: Sequence[str]) -> Tense:
    if not lists.FUTURE.isdisjoint(words):
        return "future"
    if not lists.PAST_AUXILIARIES.isdisjoint(words) or any(map(is_past, words)):
        return "past"
    return "present"


def _is_denied(words: Sequence[str], text: str, doer: DoerName) -> bool:
    if _holds(words, text, lists.NOT_DENIALS):
        return False
    return doer == "nobody" or not lists.DENIALS.isdisjoint(words) or "n't " in text


def _is_supposed(words: Sequence[str], text: str) -> bool:
    if _holds(words, text, lists.SUPPOSED):
        return True
    if lists.WOULD_OR_HAD.isdisjoint(words):
        return False
    return any(word in lists.WOULD_OR_HAD and _is_base(_verb(words, at + 1)) for at, word in enumerate(words))


def _is_base(word: str) -> bool:
    return bool(word) and not is_past(word) and word not in lists.PARTICIPLES and not word.endswith("ing")


def _holds(words: Sequence[str], text: str, phrases: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a text, with a space at either end, holds one of the phrases; `words`: the same, split."""
    if phrases.keys().isdisjoint(words):
        return False
    return any(phrase in text for word in words if word in phrases for phrase in phrases[word])


def _opens_report(reading: Reading, clause: Clause) -> bool:
    words = [token.text for token in clause.tokens]
    return reading.doer in ("they", "you", "nobody", "it", "we") and _speaks(words)


def _speaks(words: Sequence[str]) -> bool:
    text = f" {' '.join(words)} "
    return not lists.SAYS.isdisjoint(words) or _holds(words, text, lists.SAYS_PHRASES)


def _still_reported(reading: Reading, clause: Clause, speaker: bool) -> bool:
    """Somebody's words go on until the candidate takes over again."""
    opening = clause.tokens[0].text
    if opening in ("but", "so", "because", "instead"):
        return False
    return speaker and not (reading.doer == "i" and (reading.tense == "past" or opening == "and"))


def _contrasted(clauses: Sequence[Clause], found: Sequence[Reading]) -> Iterator[Reading]:
    """What is supposed, denied or reported before a 'but' is set aside by it."""
    for at, reading in enumerate(found):
        stands = reading.supposed or reading.reported
        turned = stands and any(map(_turns, clauses[at + 1 : at + 4]))
        yield replace(reading, contrasted=True) if turned else reading


def _turns(clause: Clause) -> bool:
    """Whether a clause sets aside what went before it."""
    return clause.tokens[0].text in lists.TURNS or f" {clause.text} ".startswith(lists.REFUSALS)


def _corrected(unit: Unit, found: Iterator[Reading]) -> Iterator[Reading]:
    text = f" {unit.text} "
    agreed = any(phrase in text for phrase in lists.AGREEMENTS)
    for reading in found:
        corrected = unit.repaired or (agreed and reading.doer == "we")
        yield replace(reading, corrected=True) if corrected else reading
