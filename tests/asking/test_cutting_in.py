"""The tough interviewer cuts in on a rambling Situation and a borrowed Action, and on nobody strong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from support.cases import all_cases, heard, set_of
from support.labelled import RUBRIC
from support.reviews import weak_review

from simulator.asking import cut_in
from simulator.domain.review import Hit, Review, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.domain.turn_taking import CutIn
from simulator.judging import review
from simulator.packs import load_story

STEP_S = 10.0
"""About as often words settle."""
STRONG = {"hire", "strong_hire"}
STORIES = {name: load_story(name) for name in {case["story"] for case in all_cases()} - {"own"}}


def named(name: str) -> dict[str, Any]:
    return next(case for case in all_cases() if case["id"] == name)


def stages(case: dict[str, Any], **hearing: Any) -> Iterator[tuple[tuple[Word, ...], Review]]:
    """The answer as it grows, with what is made of it."""
    transcript = heard(case["sentences"], **hearing).transcript
    for stage in range(1, int(transcript.duration_s / STEP_S) + 2):
        until_s = min(stage * STEP_S, transcript.duration_s)
        words = tuple(word for word in transcript.words if word.end_s <= until_s)
        if words:
            rules = {
                "story": STORIES.get(case["story"]),
                "principle": case["principle"],
                "level": case["level"],
            }
            yield words, review(Transcript(words, until_s), rubric=RUBRIC, **rules)


def cut_ins(case: dict[str, Any], **hearing: Any) -> list[CutIn]:
    found: list[CutIn] = []
    for words, judged in stages(case, **hearing):
        said = frozenset(each.id for each in found)
        if cut := cut_in(judged, words, said, rubric=RUBRIC):
            found.append(cut)
    return found


@lru_cache(maxsize=1)
def strong_cases() -> tuple[dict[str, Any], ...]:
    return tuple(case for case in all_cases() if set(case["expect"]["verdict"]) <= STRONG)


def test_nobody_who_is_strong_is_cut_in_on() -> None:
    assert len(strong_cases()) >= 15
    assert [(case["id"], cut) for case in strong_cases() if (cut := cut_ins(case))] == []


def test_nobody_who_is_strong_is_cut_in_on_where_one_word_in_four_is_misheard() -> None:
    some = [case for case in strong_cases() if set_of(case) in {"webhook+own", "c"}]
    assert [cut for case in some for cut in cut_ins(case, noise=0.25, bare=True)] == []


@pytest.mark.parametrize(
    "name", ["own-printers-rambling", "c-fourteen-services", "webhook-mixed-architecture"]
)
def test_a_rambling_situation_is_cut_in_on_once(name: str) -> None:
    case = named(name)
    found = cut_ins(case)
    assert [cut.id for cut in found] == ["situation-long"]
    assert found[0].quote
    assert found[0].quote in " ".join(word.text for word in heard(case["sentences"]).transcript.words)
    assert found[0].start_s > 45


@pytest.mark.parametrize(
    "name",
    ["webhook-mixed-we-action", "own-student-robot", "a1-warehouse-pallet-repair", "c-karim-take-care"],
)
def test_work_that_is_everybodys_is_cut_in_on_once(name: str) -> None:
    found = cut_ins(named(name))
    assert [cut.id for cut in found] == ["we-action"]
    assert found[0].because
    assert found[0].quote


WORDS = tuple(
    Word(text, float(at), at + 0.5) for at, text in enumerate("and we had built the whole thing".split())
)


def borrowed(**sections: tuple[float, float]) -> Review:
    """A review with these sections, in which Action is ours twice over."""
    times = {"situation": 30.0, "action": 90.0, "result": 20.0}
    spans = {name: (span,) if (span := sections.get(name)) else () for name in times}
    ours = [Hit("we-voice", "we", "action", f"we built part {at}", 40.0 + at, 42.0, 90) for at in (1, 2)]
    return replace(
        weak_review(),
        signals=(),
        disqualifiers=tuple(ours),
        sections=tuple(SectionTime(name, spans[name], times[name], "short", 1.0) for name in times),
    )


def test_the_situation_is_let_go_on_to_twice_its_target() -> None:
    just = borrowed(situation=(0.0, 60.0))
    assert cut_in(just, WORDS, frozenset(), rubric=RUBRIC) is None
    over = borrowed(situation=(0.0, 60.1))
    found = cut_in(over, WORDS, frozenset(), rubric=RUBRIC)
    assert found is not None
    assert found.id == "situation-long"
    assert cut_in(over, WORDS, frozenset({"situation-long"}), rubric=RUBRIC) is None


def test_a_situation_that_is_over_is_not_cut_in_on() -> None:
    over = borrowed(situation=(0.0, 80.0), action=(80.0, 85.0))
    assert cut_in(over, WORDS, frozenset(), rubric=RUBRIC) is None


def test_one_act_of_the_candidate_is_enough_to_be_let_speak() -> None:
    ours = borrowed(situation=(0.0, 20.0), action=(20.0, 60.0))
    mine = Hit("first-person-action", "I built", "action", "I built it", 50.0, 52.0, 95)
    found = cut_in(ours, WORDS, frozenset(), rubric=RUBRIC)
    assert found is not None
    assert (found.id, found.quote, found.start_s) == ("we-action", "we built part 2", 42.0)
    assert cut_in(replace(ours, signals=(mine,)), WORDS, frozenset(), rubric=RUBRIC) is None
    assert cut_in(ours, WORDS, frozenset({"we-action"}), rubric=RUBRIC) is None


def test_too_little_is_not_cut_in_on() -> None:
    short = borrowed(situation=(0.0, 20.0), action=(20.0, 34.0))
    assert cut_in(short, WORDS, frozenset(), rubric=RUBRIC) is None
    once = borrowed(situation=(0.0, 20.0), action=(20.0, 60.0))
    once = replace(once, disqualifiers=once.disqualifiers[:1])
    assert cut_in(once, WORDS, frozenset(), rubric=RUBRIC) is None


def test_without_a_quote_nobody_is_cut_in_on() -> None:
    ours = borrowed(situation=(0.0, 20.0), action=(20.0, 60.0))
    empty = tuple(replace(hit, quote="um and") for hit in ours.disqualifiers)
    assert cut_in(replace(ours, disqualifiers=empty), WORDS, frozenset(), rubric=RUBRIC) is None
    long = borrowed(situation=(0.0, 70.0))
    fillers = tuple(replace(word, text="um") for word in WORDS)
    assert cut_in(long, fillers, frozenset(), rubric=RUBRIC) is None


def test_no_mark_is_left_open_and_the_wordings_take_turns() -> None:
    ours = borrowed(situation=(0.0, 20.0), action=(20.0, 60.0))
    texts = set()
    for at in range(len(RUBRIC.tough.we_action.texts)):
        hits = tuple(replace(hit, start_s=float(at)) for hit in ours.disqualifiers)
        found = cut_in(replace(ours, disqualifiers=hits), WORDS, frozenset(), rubric=RUBRIC)
        assert found is not None
        assert "{" not in found.text
        texts.add(found.text)
    assert len(texts) == len(RUBRIC.tough.we_action.texts)
    assert any("“we built part 2”" in text for text in texts)
