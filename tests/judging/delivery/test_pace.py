"""Pace: of the whole, by section and over time; a remark only on what is sustained."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.delivery import PLAIN, RULES, described, ids, joined, note, paced
from support.labelled import found, spoken

from simulator.domain.review import Delivery
from simulator.domain.speech import Transcript
from simulator.judging.delivery import describe

LONG = PLAIN * 3


def test_no_words_give_no_figures_and_no_notes() -> None:
    assert describe(Transcript((), 5.0), found(), RULES) == Delivery(0.0, None, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("wpm", "noted"), [(105, ["slow"]), (115, []), (150, []), (185, []), (195, ["fast"])]
)
def test_pace_is_remarked_on_below_110_and_above_190(wpm: float, noted: list[str]) -> None:
    delivery = described(paced(wpm))
    assert ids(delivery) == noted
    assert delivery.words_per_minute == pytest.approx(wpm)
    assert all(str(wpm) in item.text and item.quote == "" for item in delivery.notes)


def test_too_little_speech_has_no_pace() -> None:
    assert ids(described(paced(250, "I pulled the logs and I traced the drops"))) == []


def test_a_rest_between_words_does_not_slow_the_pace() -> None:
    parted = described(spoken(PLAIN, PLAIN, pause_s=3.0))
    assert parted.words_per_minute == pytest.approx(described(spoken(PLAIN)).words_per_minute, abs=2)


def test_pace_over_time_is_told_in_windows_of_15_s() -> None:
    spans = described(joined(paced(120, LONG), paced(180, LONG))).pace
    assert [span.start_s for span in spans] == [15.0 * k for k in range(len(spans))]
    assert spans[0].words_per_minute == pytest.approx(120)
    assert spans[-2].words_per_minute == pytest.approx(180)


def test_a_window_that_is_mostly_silent_has_no_pace() -> None:
    spans = described(joined(paced(150, LONG), paced(150, PLAIN), pause_s=30.0)).pace
    gaps = [after.start_s - before.end_s for before, after in pairwise(spans)]
    assert max(gaps) >= 15


@pytest.mark.parametrize(("fast_s", "noted"), [(48, ["fast-stretch"]), (22, [])])
def test_a_sustained_stretch_is_remarked_on_with_its_place(fast_s: float, noted: list[str]) -> None:
    quick = " ".join((PLAIN * 9).split()[: round(fast_s * 210 / 60)])
    answer = joined(paced(140, LONG), paced(210, quick), paced(140, LONG))
    delivery = described(answer, {})
    assert ids(delivery) == noted
    for item in delivery.notes:
        assert abs(item.start_s - len(LONG.split()) * 60 / 140) <= 15
        assert item.quote in PLAIN * 9


def test_a_slow_stretch_is_remarked_on() -> None:
    answer = joined(paced(160, LONG), paced(95, LONG), paced(160, LONG))
    assert ids(described(answer, {})) == ["slow-stretch"]


def test_two_fast_windows_apart_are_not_sustained() -> None:
    quick = paced(215, " ".join((PLAIN * 2).split()[:64]))
    answer = joined(paced(150, LONG), quick, paced(150, LONG), quick, paced(150, LONG))
    assert ids(described(answer, {})) == []


@pytest.mark.parametrize(
    ("wpm", "noted"), [(216, ["fast-section"]), (200, []), (105, []), (96, ["slow-section"])]
)
def test_a_section_out_of_step_is_named(wpm: float, noted: list[str]) -> None:
    head, tail = paced(150, LONG), paced(wpm, " ".join(PLAIN.split()[:38]))
    split_s = head.words[-1].end_s
    answer = joined(head, tail)
    delivery = described(answer, {"action": (0.0, split_s), "result": (split_s, answer.duration_s)})
    assert ids(delivery) == noted
    paces = {part.name: part.words_per_minute for part in delivery.section_pace}
    assert paces == {"action": pytest.approx(150), "result": pytest.approx(wpm)}
    for item in delivery.notes:
        assert item.text.startswith("Result ")
        assert str(wpm) in item.text
        assert item.start_s == pytest.approx(split_s)
        assert item.quote.startswith("I pulled the logs")


def test_a_short_section_has_no_pace() -> None:
    head, tail = paced(150, LONG), paced(240, "It fell from nine percent to one.")
    split_s = head.words[-1].end_s
    delivery = described(joined(head, tail), {"action": (0.0, split_s), "result": (split_s, 1000.0)})
    assert [part.name for part in delivery.section_pace] == ["action"]
    assert ids(delivery) == []


def test_one_remark_on_pace_is_enough() -> None:
    answer = paced(210, LONG * 3)
    assert ids(described(answer, {"action": (0.0, 20.0), "result": (20.0, 100.0)})) == ["fast"]
    assert note(described(answer), "fast")
