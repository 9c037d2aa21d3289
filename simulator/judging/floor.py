"""Whether an answer sounds finished: does the last clause want more, and how far has the story come?

It goes by the last words only, and is made for words without punctuation, of which one in four is wrong.
How long a pause is then borne is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.domain.review import SectionName, SectionTime
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.turn_taking import Floor

_BARE = re.compile(r"[^\w'-]")


def floor(
    words: Sequence[Word],
    sections: Sequence[SectionTime] | None,
    budget_s: float | None,
    rubric: Rubric,
) -> Floor:
    """Where the candidate stands after these words.

    Args:
        sections: of the opening answer by these words; None in the answer to a follow-up.
        budget_s: the time that the opening answer may take.
    """
    return Floor(
        open_clause=is_open([word.text for word in words], rubric),
        section=None if sections is None else _section(sections),
        used=words[-1].end_s / budget_s if words and budget_s else 0.0,
        words=len(words),
    )


def is_open(texts: Sequence[str], rubric: Rubric) -> bool:
    """Whether the last words want more after them; so do none at all."""
    rules = rubric.turn_taking
    said = [_BARE.sub("", text.lower().replace("’", "'")) for text in texts[-rules.look_back :]]
    said = [word for word in said if word]
    if not said or said[-1].endswith("-"):
        return True
    if any(said[-len(filler) :] == filler for filler in (phrase.split() for phrase in rules.fillers)):
        return True
    return said[-1] in rules.open_words or (len(said) > 1 and said[-1] == said[-2])


def _section(sections: Sequence[SectionTime]) -> SectionName:
    """The section of the last words; the first one while nothing is known."""
    ends = {section.name: section.spans[-1][1] for section in sections if section.spans}
    return max(ends, key=lambda name: ends[name]) if ends else "situation"
