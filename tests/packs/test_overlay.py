"""A rubric laid over another: only what is different, checked like the whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import PackError
from simulator.packs import check, load_rubric, rubric_names
from simulator.packs.overlay import laid_over

Check = Callable[[str], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Check:
    def checked(text: str) -> list[str]:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return [str(fault).removeprefix(f"{path}:") for fault in check(path)]

    return checked


def test_mappings_are_merged_lists_replaced_and_nulls_dropped() -> None:
    base = {"a": {"b": 1, "c": [1, 2]}, "d": 4, "e": {"f": 1}}
    over = {"a": {"c": [3]}, "d": None, "e": 5, "g": {"h": 1}}
    assert laid_over(base, over) == {"a": {"b": 1, "c": [3]}, "e": 5, "g": {"h": 1}}
    assert base == {"a": {"b": 1, "c": [1, 2]}, "d": 4, "e": {"f": 1}}


def test_a_weight_may_be_changed_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: general\nid: mine\nverdict: {cost: {blame: {points: 3}}}\n", encoding="utf-8")
    mine, general = load_rubric(path), load_rubric()
    assert (mine.id, mine.verdict.cost["blame"].points) == ("mine", 3)
    assert mine.verdict.cost["blame"].again == general.verdict.cost["blame"].again
    assert mine.probes == general.probes
    assert list(mine.principles) == list(general.principles)


WRONG = [
    (
        "id: a\nverdict: {most_again: many}",
        "3: verdict.most_again is 'many'; give a whole number between 0 and 10.",
    ),
    (
        "id: a\ngaps:\n  no-ii: null",
        "4: gaps.no-ii is null and drops nothing; check its name, or leave it out.",
    ),
    (
        "id: a\nlens: null",
        "3: lens is missing; add a mapping with show, most_shown, harm, most_harmed, least_score and guards.",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_comes_of_it_is_checked_like_any_rubric(text: str, said: str, faults: Check) -> None:
    assert said in faults(f"extends: general\n{text}\n")


def test_what_still_names_a_dropped_disqualifier_is_told(faults: Check) -> None:
    said = "\n".join(faults("extends: general\nid: a\ndisqualifiers: {blame: null}\n"))
    assert "verdict.cost.blame is no disqualifier" in said
    assert "wording.mend.blame is no disqualifier" in said


def test_a_rubric_must_extend_one_that_is_there(faults: Check) -> None:
    begun = "1: extends is 'generl', which is no rubric; write general, or give the path of a .yaml file."
    assert faults("extends: generl\nid: a\n") == [begun]
    assert "1: extends leads back to itself; name a rubric, such as general." in faults(
        "extends: mine.yaml\nid: a\n"
    )


def test_rubrics_are_known_by_name() -> None:
    assert rubric_names() == ("general", "behavioural")
    assert load_rubric("general") == load_rubric()
    with pytest.raises(PackError, match="there is no rubric 'behavioral'; write behavioural"):
        load_rubric("behavioral")
