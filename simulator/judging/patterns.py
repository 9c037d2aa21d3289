"""The rubric's patterns: regular expressions over words, with the rubric's own lists of words in them.

It finds where they stand in a text; what they mean there is not its concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.judging.needed import Shortlist

_LIST = re.compile(r"<([a-z_]+)>")


class PatternTable:
    """Patterns, each under its owner's name, looked for together in one text."""

    def __init__(self, owned: Sequence[tuple[str, str]], words: Mapping[str, Iterable[str]]) -> None:
        spelled = [spell(text, words) for _, text in owned]
        self._ready = tuple((name, _compiled(text)) for (name, _), text in zip(owned, spelled, strict=True))
        self._shortlist = Shortlist(spelled)

    def find(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """The first match of each pattern, with its owner, in the order given."""
        words = text.split()
        live, begins = self._shortlist.of(words)
        tried = set(self._shortlist.patterns(live & self._shortlist.anywhere))
        found = {at: self._ready[at][1].search(text) for at in tried}
        place = 0
        for word, branches in zip(words, begins, strict=True):
            for at in self._shortlist.patterns(branches) if branches else ():
                if found.get(at) is None and at not in tried:
                    found[at] = self._ready[at][1].match(text, place)
            place += len(word) + 1
        for at, match in sorted(found.items()):
            if match:
                yield self._ready[at][0], match


def spell(text: str, words: Mapping[str, Iterable[str]]) -> str:
    """A rubric's pattern spelled out: `<name>` is a list, `~` up to four words.

    Raises:
        KeyError: the list is not in the rubric.
    """
    spelled = _LIST.sub(lambda found: "(?:" + "|".join(words[found[1]]) + ")", text)
    return spelled.replace(" ~ ", r" (?:\S+ ){0,4}?")


def compile_pattern(text: str, words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """A rubric's pattern as a regular expression over words.

    Raises:
        KeyError: a list is not in the rubric.
        re.error: the pattern cannot be read.
    """
    return _compiled(spell(text, words))


def _compiled(spelled: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{spelled})(?!\S)")
