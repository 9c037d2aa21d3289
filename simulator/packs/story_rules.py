"""What must hold between the fields of a story, beyond the type of each.

Each rule yields where it is broken, what is wrong and how to mend it. They judge form, never taste:
whether a strong example is strong is its writer's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from simulator.domain.review import LEVELS, SECTIONS
from simulator.domain.story import Story
from simulator.packs.faults import shown
from simulator.packs.shape import choice, nearest
from simulator.packs.vocabulary import Break, vocabulary_breaks

OWN = "own"
"""The name under which a candidate tells a story that no pack holds; no pack may take it."""
PROBES = ("influence", "motivation", "quantification", "hindsight", "contribution", "shortcut-pressure")
MODES = ("walkthrough", "drill", "interview")
SIGNALS = (
    "noticed",
    "unowned-gap",
    "scope-boundary",
    "self-assigned",
    "durable-fix",
    "first-person-action",
    "cross-team-delivery",
    "metric-delta",
    "business-value",
    "adoption",
    "systemic-insight",
    "specific-learning",
)
"""Those of the general rubric."""
PRINCIPLES = (
    "customer-obsession",
    "ownership",
    "invent-and-simplify",
    "are-right-a-lot",
    "learn-and-be-curious",
    "hire-and-develop-the-best",
    "insist-on-the-highest-standards",
    "think-big",
    "bias-for-action",
    "frugality",
    "earn-trust",
    "dive-deep",
    "have-backbone-disagree-and-commit",
    "deliver-results",
    "strive-to-be-earths-best-employer",
    "success-and-scale-bring-broad-responsibility",
)
"""Amazon's sixteen. Others are welcome: the list only catches slips of the pen."""

_SLIP = 85
"""Likeness, 0-100, from which a principle is taken for a misspelt one of the list. Source: judgement."""


def breaks(story: Story, signals: Sequence[str], principles: Sequence[str]) -> Iterator[Break]:
    """Every rule that the story breaks, by the names that it may use; other principles are welcome too."""
    for rule in _RULES:
        yield from rule(story)
    yield from _its_phrases(story, signals)
    yield from _its_principles(story, principles)


def _its_id(story: Story) -> Iterator[Break]:
    if story.id == OWN:
        yield ("id",), f"is '{OWN}', which stands for a story without a pack", "choose another id"


def _its_sections(story: Story) -> Iterator[Break]:
    for name in SECTIONS:
        if name not in story.sections:
            yield ("sections", name), "is missing", "add it, for a story needs all five"


def _its_phrases(story: Story, signals: Sequence[str]) -> Iterator[Break]:
    for section, told in story.sections.items():
        for signal, phrases in told.means.items():
            path = ("sections", section, "means", signal)
            if signal not in signals:
                yield path, "is no signal", choice(signal, signals)
            for place, phrase in enumerate(phrases):
                if phrase not in told.phrases:
                    problem = "is none of the section's phrases"
                    yield (*path, place), problem, "copy one of them to the letter, or add it to them"


def _its_principles(story: Story, principles: Sequence[str]) -> Iterator[Break]:
    for place, principle in enumerate(story.principles):
        meant = nearest(principle, principles, _SLIP)
        if meant and meant != principle:
            yield ("principles", place), f"is '{shown(principle)}'", f"write {meant}"
    for lens in story.lenses:
        if lens not in story.principles:
            mend = f"{choice(lens, story.principles)}, or name it under principles"
            yield ("lenses", lens), "is none of the story's principles", mend


def _its_levels(story: Story) -> Iterator[Break]:
    for level in LEVELS:
        if story.levels and level not in story.levels:
            yield ("levels", level), "is missing", "add it, for all three are told or none"
    for level, words in story.levels.items():
        shortest, longest = words.time_s
        if shortest > longest:
            problem = f"runs from {shortest:g} to {longest:g}"
            yield ("levels", level, "time_s"), problem, "put the shorter time first"


def _its_known_names(story: Story) -> Iterator[Break]:
    tables: tuple[tuple[str, Iterable[str], tuple[str, ...]], ...] = (
        ("probes", story.probes, PROBES),
        ("modes", story.modes, MODES),
    )
    for table, names, known in tables:
        for name in names:
            if name not in known:
                yield (table, name), "is not a known name", choice(name, known)


def _its_weak_answer(story: Story) -> Iterator[Break]:
    weak = story.weak_answer
    for place, mark in enumerate(weak.marks if weak else ()):
        if weak and mark.quote not in weak.text:
            path = ("weak_answer", "marks", place, "quote")
            yield path, "does not occur in weak_answer.text", "copy the words to the letter"


def _its_knowledge_checks(story: Story) -> Iterator[Break]:
    for place, check in enumerate(story.knowledge_checks):
        right = sum(option.correct for option in check.options)
        if right != 1:
            problem = f"has {right} correct options" if right else "has no correct option"
            yield ("knowledge_checks", place, "options"), problem, "mark exactly one with 'correct: true'"


def _its_vocabulary(story: Story) -> Iterator[Break]:
    yield from vocabulary_breaks(story.vocabulary)


_RULES: tuple[Callable[[Story], Iterator[Break]], ...] = (
    _its_id,
    _its_sections,
    _its_levels,
    _its_known_names,
    _its_weak_answer,
    _its_knowledge_checks,
    _its_vocabulary,
)
