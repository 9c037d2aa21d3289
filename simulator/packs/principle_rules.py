"""What must hold between a principle's fields, and between them and the rubric that it adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from simulator.domain.cues import Listening
from simulator.domain.principle import Principle
from simulator.domain.review import LEVELS
from simulator.domain.rubric import Rubric
from simulator.packs.faults import FieldPath, shown
from simulator.packs.marks import mark_breaks
from simulator.packs.patterns import problems
from simulator.packs.references import References, items, keys, unknown
from simulator.packs.shape import choice
from simulator.packs.vocabulary import Break


def principle_breaks(principle: Principle, rubric: Rubric) -> Iterator[Break]:
    """Every rule that the principle breaks under this rubric."""
    for rule in _RULES:
        yield from rule(principle, rubric)


def pattern_breaks(
    path: FieldPath, texts: Iterable[str], words: Mapping[str, Sequence[str]]
) -> Iterator[Break]:
    """Patterns that cannot be read or would be too dear, by the lists of words that they may name."""
    for place, text in enumerate(texts):
        for problem in problems(text, words):
            yield (*path, place), *problem


def act_breaks(path: FieldPath, rule: Listening) -> Iterator[Break]:
    """Acts of nobody, and doers of nothing."""
    if rule.acts and not rule.doers:
        mend = "say whose acts count, such as 'doers: [i]'"
        yield (*path, "acts"), "is true, but there are no doers", mend
    if rule.doers and not rule.acts:
        yield (*path, "doers"), "counts only with acts", "add 'acts: true' or leave it out"


def _its_ids(principle: Principle, rubric: Rubric) -> Iterator[Break]:
    """A trigger and a review name evidence and probes without saying whose they are."""
    taken = {
        **dict.fromkeys(rubric.gaps, "a gap of the rubric"),
        **dict.fromkeys(rubric.disqualifiers, "a disqualifier of the rubric"),
        **dict.fromkeys(rubric.signals, "a signal of the rubric"),
    }
    for name in principle.shows:
        if name in taken:
            yield ("shows", name), f"is {taken[name]} too", "rename it"
    taken |= dict.fromkeys(principle.shows, "one of shows")
    for name in principle.harms:
        if name in taken:
            yield ("harms", name), f"is {taken[name]} too", "rename it"
    for name in principle.probes:
        if name in rubric.probes:
            yield ("probes", name), "is a probe of the rubric too", "rename it"


def _its_references(principle: Principle, rubric: Rubric) -> Iterator[Break]:
    yield from unknown(_references(principle, rubric))


def _references(principle: Principle, rubric: Rubric) -> References:
    yield items(("weighs",), principle.weighs), "signal", rubric.signals
    credit = rubric.verdict.credit
    for level, bar in principle.levels.items():
        yield keys(("levels", level, "credit"), bar.credit), "signal of verdict.credit", credit
    evidence = (*principle.harms, *principle.shows, *rubric.disqualifiers, *rubric.gaps)
    for name, probe in principle.probes.items():
        here = ("probes", name)
        calls = [((*here, "triggers", place, "when"), call.when) for place, call in enumerate(probe.triggers)]
        yield calls, "evidence of the principle, disqualifier or gap", evidence
        yield items((*here, "signals"), probe.signals), "signal", rubric.signals
        yield items((*here, "disqualifiers"), probe.disqualifiers), "disqualifier", rubric.disqualifiers


def _its_levels(principle: Principle, _: Rubric) -> Iterator[Break]:
    for level in LEVELS:
        if level not in principle.levels:
            yield ("levels", level), "is missing", "add it, for a principle needs all three"


def _its_questions(principle: Principle, _: Rubric) -> Iterator[Break]:
    for place, question in enumerate(principle.questions):
        first = principle.questions.index(question)
        if first < place:
            problem = f"is question {first + 1} once more: '{shown(question)}'"
            yield ("questions", place), problem, "ask something else"


def _its_evidence(principle: Principle, rubric: Rubric) -> Iterator[Break]:
    for group in ("shows", "harms"):
        for name, rule in getattr(principle, group).items():
            path = (group, name)
            if not (rule.cues or rule.patterns or rule.acts):
                yield path, "is heard by nothing", "list phrasings under cues"
            yield from act_breaks(path, rule)
            for field, texts in (("patterns", rule.patterns), ("unless", rule.unless)):
                yield from pattern_breaks((*path, field), texts, rubric.hearing.words)


def _its_examples(principle: Principle, _: Rubric) -> Iterator[Break]:
    told = principle.examples
    if told is None:
        return
    if told.question > len(principle.questions):
        mend = f"give the number of one, 1 to {len(principle.questions)}"
        yield ("examples", "question"), f"is {told.question}, beyond the last question", mend
    for name in told.probes:
        if name not in principle.probes:
            mend = choice(name, tuple(principle.probes)) if principle.probes else "leave it out"
            yield ("examples", "probes", name), "is no follow-up of this principle", mend


def _its_marks(principle: Principle, _: Rubric) -> Iterator[Break]:
    yield from mark_breaks(principle)


_RULES: tuple[Callable[[Principle, Rubric], Iterator[Break]], ...] = (
    _its_ids,
    _its_references,
    _its_levels,
    _its_questions,
    _its_evidence,
    _its_examples,
    _its_marks,
)
