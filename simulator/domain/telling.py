"""A story being told for the first time: what is asked, what was told, and what the pack is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from simulator.domain.review import Level, SectionName
from simulator.domain.story import Id, Text


@dataclass(frozen=True, slots=True)
class TellingRules:
    """How a candidate is interviewed for a story of their own, and what its pack says at first."""

    begin: Text
    """Asks for the story; `{question}`."""
    sections: dict[SectionName, Text]
    """Asks for a section that was left out. All five."""
    gaps: dict[Id, Text]
    """Asks for what is missing, by the gap; a gap without a question is only shown."""
    most_questions: Annotated[int, Ge(0), Le(12)]
    """So many questions at most after the telling."""
    done: Text
    """Said when the story is written; `{title}`."""
    too_little: Text
    """Where too little was heard to make a story of."""
    least_words: Annotated[int, Ge(2), Le(8)]
    """The fewest words of a phrase, where it is not shorter by itself."""
    most_words: Annotated[int, Ge(3), Le(12)]
    """The most words of a phrase: more are never said twice alike."""
    most_phrases: Annotated[int, Ge(1), Le(10)]
    """So many phrases a section at most."""
    title_words: Annotated[int, Ge(1), Le(6)]
    """So many words of the telling make its title, until the candidate gives a better one."""
    coaching: dict[SectionName, Text]
    """What each section is for, in any story. All five."""
    common_mistake: dict[SectionName, Text]
    """How each is most often lost. All five."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the story lacks; `id` is a section or a gap. `question` empty: it is not asked for."""

    id: str
    section: SectionName
    question: str
    advice: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase of the candidate's own, and the signal that it was heard for."""

    text: str
    shows: str


@dataclass(frozen=True, slots=True)
class ToldSection:
    """One section as it was told; `text` is empty where it never was."""

    name: SectionName
    target_s: float
    spoken_s: float
    text: str
    phrases: tuple[Proposal, ...]
    mend: tuple[str, ...]
    """What is missing or costs, as advice."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A story of the candidate's own, as it was told."""

    title: str
    question: str
    principles: tuple[str, ...]
    """The one asked about, then others that its signals weigh for."""
    level: Level
    sections: tuple[ToldSection, ...]
    """All five, in STAR order."""
    follow_ups: tuple[str, ...]
    """What an interviewer would ask next."""
    unsure: str = ""
    """Why the words may not be the candidate's; empty where they were heard well."""
