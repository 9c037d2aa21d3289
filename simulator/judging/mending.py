"""Doubted words -> what was likelier said, so that one misheard word does not hide a thought.

Only words that the recogniser itself doubts are touched, and only towards words that the rubric listens
for. What was recognised is still what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import extract

from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.story import Story
from simulator.judging import reading_words as lists
from simulator.judging.lexicon import word_classes
from simulator.judging.tokens import forms

DOUBTED = 0.8
"""A word of less confidence may be another. Source: judgement."""
LEAST_LETTERS = 4
"""Shorter words have too many neighbours. Source: judgement."""
_LEAST_STEM = 3
LEAST_ALIKE = 0.6
"""How alike in spelling a word of the same sound must be. Source: judgement."""
_WORD = re.compile(r"[a-z][a-z']+")
_SUBJECTS = frozenset(
    head[0] for heads in (lists.I, lists.WE, lists.THEY) for head in heads if len(head) == 1
)
_BEFORE_BASE = frozenset(
    "to will would can could did didn't don't not should must might let help please".split()
)
_SAME_SOUND = {"know": ("no", _SUBJECTS | _BEFORE_BASE)}
"""Small words that sound the same, and the words behind which they are what they are."""


class Mender:
    """The words that one rubric, with one story, listens for; `vocabulary`: those of the learned judge."""

    def __init__(self, rubric: Rubric, story: Story | None, vocabulary: Iterable[str] = ()) -> None:
        self._wanted = frozenset((*_wanted(rubric, story), *vocabulary))
        self._known = self._wanted | word_classes().keys() | lists.PAST | _SUBJECTS
        self._long = sorted(word for word in self._wanted if len(word) > LEAST_LETTERS)
        self._near = lru_cache(maxsize=4096)(self._nearest)
        self._by_sound: dict[str, list[str]] = {}
        for word in sorted(self._wanted):
            self._by_sound.setdefault(metaphone(word), []).append(word)

    def mend(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The words' texts, doubted ones as what they are likelier to be; as many as there are words."""
        texts = [word.text for word in words]
        doubted = [word.confidence is not None and word.confidence < DOUBTED for word in words]
        if not any(doubted):
            return tuple(texts)
        for at, word in enumerate(words):
            if not doubted[at]:
                continue
            bare = " ".join(forms(word.text))
            before = " ".join(forms(texts[at - 1])) if at else ""
            if at and doubted[at - 1] and self._is_one(before, bare):
                texts[at - 1 : at + 1] = [before + bare, ""]
            elif bare:
                texts[at] = self._likelier(bare, before) or word.text
        return tuple(texts)

    def _is_one(self, left: str, right: str) -> bool:
        """Whether two doubted words are one that is listened for, cut in two."""
        return right not in self._known and left + right in self._wanted

    def _likelier(self, word: str, before: str) -> str:
        """What the word is likelier to be; nothing for itself."""
        if word in _SAME_SOUND:
            other, kept_behind = _SAME_SOUND[word]
            return "" if before in kept_behind else other
        past = self._past(word)
        told = before in _SUBJECTS or before in lists.ADVERBS
        if past and before not in _BEFORE_BASE and (told or word not in self._known):
            return past
        if word in self._known or len(word) < LEAST_LETTERS:
            return ""
        return self._near(word)

    def _past(self, word: str) -> str:
        """The past tense of which the word may have lost the ending."""
        tails = ("d",) if word.endswith("e") else ("ed",)
        found = (word + tail for tail in tails if len(word) >= _LEAST_STEM)
        return next((past for past in found if past in self._wanted), "")

    def _nearest(self, word: str) -> str:
        """The word that is a letter off, else the one that sounds the same."""
        found = extract(word, self._long, scorer=OSA.distance, score_cutoff=1, limit=None)
        near = [other for other, _, _ in found]
        if near:
            return max(near, key=lambda other: (len(other), other))
        alike = [(Indel.normalized_similarity(w, word), w) for w in self._by_sound.get(metaphone(word), ())]
        share, other = max(alike, default=(0.0, ""))
        return other if share >= LEAST_ALIKE else ""


def _wanted(rubric: Rubric, story: Story | None) -> Iterable[str]:
    """The words of cues, patterns and phrases."""
    rules = (*rubric.signals.values(), *rubric.disqualifiers.values())
    texts = [text for rule in rules for text in (*rule.cues, *rule.patterns, *rule.unless)]
    texts += [text for listed in rubric.hearing.words.values() for text in listed]
    texts += [text for told in (story.sections if story else {}).values() for text in told.phrases]
    return (word for text in texts for word in _WORD.findall(text.lower()))
