"""Whether words are spelled in sounds as the embedded recogniser takes them; for stories and the rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from simulator.packs.faults import FieldPath, listed, shown

Break = tuple[FieldPath, str, str]
"""Where a rule is broken, what is wrong, how to mend it."""

_PHONES = """
AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH
"""
PHONES = frozenset(_PHONES.split())
"""ARPAbet without stress. Source: the dictionary and acoustic model in pocketsphinx's wheel use these 39."""
_SPOKEN_WORD = re.compile(r"[a-z0-9][a-z0-9'._-]*")


def vocabulary_breaks(vocabulary: Mapping[str, str]) -> Iterator[Break]:
    """What is wrong with the words, and with the sounds of each."""
    for word, sounds in vocabulary.items():
        path = ("vocabulary", word)
        if not _SPOKEN_WORD.fullmatch(word):
            yield path, "is not one word in small letters", "write it as a recogniser would, such as webhook"
        strange = sorted(set(sounds.split()) - PHONES)
        if strange or not sounds.split():
            problem = f"holds {listed(map(shown, strange), 'and')}" if strange else "is empty"
            yield path, problem, "use ARPAbet's 39 phones without stress, such as W EH B HH UH K"
