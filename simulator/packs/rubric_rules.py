"""What must hold between the fields of a rubric, beyond the type of each.

Each rule yields where it is broken, what is wrong and how to mend it: names that name nothing, names that
the other rooms look up and do not find, bounds the wrong way round. How much anything weighs, and which
words are the right ones, is its writer's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any, get_args

from simulator.domain.bank import Strength
from simulator.domain.cues import Listening
from simulator.domain.review import LEVELS, RATINGS, SECTIONS
from simulator.domain.rubric import Rubric
from simulator.packs.faults import FieldPath, shown
from simulator.packs.marks import DELIVERY_MESSAGES, TRUST_MESSAGES, mark_breaks
from simulator.packs.patterns import problems
from simulator.packs.principle_rules import act_breaks, pattern_breaks, principle_breaks
from simulator.packs.references import References, items, keys, unknown
from simulator.packs.vocabulary import Break, vocabulary_breaks

INNER = "inner"
"""The list of verbs that are no concrete acts, which the judge looks up by this name."""
ENDINGS = ("fillers", "open", "leaning", "closed")
"""The lists of endings, of which each says something else."""
_LIST_NAME = re.compile(r"[a-z_]+")
_ORDERED = (("slowest_wpm", "fastest_wpm"), ("least_words", "most_words"), ("inside_s", "longest_s"))
"""Bounds that stand side by side, the lower first."""


def rubric_breaks(rubric: Rubric) -> Iterator[Break]:
    """Every rule that the rubric breaks."""
    for rule in _RULES:
        yield from rule(rubric)


def _its_ids(rubric: Rubric) -> Iterator[Break]:
    """A trigger or a cap names a disqualifier or a gap and cannot say which it means."""
    taken = {**dict.fromkeys(rubric.signals, "signal"), **dict.fromkeys(rubric.gaps, "gap")}
    for name in rubric.disqualifiers:
        if name in taken:
            yield ("disqualifiers", name), f"is a {taken[name]} too", "rename one of the two"
    for name in rubric.gaps:
        if name in rubric.signals:
            yield ("gaps", name), "is a signal too", "rename one of the two"


def _its_references(rubric: Rubric) -> Iterator[Break]:
    for part in (_weights, _follow_ups, _wordings):
        yield from unknown(part(rubric))


def _weights(rubric: Rubric) -> References:
    verdict, signals = rubric.verdict, rubric.signals
    for level, bar in rubric.levels.items():
        yield keys(("levels", level, "credit"), bar.credit), "signal of verdict.credit", verdict.credit
    yield keys(("verdict", "credit"), verdict.credit), "signal", signals
    yield keys(("verdict", "cost"), verdict.cost), "disqualifier", rubric.disqualifiers
    yield keys(("verdict", "gaps"), verdict.gaps), "gap", rubric.gaps
    answers = {name: cost.answered_by for name, cost in verdict.cost.items() if cost.answered_by is not None}
    yield [(("verdict", "cost", at, "answered_by"), name) for at, name in answers.items()], "signal", signals
    caps = [(("verdict", "caps", place, "when"), cap.when) for place, cap in enumerate(verdict.caps)]
    yield caps, "disqualifier or gap", _wrongs(rubric)


def _follow_ups(rubric: Rubric) -> References:
    signals = rubric.signals
    tough = rubric.tough
    yield [(("tough", "mine"), tough.mine)], "signal", signals
    if tough.we is not None:
        yield [(("tough", "we"), tough.we)], "disqualifier", rubric.disqualifiers
    yield keys(("telling", "gaps"), rubric.telling.gaps), "gap", rubric.gaps
    for name, section in rubric.sections.items():
        yield [(("sections", name, "phrases_mean"), section.phrases_mean)], "signal", signals
    for part, wanted in rubric.drill.wants.items():
        yield items(("drill", "wants", part), wanted), "signal", signals
    for lack, gap in rubric.gaps.items():
        yield items(("gaps", lack, "closed_by"), gap.closed_by), "signal", signals
    for about, probe in rubric.probes.items():
        here = ("probes", about)
        yield items((*here, "signals"), probe.signals), "signal", signals
        yield items((*here, "disqualifiers"), probe.disqualifiers), "disqualifier", rubric.disqualifiers
        calls = [((*here, "triggers", place, "when"), call.when) for place, call in enumerate(probe.triggers)]
        yield calls, "disqualifier or gap", _wrongs(rubric)


def _wordings(rubric: Rubric) -> References:
    wording = rubric.wording
    yield keys(("wording", "subjects"), wording.subjects), "probe", rubric.probes
    for table in ("credit", "add"):
        yield keys(("wording", table), getattr(wording, table)), "signal", rubric.signals
    for table in ("cost", "mend"):
        yield keys(("wording", table), getattr(wording, table)), "disqualifier", rubric.disqualifiers
    yield keys(("trust", "messages"), rubric.trust.messages), "message of the judge", TRUST_MESSAGES
    yield keys(("delivery", "messages"), rubric.delivery.messages), "message of the judge", DELIVERY_MESSAGES


def _wrongs(rubric: Rubric) -> tuple[str, ...]:
    return (*rubric.disqualifiers, *rubric.gaps)


def _its_lookups(rubric: Rubric) -> Iterator[Break]:
    """Names that the other rooms look up: without them a session stops, or a piece of advice is left out."""
    verdict, wording = rubric.verdict, rubric.wording
    tables: tuple[tuple[FieldPath, Iterable[str], Iterable[str]], ...] = (
        (("sections",), SECTIONS, rubric.sections),
        (("levels",), LEVELS, rubric.levels),
        (("hearing", "weighing"), ("signals", "disqualifiers"), rubric.hearing.weighing),
        (("verdict", "floors"), RATINGS[1:], verdict.floors),
        (("trust", "messages"), TRUST_MESSAGES, rubric.trust.messages),
        (("wording", "subjects"), rubric.probes, wording.subjects),
        (("wording", "add"), verdict.credit, wording.add),
        (("wording", "mend"), verdict.cost, wording.mend),
        (("wording", "missing"), SECTIONS, wording.missing),
        (("drill", "wants"), SECTIONS, rubric.drill.wants),
        (("telling", "sections"), SECTIONS, rubric.telling.sections),
        (("telling", "coaching"), SECTIONS, rubric.telling.coaching),
        (("telling", "common_mistake"), SECTIONS, rubric.telling.common_mistake),
        (("bank", "names"), get_args(Strength), rubric.bank.names),
        (("loop", "votes"), RATINGS, rubric.loop.votes),
        (("loop", "vote_from"), RATINGS[1:], rubric.loop.vote_from),
    )
    for path, wanted, there in tables:
        for name in wanted:
            if name not in there:
                yield (*path, name), "is missing", "add it, for it is looked up by this name"


def _its_order(rubric: Rubric) -> Iterator[Break]:
    floors = rubric.verdict.floors
    if RATINGS[0] in floors:
        problem = "is the worst rating, which has no floor"
        yield ("verdict", "floors", RATINGS[0]), problem, "remove it"
    rising = [rating for rating in RATINGS[1:] if rating in floors]
    for lower, higher in pairwise(rising):
        if floors[lower] >= floors[higher]:
            problem = f"is {floors[higher]:g}, not above {lower} at {floors[lower]:g}"
            yield ("verdict", "floors", higher), problem, "let the floors rise with the rating"
    yield from _bounds(rubric, ())


def _bounds(value: Any, path: FieldPath) -> Iterator[Break]:
    """Lower bounds above their upper ones, anywhere in the rubric."""
    if not is_dataclass(value):
        return
    here = {field.name: getattr(value, field.name) for field in fields(value)}
    for low, high in _ORDERED:
        if low in here and high in here and here[low] > here[high]:
            yield (*path, low), f"is {here[low]:g}, above {high} at {here[high]:g}", "exchange the two"
    for name, below in here.items():
        yield from _bounds(below, (*path, name))


def _its_gaps(rubric: Rubric) -> Iterator[Break]:
    for name, gap in rubric.gaps.items():
        if not gap.closed_by and (gap.words is None or gap.later_than_s is not None):
            yield ("gaps", name), "is closed by nothing", "name signals under closed_by"


def _its_endings(rubric: Rubric) -> Iterator[Break]:
    """An ending says one thing about its clause."""
    taken: dict[str, str] = {}
    for name in ENDINGS:
        for place, ending in enumerate(getattr(rubric.turn_taking, name)):
            if taken.setdefault(ending, name) != name:
                problem = f"is '{shown(ending)}', which stands under {taken[ending]} too"
                yield ("turn_taking", name, place), problem, "leave it in one of the two"


def _its_patterns(rubric: Rubric) -> Iterator[Break]:
    words = rubric.hearing.words
    found: list[Break] = []
    for name, options in words.items():
        if not _LIST_NAME.fullmatch(name):
            mend = "use only small letters and _, such as money_words"
            found.append((("hearing", "words", name), "cannot be named in a pattern", mend))
        for place, text in enumerate(options):
            found += [(("hearing", "words", name, place), *problem) for problem in problems(text, {})]
    # A list that cannot be read would be complained of once more in every pattern that names it.
    yield from found or _broken_patterns(rubric)


def _broken_patterns(rubric: Rubric) -> Iterator[Break]:
    words = rubric.hearing.words
    for path, rule in _listenings(rubric).items():
        yield from pattern_breaks((*path, "patterns"), rule.patterns, words)
        yield from pattern_breaks((*path, "unless"), rule.unless, words)
    for name, section in rubric.sections.items():
        yield from pattern_breaks(("sections", name, "patterns"), section.patterns, words)


def _listenings(rubric: Rubric) -> dict[FieldPath, Listening]:
    rules: dict[FieldPath, Listening] = {("signals", name): rule for name, rule in rubric.signals.items()}
    return rules | {("disqualifiers", name): rule for name, rule in rubric.disqualifiers.items()}


def _its_acts(rubric: Rubric) -> Iterator[Break]:
    rules = _listenings(rubric)
    for path, rule in rules.items():
        yield from act_breaks(path, rule)
    if any(rule.acts for rule in rules.values()) and INNER not in rubric.hearing.words:
        mend = "list the verbs that are no concrete acts, such as thought"
        yield ("hearing", "words", INNER), "is missing", mend


def _its_principles(rubric: Rubric) -> Iterator[Break]:
    """Those that the rubric itself holds."""
    for name, principle in rubric.principles.items():
        here = ("principles", name)
        if principle.id != name:
            yield (*here, "id"), f"is '{principle.id}', unlike its name here", f"make it {name}"
        for path, problem, mend in principle_breaks(principle, rubric):
            yield (*here, *path), problem, mend


def _its_vocabulary(rubric: Rubric) -> Iterator[Break]:
    yield from vocabulary_breaks(rubric.vocabulary)


_RULES: tuple[Callable[[Rubric], Iterator[Break]], ...] = (
    _its_ids,
    _its_references,
    _its_lookups,
    _its_order,
    _its_gaps,
    _its_endings,
    _its_patterns,
    _its_acts,
    mark_breaks,
    _its_vocabulary,
    _its_principles,
)
