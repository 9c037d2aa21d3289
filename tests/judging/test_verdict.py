"""Points add up, caps hold, lens and level shift weight, and the ledger tells all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.labelled import SIGNALS, found, hit

from simulator.domain.review import RATINGS, Gap, Rating, Verdict
from simulator.domain.rules import Cap, Cost
from simulator.judging.evidence import gather
from simulator.judging.verdict import capped, decide_verdict, rated, signal_weights
from simulator.packs import load_rubric

RUBRIC = load_rubric()
ALL = tuple(hit(name, at * 5.0, f"said {name}") for at, name in enumerate(SIGNALS))


def judged(signals=ALL, disqualifiers=(), gaps=(), *, rubric=RUBRIC, duration_s=150.0, **under) -> Verdict:
    sections = under.pop("sections", None)
    evidence = gather(found(signals, disqualifiers, sections))
    under = {"principle": "ownership", "level": "sde2", **under}
    return decide_verdict(evidence, gaps, rubric=rubric, duration_s=duration_s, **under)


def points(verdict: Verdict) -> float:
    return sum(entry.points for entry in verdict.ledger)


def test_everything_shown_and_nothing_against_it_is_the_best_rating():
    assert judged().rating == "strong_hire"


def test_nothing_shown_is_no_hire():
    assert judged(signals=()).rating == "no_hire"


def test_a_phrase_repeated_earns_nothing_twice():
    again = tuple(hit("noticed", at) for at in range(20))
    assert points(judged(signals=again)) == points(judged(signals=again[:1]))


@pytest.mark.parametrize(("a", "b"), [(0, 20.0), (20.0, 0)])
def test_the_ledger_quotes_the_surest_hearing(a: float, b: float):
    sure = replace(hit("noticed", a, "surely"), score=99)
    verdict = judged(signals=(sure, hit("noticed", b, "perhaps")))
    assert verdict.ledger[0].quote == "surely"


def test_the_ledger_adds_up_to_the_rating():
    verdict = judged(ALL[:7], (hit("blame"), hit("guessed")))
    assert rated(points(verdict), RUBRIC) == verdict.rating


def test_a_disqualifier_costs_and_costs_more_when_repeated_up_to_a_bound():
    cost = RUBRIC.verdict.cost["guessed"]
    lost = [points(judged()) - points(judged(disqualifiers=(hit("guessed"),) * n)) for n in (1, 2, 3, 4)]
    expected = [cost.points + cost.again * min(n, RUBRIC.verdict.most_again) for n in range(4)]
    assert lost == pytest.approx(expected)


def test_a_single_disqualifier_costs_half_beside_the_signal_that_speaks_against_it():
    free = replace(RUBRIC.verdict.cost["shortcut"], answered_by=None)
    strict = replace(RUBRIC.verdict, cost={**RUBRIC.verdict.cost, "shortcut": free})
    whole = points(judged(disqualifiers=(hit("shortcut"),), rubric=replace(RUBRIC, verdict=strict)))
    half = points(judged(disqualifiers=(hit("shortcut"),)))
    assert points(judged()) - half == pytest.approx((points(judged()) - whole) / 2)


def test_repeated_it_costs_whole_whatever_speaks_against_it():
    cost: Cost = RUBRIC.verdict.cost["shortcut"]
    twice = judged(disqualifiers=(hit("shortcut", 1), hit("shortcut", 9)))
    assert points(judged()) - points(twice) == pytest.approx(cost.points + cost.again)


def test_an_unsure_hearing_costs_less():
    unsure = replace(hit("blame"), score=35)
    assert points(judged(disqualifiers=(hit("blame"),))) < points(judged(disqualifiers=(unsure,)))


@pytest.mark.parametrize("cap", RUBRIC.verdict.caps, ids=lambda cap: cap.when)
def test_each_cap_holds_a_full_answer_down(cap: Cap):
    rich = replace(RUBRIC, verdict=replace(RUBRIC.verdict, cost={}))
    heard = tuple(hit(cap.when, at) for at in range(cap.hits)) if cap.when in RUBRIC.verdict.cost else ()
    gaps = () if heard else (Gap(cap.when, "result", "missing"),)
    verdict = judged(disqualifiers=heard, gaps=gaps, rubric=rich)
    assert verdict.rating == cap.at_most
    assert cap.why in [entry.text for entry in verdict.ledger]


def test_a_cap_needs_its_number_of_hearings():
    assert judged(disqualifiers=(hit("we-voice"),)).rating in ("hire", "strong_hire")
    assert judged(disqualifiers=(hit("we-voice", 1), hit("we-voice", 9))).rating == "leaning_hire"


def test_a_missing_section_costs():
    without = {"situation": (0.0, 9.0), "task": (9.0, 19.0), "action": (19.0, 70.0), "result": (70.0, 80.0)}
    verdict = judged(sections=without)
    assert points(judged()) - points(verdict) == pytest.approx(RUBRIC.verdict.missing_section)
    assert RUBRIC.wording.missing["reflection"] in [entry.text for entry in verdict.ledger]


def test_a_priced_gap_costs():
    late = (Gap("late-problem", "situation", "late"),)
    assert points(judged()) - points(judged(gaps=late)) == pytest.approx(RUBRIC.verdict.gaps["late-problem"])


def test_a_far_too_long_answer_costs():
    bar = RUBRIC.levels["sde2"].total_s * RUBRIC.verdict.overlong_share
    assert points(judged(duration_s=bar - 1)) == points(judged())
    assert points(judged()) - points(judged(duration_s=bar + 1)) == pytest.approx(RUBRIC.verdict.overlong)


@pytest.mark.parametrize("level", RUBRIC.levels)
@pytest.mark.parametrize("principle", RUBRIC.principles)
def test_lens_and_level_shift_weight_and_keep_the_sum(principle: str, level: str):
    weights = signal_weights(RUBRIC, principle, level)  # type: ignore[arg-type]
    assert sum(weights.values()) == pytest.approx(sum(RUBRIC.verdict.credit.values()))
    weighed = RUBRIC.principles[principle].weighs
    unmoved = replace(RUBRIC, verdict=replace(RUBRIC.verdict, lens_bonus=0.0))
    plain = signal_weights(unmoved, principle, level)  # type: ignore[arg-type]
    assert all(weights[name] > plain[name] for name in weighed)


def test_the_three_levels_judge_the_same_answer_differently():
    systemic = [signal_weights(RUBRIC, "ownership", level)["systemic-insight"] for level in RUBRIC.levels]
    assert systemic == sorted(systemic)
    assert len(set(systemic)) == 3


@pytest.mark.parametrize(("rating", "floor"), RUBRIC.verdict.floors.items())
def test_a_rating_begins_at_its_floor(rating: Rating, floor: float):
    assert rated(floor, RUBRIC) == rating
    assert RATINGS.index(rated(floor - 0.01, RUBRIC)) == RATINGS.index(rating) - 1


def test_of_two_caps_the_lower_holds():
    caps = [Cap("a", "hire"), Cap("b", "no_hire")]
    assert capped("strong_hire", caps) == "no_hire"
    assert capped("strong_no_hire", caps) == "strong_no_hire"


def test_a_hire_gives_credit_first_and_a_no_hire_cost_first():
    wording = RUBRIC.wording
    good = judged(disqualifiers=(hit("generic-lesson"),))
    assert good.reasons[0].text in wording.credit.values()
    assert good.reasons[-1].text == wording.cost["generic-lesson"]
    bad = judged(ALL[:2], (hit("handed-off", 1, "they fixed it"), hit("handed-off", 9, "they fixed it")))
    assert (bad.reasons[0].text, bad.reasons[0].quote) == (wording.cost["handed-off"], "they fixed it")


def test_no_more_reasons_than_the_rubric_wants_and_none_without_words_but_absences():
    verdict = judged(ALL[:6], tuple(hit(name) for name in RUBRIC.verdict.cost))
    assert len(verdict.reasons) == RUBRIC.verdict.most_reasons
    assert all(reason.quote for reason in verdict.reasons)


def test_the_ledger_ends_with_what_would_have_lifted_it_one_step():
    verdict = judged(ALL[:9])
    assert verdict.ledger[-1].text.startswith("What would have lifted it to")
    lifted = judged()
    assert RATINGS.index(lifted.rating or "no_hire") > RATINGS.index(verdict.rating or "no_hire")
    assert not any("lifted" in entry.text for entry in lifted.ledger)


def test_what_caps_it_is_named_first_among_what_would_lift_it():
    verdict = judged(disqualifiers=(hit("we-voice", 1, "we built it"), hit("we-voice", 9, "we shipped")))
    assert "You said “we built it”. Say which steps were yours" in verdict.ledger[-1].text


def test_ids_that_the_rubric_does_not_weigh_change_nothing():
    odd = judged((*ALL, hit("novel-signal")), (hit("novel-mark"),))
    assert points(odd) == points(judged())


def test_the_sealing_hearing_is_quoted_where_the_rubric_says_so():
    told = ((1, 72), (5, 99), (9, 75), (12, 40))
    hits = [replace(hit("x", at, f"said at {at}"), score=score) for at, score in told]
    assert Cost(1, 1, quoted="first").telling(hits).quote == "said at 5"
    assert Cost(1, 1, quoted="last").telling(hits).quote == "said at 9"
    assert Cost(1, 1, quoted="last").telling(hits[3:]).quote == "said at 12"
    assert RUBRIC.verdict.cost["handed-off"].quoted == "last"
