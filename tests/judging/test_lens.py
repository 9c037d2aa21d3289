"""The evidence of the principle asked about: heard like the rest, kept apart, worth a little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.cases import all_cases, heard, spoken
from support.labelled import hit

from simulator.domain.cues import Listening
from simulator.domain.principle import Principle
from simulator.domain.review import RATINGS, Lens, Review
from simulator.judging import forget, grade, lens, review
from simulator.judging.clauses import Unit
from simulator.judging.detect import detect
from simulator.judging.lens import entries
from simulator.judging.listening import Rules
from simulator.judging.reading import Reading
from simulator.judging.verdict import signal_weights
from simulator.packs import load_rubric

RUBRIC = load_rubric()
OWNERSHIP = RUBRIC.principles["ownership"]
SAID = (
    "Last spring I noticed that orders were lost. I rebuilt the check and they took it over. "
    "I planted a walnut tree there. I sold the walnut wood. In the end losses fell from 40 to 3 a week."
)
CRAFT = replace(
    OWNERSHIP,
    shows={
        "planted": Listening(why="You planted for later.", cues=("i planted a walnut tree",)),
        "watered": Listening(why="You watered it.", cues=("i watered the walnut tree",)),
    },
    harms={
        "sold": Listening(
            why="You sold it.", patterns=("i sold the walnut wood",), unless=("for the school",)
        )
    },
)


def judged(said: str = SAID, craft: Principle = CRAFT, **changes: object) -> Review:
    rubric = replace(RUBRIC, principles={"ownership": craft}, **changes).asking("ownership")
    return review(spoken(said), story=None, rubric=rubric, principle="ownership", level="sde2")


def ids(lens: Lens | None) -> tuple[list[str], list[str], list[str]]:
    assert lens is not None
    return [h.id for h in lens.shows], [h.id for h in lens.harms], [lack.id for lack in lens.missing]


def test_it_is_heard_quoted_and_told_apart_from_the_general_evidence() -> None:
    found = judged()
    assert ids(found.lens) == (["planted"], ["sold"], ["watered"])
    assert found.lens is not None
    assert found.lens.shows[0].quote == "I planted a walnut tree there."
    assert found.lens.harms[0].why == "You sold it."
    assert found.lens.missing[0].why == "You watered it."
    general = {h.id for h in (*found.signals, *found.disqualifiers)}
    assert general <= {*RUBRIC.signals, *RUBRIC.disqualifiers}


@pytest.mark.parametrize(
    "said",
    [
        "I did not plant anything and I never sold the walnut wood.",
        "I would have sold the walnut wood.",
        "I sold the walnut wood for the school.",
    ],
)
def test_readings_and_exceptions_stand_against_it(said: str) -> None:
    assert ids(judged(SAID.replace("I sold the walnut wood.", said)).lens)[1] == []


def test_general_evidence_is_the_same_under_every_principle() -> None:
    for case in all_cases()[:6]:
        transcript = heard(case["sentences"]).transcript
        told = {
            (judged.signals, judged.disqualifiers)
            for name in ("ownership", "frugality", "earn-trust")
            for judged in [review(transcript, story=None, rubric=RUBRIC, principle=name, level="sde2")]
        }
        assert len(told) == 1


def test_it_earns_and_costs_by_the_rubrics_points_within_their_bounds() -> None:
    rules = replace(RUBRIC.lens, show=0.5, most_shown=0.8, harm=0.4, most_harmed=0.4, least_score=50)
    shows = tuple(hit(name, at) for at, name in enumerate(["a", "b", "c", "a"]))
    harms = tuple(hit(name, at) for at, name in enumerate(["x", "y"]))
    earned, cost = entries(Lens("ownership", shows, harms, ()), rules)
    assert [entry.points for entry in earned] == pytest.approx([0.5, 0.3, 0])
    assert [entry.points for entry in cost] == pytest.approx([-0.4, 0])
    unsure = tuple(replace(each, score=49) for each in shows)
    assert entries(Lens("ownership", unsure, (), ()), rules) == ([], [])
    assert entries(None, rules) == ([], [])


def test_it_stands_in_the_ledger_and_among_the_reasons() -> None:
    told = judged()
    lines = {entry.text: entry.points for entry in told.verdict.ledger}
    assert lines["You planted for later."] == RUBRIC.lens.show
    assert lines["You sold it."] == -RUBRIC.lens.harm
    assert told.verdict.reasons[-1].text in {"You planted for later.", "You sold it."}
    assert len(told.verdict.reasons) <= RUBRIC.verdict.most_reasons
    worthless = judged(lens=replace(RUBRIC.lens, show=0.0, harm=0.0))
    plain = sum(entry.points for entry in worthless.verdict.ledger)
    with_it = sum(entry.points for entry in told.verdict.ledger)
    assert with_it - plain == pytest.approx(RUBRIC.lens.show - RUBRIC.lens.harm)


def test_a_principle_moves_no_labelled_rating_by_more_than_a_step() -> None:
    free = replace(RUBRIC, lens=replace(RUBRIC.lens, show=0.0, harm=0.0))
    for case in all_cases()[::4]:
        how = {"story": None, "principle": case["principle"], "level": case["level"]}
        transcript = heard(case["sentences"]).transcript
        ratings = [review(transcript, rubric=rubric, **how).verdict.rating for rubric in (RUBRIC, free)]
        places = [RATINGS.index(rating) for rating in ratings if rating]
        assert not places or max(places) - min(places) <= 1


def test_its_follow_ups_wait_for_the_general_ones_that_are_called_for() -> None:
    own, asked = {*OWNERSHIP.probes}, RUBRIC.asking("ownership")
    for case in all_cases()[:12]:
        transcript = heard(case["sentences"]).transcript
        found = review(transcript, story=None, rubric=asked, principle="ownership", level="sde2")
        named = [probe.id for probe in found.probes]
        assert own <= set(named)
        assert named[0] not in own
        general = {name: rule.because for name, rule in RUBRIC.probes.items()}
        called = [p.id for p in found.probes if p.id in general and p.because != general[p.id]]
        first_own = min(named.index(name) for name in own)
        assert all(named.index(name) < first_own for name in called)


def test_what_harms_and_what_is_missing_call_for_its_follow_ups() -> None:
    rule = next(iter(OWNERSHIP.probes.values()))
    base = rule.triggers[0]
    probes = {
        "the-wood": replace(rule, triggers=(replace(base, when="sold", gravity=3, because="It was sold."),)),
        "the-water": replace(rule, triggers=(replace(base, when="watered", gravity=2, because="No water."),)),
        "the-tree": replace(rule, triggers=(replace(base, when="planted", gravity=9, because="No tree."),)),
    }
    found = judged(craft=replace(CRAFT, probes=probes))
    own = [(p.id, p.because, p.quote) for p in found.probes if p.id in probes]
    assert own == [
        ("the-wood", "It was sold.", "I sold the walnut wood."),
        ("the-water", "No water.", ""),
        ("the-tree", rule.because, ""),
    ]


def test_its_level_is_laid_over_the_rubrics_credit() -> None:
    bars = {**OWNERSHIP.levels, "senior": replace(OWNERSHIP.levels["senior"], credit={"noticed": 5.0})}
    heavier = replace(RUBRIC, principles={"ownership": replace(OWNERSHIP, levels=bars)})
    before, after = (signal_weights(rubric, "ownership", "senior") for rubric in (RUBRIC, heavier))
    assert after["noticed"] > 2 * before["noticed"]
    assert sum(after.values()) == pytest.approx(sum(before.values()))


def test_answers_to_its_follow_ups_are_graded() -> None:
    asked = RUBRIC.asking("have-backbone-disagree-and-commit")
    rule = asked.probes["day-after"]
    given = {
        "strong": "The next morning I wrote the plan and I told my team we're doing it. I put two days "
        "on it and I defended it to the others, and by Friday 12 of 14 schools had their list.",
        "weak": "I accepted it really. I respected the decision, I moved on, I had no choice and I was "
        "disappointed for a while, but I stayed professional.",
    }
    for name, said in given.items():
        found = grade(spoken(said), probe="day-after", story=None, rubric=asked)
        assert (found.grade, found.why) == (name, rule.why_strong if name == "strong" else rule.why_weak)


def test_a_principle_without_evidence_has_no_lens() -> None:
    assert judged(craft=replace(CRAFT, shows={}, harms={})).lens is None


@pytest.mark.parametrize("name", RUBRIC.principles)
def test_every_cue_of_a_principle_is_heard_when_it_is_said(name: str) -> None:
    """To the letter, except for those that their own exceptions or a reading stand against."""
    principle = RUBRIC.principles[name]
    for group, found in (("shows", 0), ("harms", 1)):
        for identifier, rule in getattr(principle, group).items():
            said = ". ".join(cue[:1].upper() + cue[1:] for cue in rule.cues) + "."
            told = review(spoken(said), story=None, rubric=RUBRIC, principle=name, level="sde2")
            assert identifier in ids(told.lens)[found], f"{name}: {identifier}"


def test_what_is_kept_of_the_last_answer_is_that_answer_and_can_be_let_go() -> None:
    def kept() -> set[str]:
        return {unit.text for *_, glass in lens._glasses.values() for unit, _ in glass._kept.values()}

    forget()
    first, second = spoken("I planted a tree. I sold the wood."), spoken("I sold the wood again.")
    for said in (first, second):
        review(said, story=None, rubric=RUBRIC, principle="ownership", level="sde2")
    assert kept() == {"i sold the wood again"}
    forget()
    assert not kept()


def test_an_answer_weighed_for_three_levels_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard_units: list[int] = []
    hear = Rules.hear

    def counted(rules: Rules, units: Sequence[Unit], readings: Sequence[tuple[Reading, ...]]) -> object:
        heard_units.append(len(units))
        return hear(rules, units, readings)

    forget()
    findings = detect(spoken(SAID), None, RUBRIC)
    monkeypatch.setattr(Rules, "hear", counted)
    looks = [lens.look(findings, "ownership", RUBRIC) for _ in range(3)]
    assert looks[0] == looks[1] == looks[2]
    assert heard_units == [len(findings.units), 0, 0]
