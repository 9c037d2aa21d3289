"""The candidate's words, cut so that an interviewer can say them.

A quote begins without a filler or an 'and', ends at the edge of a clause where it can, and never on a
word that hangs. Words inside it are left as they were said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.domain.phrasing import QuoteRules

_I = re.compile(r"^i(?=$|['’,.])")
"""A recogniser may write it small; it is shown and read as a word of its own."""
_LISTING = frozenset(["and", "or"])
"""They join words as well as clauses: an edge only before a subject."""
_SUBJECTS = frozenset(
    "i we they he she it you nobody somebody someone everybody there this that the my our their his "
    "her then".split()
)


def speakable(words: str, rules: QuoteRules) -> str:
    """The quote to be spoken, or '' where nothing worth saying is left.

    `words` is what the candidate said, of any length; at most `rules.most_words` words come back.
    """
    said = _without_lead(words.split(), rules)
    hanging = frozenset(rules.dangling)
    if len(said) > rules.most_words:
        keep = _cut(said, rules)
        if not _is_edge(said, keep, rules):
            hanging |= frozenset(rules.dangling_inside)
        said = said[:keep]
    said = _without_tail(said, hanging, rules)
    if len(said) < rules.least_words:
        return ""
    return " ".join(_I.sub("I", word) for word in said).strip(' ,;:.-–—…"“”')


def _without_lead(said: list[str], rules: QuoteRules) -> list[str]:
    leading = [phrase.split() for phrase in (*rules.leading, *rules.fillers)]
    while run := _phrase_at(said, leading):
        said = said[run:]
    return said


def _without_tail(said: list[str], hanging: frozenset[str], rules: QuoteRules) -> list[str]:
    fillers = [list(reversed(phrase.split())) for phrase in rules.fillers]
    while said:
        run = _phrase_at(said[::-1], fillers)
        if not run and _bare(said[-1]) in hanging and not _ends_sentence(said[-1]):
            run = 1
        if not run:
            break
        said = said[:-run]
    return said


def _cut(said: Sequence[str], rules: QuoteRules) -> int:
    """How many words to keep: to the last clause edge that leaves enough, else as many as may be said."""
    least = max(rules.least_words, rules.most_words // 2)
    edges = [at for at in range(least, rules.most_words + 1) if _is_edge(said, at, rules)]
    return edges[-1] if edges else rules.most_words


def _is_edge(said: Sequence[str], at: int, rules: QuoteRules) -> bool:
    if said[at - 1].rstrip("\"”'").endswith((",", ".", ";", ":", "?", "!", "—", "–")):
        return True
    here, ahead = _bare(said[at]), _bare(said[at + 1]) if at + 1 < len(said) else ""
    joins = here not in _LISTING or ahead in _SUBJECTS
    return here in rules.breaks and joins and _bare(said[at - 1]) not in rules.dangling


def _phrase_at(said: Sequence[str], phrases: Iterable[Sequence[str]]) -> int:
    """How many words the longest of the phrases takes up at the start of `said`."""
    fits = [len(p) for p in phrases if [_bare(word) for word in said[: len(p)]] == list(p)]
    return max(fits, default=0)


def _ends_sentence(word: str) -> bool:
    return word.rstrip("\"”'").endswith((".", "?", "!"))


def _bare(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower().replace("’", "'"))
