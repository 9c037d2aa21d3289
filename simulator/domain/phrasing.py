"""What the rubric has the interviewer say: how words are quoted, leads, names of things, advice.

Texts may hold the marks named at their field, such as `{quote}`; the rooms that speak fill them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from simulator.domain.review import SectionName
from simulator.domain.rules import Texts
from simulator.domain.story import Id, Text


@dataclass(frozen=True, slots=True)
class QuoteRules:
    """How the candidate's words are cut for the interviewer to say."""

    most_words: Annotated[int, Ge(3), Le(40)]
    least_words: Annotated[int, Ge(1), Le(10)]
    """A shorter remainder is not quoted."""
    breaks: Texts
    """Words before which a clause may end."""
    dangling: Texts
    """Words on which a quote never ends."""
    dangling_inside: Texts
    """Further words on which a quote does not end that is cut inside a clause."""
    leading: Texts
    """Words with which a quote never begins."""
    fillers: Texts
    """Sounds left out at both ends."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said around the candidate's words, and the names of things."""

    lead_quote: Texts
    """Before a question, with `{quote}`."""
    lead_plain: Texts
    """Before a question, where there is nothing to quote."""
    lead_dig: Texts
    """Before the second question on one subject."""
    story_because: Text
    """Why a story's own probe is asked that the rubric does not know; `{probes_for}`."""
    subjects: dict[Id, Text]
    """What each probe is about, to be set into a sentence."""
    credit: dict[Id, Text]
    """What each signal shows, as a sentence to the candidate."""
    cost: dict[Id, Text]
    """What each disqualifier costs, as a sentence to the candidate."""
    add: dict[Id, Text]
    """How to earn a signal that is missing, as advice."""
    mend: dict[Id, Text]
    """How to mend a disqualifier, as advice; `{quote}` is what was said."""
    missing: dict[SectionName, Text]
    """A section that was left out, as a sentence."""
    overlong: Text
    """An answer beyond its time; `{spoken}` and `{target}` as minutes and seconds."""
    raise_to: Text
    """What would have lifted the rating; `{rating}` and `{items}`."""
    polish: Texts
    """Advice for an answer that needs no mending."""
    withheld: Text
    """The first thing to do when the verdict is withheld."""
    again_begins: Text
    """Before the recordings are heard again; `{recogniser}`."""
    again_left: Text
    """Where the second hearing was broken off."""
    again_rating: Text
    """A second hearing changed the rating; `{before}` and `{after}`."""
    again_no_rating: Text
    """What stands for `{before}` where the verdict was withheld."""
    again_grade: Text
    """A second hearing changed a follow-up's grade; `{subject}`, `{before}` and `{after}`."""
    again_gone: Text
    """What a second hearing did not hear any more; `{quote}`."""
    again_new: Text
    """What only the second hearing heard; `{quote}`."""
