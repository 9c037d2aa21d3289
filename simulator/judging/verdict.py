"""Evidence -> one of six ratings, with a ledger that anybody can add up.

Each signal earns points once; lens and level shift points between signals and leave their sum as it
is. Disqualifiers cost, repetitions cost a little more, and some marks cap the rating however much
credit surrounds them. Nothing is weighed that is not in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.domain.review import RATINGS, Gap, LedgerEntry, Lens, Level, Rating, Reason, Verdict
from simulator.domain.rubric import Rubric
from simulator.domain.rules import Cap, Cost
from simulator.domain.wording import clock, rating_name
from simulator.judging.evidence import Evidence, best
from simulator.judging.lens import entries
from simulator.judging.texts import fill, quoted


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the ledger, and the advice that would turn it (empty where none is needed)."""

    entry: LedgerEntry
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """One answer's evidence laid out for weighing."""

    evidence: Evidence
    gaps: Sequence[Gap]
    rubric: Rubric
    weights: dict[str, float]
    """Points of each signal."""
    earned: Sequence[Item]
    costs: Sequence[Item]
    caps: Sequence[Cap]

    @property
    def points(self) -> float:
        return sum(item.entry.points for item in (*self.earned, *self.costs))


def decide_verdict(  # noqa: PLR0913  # the evidence, and under what it is judged
    evidence: Evidence,
    gaps: Sequence[Gap],
    lens: Lens | None = None,
    *,
    rubric: Rubric,
    principle: str,
    level: Level,
    duration_s: float,
) -> Verdict:
    """The rating, its reasons and the whole ledger."""
    weights = signal_weights(rubric, principle, level)
    shown, harmed = entries(lens, rubric.lens)
    costs = _costs(evidence, rubric) + _absences(evidence, gaps, rubric, level, duration_s)
    earned = _earned(evidence, weights, rubric)
    balance = Balance(
        evidence,
        gaps,
        rubric,
        weights,
        [*earned, *map(Item, shown)],
        [*costs, *map(Item, harmed)],
        _standing(evidence, gaps, rubric),
    )
    rating = capped(rated(balance.points, rubric), balance.caps)
    own = [*shown, *harmed] if RATINGS.index(rating) >= RATINGS.index("hire") else [*harmed, *shown]
    lines = [item.entry for item in (*balance.earned, *balance.costs)]
    lines += [LedgerEntry(cap.why, 0.0) for cap in balance.caps]
    reasons = _reasons(rating, balance, own[:1])
    return Verdict(rating, reasons, (*lines, *_lift(rating, balance)))


def signal_weights(rubric: Rubric, principle: str, level: Level) -> dict[str, float]:
    """Points of each signal under this lens at this level; they add up to what `verdict.credit` does."""
    plain, bar = rubric.verdict.credit, rubric.levels.get(level)
    asked = rubric.principles.get(principle)
    weighs = asked.weighs if asked else ()
    own = asked.levels[level].credit if asked and level in asked.levels else {}
    credit = {**(bar.credit if bar else {}), **own}
    raw = {
        name: credit.get(name, points) * (1 + rubric.verdict.lens_bonus * (name in weighs))
        for name, points in plain.items()
    }
    total = sum(raw.values())
    return {name: points * sum(plain.values()) / total for name, points in raw.items()} if total else raw


def rated(points: float, rubric: Rubric) -> Rating:
    """The highest rating whose floor the points reach."""
    reached = [rating for rating in RATINGS if points >= rubric.verdict.floors.get(rating, float("inf"))]
    return max(reached, key=RATINGS.index, default=RATINGS[0])


def capped(rating: Rating, caps: Sequence[Cap]) -> Rating:
    return min([rating, *(cap.at_most for cap in caps)], key=RATINGS.index)


def _earned(evidence: Evidence, weights: dict[str, float], rubric: Rubric) -> list[Item]:
    heard = [(name, best(hits)) for name, hits in evidence.signals.items() if name in weights]
    return [
        Item(LedgerEntry(rubric.wording.credit.get(name, hit.why), weights[name], hit.quote, hit.start_s))
        for name, hit in heard
    ]


def _costs(evidence: Evidence, rubric: Rubric) -> list[Item]:
    items = []
    for name, hits in evidence.disqualifiers.items():
        cost = rubric.verdict.cost.get(name)
        if cost:
            points = _price(cost, len(hits), rubric) * evidence.strength(name, cost)
            hit = cost.telling(hits)
            advice = fill(rubric.wording.mend.get(name, ""), quote=quoted(hit.quote))
            text = rubric.wording.cost.get(name, hit.why)
            items.append(Item(LedgerEntry(text, -points, hit.quote, hit.start_s), advice))
    return items


def _absences(
    evidence: Evidence, gaps: Sequence[Gap], rubric: Rubric, level: Level, duration_s: float
) -> list[Item]:
    rules, wording = rubric.verdict, rubric.wording
    items = [
        Item(LedgerEntry(wording.missing[name], -rules.missing_section), wording.missing[name])
        for name in evidence.missing
        if name in wording.missing
    ]
    items += [
        Item(LedgerEntry(gap.why, -rules.gaps[gap.id]), rubric.gaps[gap.id].fix)
        for gap in gaps
        if gap.id in rules.gaps
    ]
    bar = rubric.levels.get(level)
    if bar and duration_s > bar.total_s * rules.overlong_share:
        text = fill(wording.overlong, spoken=clock(duration_s), target=clock(bar.total_s))
        items.append(Item(LedgerEntry(text, -rules.overlong), text))
    return items


def _standing(evidence: Evidence, gaps: Sequence[Gap], rubric: Rubric) -> list[Cap]:
    open_ids = {gap.id for gap in gaps}
    return [
        cap
        for cap in rubric.verdict.caps
        if cap.when in open_ids or len(evidence.disqualifiers.get(cap.when, ())) >= cap.hits
    ]


def _lift(rating: Rating, balance: Balance) -> tuple[LedgerEntry, ...]:
    """The least that would have made it one step better: what caps it first, then what weighs most."""
    above = RATINGS.index(rating) + 1
    if above == len(RATINGS):
        return ()
    target, rubric = RATINGS[above], balance.rubric
    need = rubric.verdict.floors.get(target, balance.points) - balance.points
    holding = [cap for cap in balance.caps if RATINGS.index(cap.at_most) < above]
    advice = [_cap_advice(cap, balance) for cap in holding]
    need -= sum(_cap_points(cap, balance) for cap in holding)
    for gain, text in _gains(balance):
        if need <= 0 and advice:
            break
        if text not in advice:
            advice.append(text)
            need -= gain
    return (
        LedgerEntry(fill(rubric.wording.raise_to, rating=rating_name(target), items=" ".join(advice)), 0.0),
    )


def _gains(balance: Balance) -> list[tuple[float, str]]:
    """What each missing signal would earn and each cost mended would save, the most first."""
    add = balance.rubric.wording.add
    missing = [
        (points, add[name])
        for name, points in balance.weights.items()
        if name not in balance.evidence.signals and name in add
    ]
    mended = [(-item.entry.points, item.advice) for item in balance.costs if item.advice]
    return sorted(missing + mended, key=lambda gain: -gain[0])


def _cap_advice(cap: Cap, balance: Balance) -> str:
    hits, rubric = balance.evidence.disqualifiers.get(cap.when), balance.rubric
    if hits:
        cost = rubric.verdict.cost.get(cap.when)
        said = cost.telling(hits) if cost else best(hits)
        return fill(rubric.wording.mend.get(cap.when, cap.why), quote=quoted(said.quote))
    return rubric.gaps[cap.when].fix if cap.when in rubric.gaps else cap.why


def _cap_points(cap: Cap, balance: Balance) -> float:
    """What mending the cap's own disqualifier would save."""
    cost = balance.rubric.verdict.cost.get(cap.when)
    hits = balance.evidence.disqualifiers.get(cap.when, ())
    if not cost or not hits:
        return 0.0
    return _price(cost, len(hits), balance.rubric) * balance.evidence.strength(cap.when, cost)


def _price(cost: Cost, times: int, rubric: Rubric) -> float:
    return cost.points + cost.again * min(times - 1, rubric.verdict.most_again)


def _reasons(rating: Rating, balance: Balance, last: Sequence[LedgerEntry]) -> tuple[Reason, ...]:
    """What weighed most, the side that decided first: credit for a hire, cost for the rest.

    `last`: what the principle's own evidence has to say, which has its place whatever it weighs.
    """
    most = balance.rubric.verdict.most_reasons - len(last)
    capping = {cap.when for cap in balance.caps}
    costs = [item.entry for item in balance.costs if item.entry not in last]
    against = sorted(costs, key=lambda entry: entry.points)
    against += [LedgerEntry(gap.why, 0.0) for gap in balance.gaps if gap.id in capping]
    earned = [item.entry for item in balance.earned if item.entry not in last]
    credit = sorted(earned, key=lambda entry: -entry.points)
    if RATINGS.index(rating) >= RATINGS.index("hire"):
        chosen = credit[: most - min(len(against), 1)] + against[:1]
    else:
        chosen = against[: max(most - 2, most - len(credit))]
        chosen += credit[: most - len(chosen)]
    return tuple(Reason(entry.text, entry.quote, entry.start_s) for entry in (*chosen, *last))
