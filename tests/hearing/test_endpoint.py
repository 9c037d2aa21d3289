"""How long a silence is borne: the ladder for each state of an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.review import SectionName
from simulator.domain.turn_taking import Floor, Patience
from simulator.hearing import EndpointSettings, FixedSilence, TurnTaking

SETTINGS = EndpointSettings()
POLICY = TurnTaking(SETTINGS)
THINKING_S = 3.5
"""The longest thinking pause that must never end an answer."""
SECTIONS = get_args(SectionName)
floors = st.builds(
    Floor,
    open_clause=st.booleans(),
    section=st.sampled_from([*SECTIONS, None]),
    used=st.floats(0, 3),
    words=st.integers(0, 900),
)
policies = st.builds(lambda patience: TurnTaking(EndpointSettings(patience=patience)), st.floats(0.5, 3))


def rungs(patience: Patience) -> tuple[float, float, float]:
    """Show, encourage, end; a rung that is left out is never reached."""
    never = float("inf")
    show_s = never if patience.show_s is None else patience.show_s
    encourage_s = never if patience.encourage_s is None else patience.encourage_s
    return show_s, encourage_s, patience.end_s


@pytest.mark.parametrize(
    ("floor", "end_s"),
    [
        (Floor(False, "reflection", 0.8, 300), 1.1),
        (Floor(False, "result", 1.0, 300), 1.1),
        (Floor(False, "result", 0.5, 150), 2.2),
        (Floor(False, "reflection", 0.2, 150), 2.2),
        (Floor(False, None, 0.0, 12), 2.0),
        (Floor(False, None, 0.0, 11), 8.5),
        (Floor(False, "situation", 0.1, 30), 8.5),
        (Floor(False, "action", 2.0, 500), 8.5),
        (Floor(False, "reflection", 0.8, 300, doubted=True), 3.9),
        (Floor(False, None, 0.0, 12, doubted=True), 3.9),
        (Floor(False, None, 0.0, 11, doubted=True), 8.5),
        (Floor(True, "reflection", 2.0, 500), 8.5),
        (Floor(True, None, 0.0, 500), 8.5),
    ],
)
def test_the_silence_that_ends_an_answer(floor: Floor, end_s: float) -> None:
    assert POLICY.patience(floor).end_s == pytest.approx(end_s)


def test_the_ladder_of_an_open_answer() -> None:
    assert POLICY.patience(Floor(True, "action", 0.5, 100)) == Patience(1.0, 4.0, 8.5)


def test_the_ladder_before_the_first_word() -> None:
    assert POLICY.patience(None) == Patience(4.0, 10.0, 20.0)


@given(floors, policies)
def test_the_rungs_come_in_order(floor: Floor, policy: TurnTaking) -> None:
    for patience in (policy.patience(floor), policy.patience(None)):
        held = [rung for rung in (patience.show_s, patience.encourage_s, patience.end_s) if rung is not None]
        assert held == sorted(held)
        assert patience.encourage_s is None or patience.show_s is not None


@given(floors, policies)
def test_patience_never_shrinks_when_the_clause_is_open(floor: Floor, policy: TurnTaking) -> None:
    closed = policy.patience(replace(floor, open_clause=False))
    opened = policy.patience(replace(floor, open_clause=True))
    assert opened.end_s >= closed.end_s


@given(floors)
def test_no_thinking_pause_ends_an_answer_whose_last_words_are_doubted(floor: Floor) -> None:
    assert POLICY.patience(replace(floor, doubted=True)).end_s > THINKING_S


@given(floors, policies, st.floats(0, 3), st.integers(0, 900))
def test_patience_never_grows_with_what_was_said(
    floor: Floor, policy: TurnTaking, used: float, words: int
) -> None:
    further = replace(floor, used=max(used, floor.used), words=max(words, floor.words))
    assert policy.patience(further).end_s <= policy.patience(floor).end_s


@given(floors)
def test_a_thinking_pause_before_the_result_or_in_an_open_clause_ends_nothing(floor: Floor) -> None:
    if floor.open_clause or floor.section in {"situation", "task", "action"}:
        patience = POLICY.patience(floor)
        assert patience.end_s > THINKING_S
        assert patience.encourage_s is not None
        assert patience.encourage_s > THINKING_S


@given(floors)
def test_a_finished_answer_is_not_encouraged(floor: Floor) -> None:
    patience = POLICY.patience(floor)
    if patience.end_s < SETTINGS.encourage_s:
        assert patience.encourage_s is None


@given(floors, st.floats(0.5, 3))
def test_the_factor_stretches_the_whole_ladder(floor: Floor, factor: float) -> None:
    stretched = TurnTaking(EndpointSettings(patience=factor)).patience(floor)
    assert rungs(stretched) == pytest.approx([factor * rung for rung in rungs(POLICY.patience(floor))])


@given(st.none() | floors, st.floats(0.5, 30))
def test_a_fixed_silence_is_the_same_for_all(floor: Floor | None, silence_s: float) -> None:
    assert FixedSilence(silence_s).patience(floor) == Patience(None, None, silence_s)


@pytest.mark.parametrize(
    "wrong",
    [
        {"finished_s": 3.0},
        {"settled_s": 9.0},
        {"answered_s": 9.0},
        {"doubted_s": 2.0},
        {"doubted_s": 4.5},
        {"show_s": 5.0},
        {"encourage_s": 9.0},
        {"first_word_show_s": 11.0},
        {"first_word_end_s": 9.0},
        {"patience": 0.0},
    ],
)
def test_settings_that_turn_the_ladder_round_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        EndpointSettings(**wrong)


def test_the_documentation_states_the_ladder_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "hearing.md").read_text(encoding="utf-8")
    rows = page.split("| when you fall silent |")[1].split("\n\n")[0].splitlines()[2:]
    states = (
        None,
        Floor(True, "action", 0.5, 100),
        Floor(False, "result", 0.5, 100),
        Floor(False, "reflection", 0.6, 100),
        Floor(False, None, 0.0, 12),
        Floor(False, "result", 0.5, 100, doubted=True),
    )
    stated = [[float(each) for each in re.findall(r"(?:^|\| )([\d.]+) s", row)] for row in rows]
    for floor, numbers in zip(states, stated):
        held = (rung for rung in rungs(POLICY.patience(floor)) if rung < float("inf"))
        assert numbers == pytest.approx(list(held))
    assert len(stated) == len(states)
