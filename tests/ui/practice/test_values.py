"""What the screens make of events: clocks, rows, and how far a voice has come."""

from __future__ import annotations

import pytest
from support.practice import (
    STEPS,
    counted,
    judged,
    place_of,
    probe,
    shown,
    speaking,
    started,
    wanted,
)
from textual.content import Content

from simulator.domain.lesson import Check, Lit
from simulator.domain.review import Grade
from simulator.events import Asked, Chosen, Graded, ReadAloud
from simulator.ui.practice_live.drilled import DrillProgress
from simulator.ui.practice_live.feedback import attempt, graded
from simulator.ui.practice_live.pieces import body, options, stretches
from simulator.ui.practice_live.walked import PATIENT, STALE, WalkProgress

EXAMPLE = place_of("situation", 1)


def after(progress, *events):
    for event in events:
        progress(event)
    return progress


def test_the_clock_of_an_attempt_runs_with_the_sound_and_ends_with_what_was_judged() -> None:
    progress = after(DrillProgress(), *wanted(0), counted(2))
    assert progress.count == 2
    assert progress.reading.pace == "waiting"
    after(progress, *speaking(26.0))
    assert progress.count == 0
    assert (progress.reading.spoken_s, progress.reading.pace) == (25.0, "near")
    after(progress, judged())
    assert progress.reading.spoken_s == 12.0
    after(progress, *wanted(1))
    assert progress.reading.pace == "waiting"
    assert progress.exercise
    assert (progress.judged, progress.good) == (1, 0)


def test_a_grade_stays_with_its_question_when_the_next_is_asked() -> None:
    progress = after(
        DrillProgress(),
        Asked(at_s=1, turn=0, text="Why you?", probe=probe()),
        Graded(at_s=2, turn=0, grade=Grade("influence", "strong", "It was yours.", "I went to them", 2.0)),
        Asked(at_s=3, turn=1, text="What was it worth?", probe=probe("quantification")),
    )
    assert (progress.question, progress.answer.question) == ("Why you?", "What was it worth?")
    assert (progress.judged, progress.good) == (1, 1)


def test_an_attempt_names_what_was_said_by_which_words_and_what_was_missed() -> None:
    lines = attempt(judged().exercise).plain.splitlines()
    assert lines[0].startswith("○ Not yet  Situation · 0:12 of 0:30, short · 2 of 4 said")
    assert lines[1] == "Say what you did."
    assert "✗ “I told the platform team” 0:11" in lines[2]
    assert "○ missed  no ticket was filed" in lines
    assert "✓ said    I noticed  0:03" in lines
    assert "✓ said    no alert existed  as “nobody had an alarm on it”  0:09" in lines


def test_a_grade_comes_with_its_reason_and_a_strong_answer() -> None:
    told = graded(Grade("influence", "weak", "You handed it on.", "I escalated it", 2.0), "Why?", "I went.")
    for part in ("✗ Weak. You handed it on.", "0:02 “I escalated it”", "A strong answer  “I went.”"):
        assert part in told.plain


def test_phrases_light_up_as_the_voice_reaches_them_and_all_when_it_has_ended() -> None:
    progress = after(WalkProgress(), *shown(EXAMPLE))
    assert progress.lit() == ()
    step = STEPS[EXAMPLE]
    for number, one in enumerate(step.lit, start=1):
        after(progress, ReadAloud(at_s=2, turn=EXAMPLE, share=(one.begin + 0.5) / len(step.text)))
        assert len(progress.lit()) == number
    after(progress, ReadAloud(at_s=2, turn=EXAMPLE, share=0.01))
    for _ in range(STALE):
        assert progress.lit() != step.lit
        progress.drawn()
    assert progress.lit() == step.lit


def test_a_voice_that_never_begins_is_not_waited_for_long_and_none_not_at_all() -> None:
    progress = after(WalkProgress(), *shown(EXAMPLE))
    for _ in range(PATIENT):
        progress.drawn()
    assert progress.lit() == STEPS[EXAMPLE].lit
    silent = after(WalkProgress(), *shown(EXAMPLE, voice=""))
    assert silent.lit() == STEPS[EXAMPLE].lit


def test_marks_come_one_by_one_each_with_its_remark() -> None:
    marked = [at for at, step in enumerate(STEPS) if step.chapter == "weak_answer" and step.lit]
    for number, at in enumerate(marked, start=1):
        told = body(after(WalkProgress(), *shown(at))).plain
        assert sum(told.count(sign) for sign in "¹²³⁴⁵") == 2 * number
        assert STEPS[at].lit[-1].remark in told


def test_an_answer_to_a_follow_up_stands_under_its_question() -> None:
    progress = after(WalkProgress(), *shown(place_of("probes", 0)), *shown(place_of("probes", 2)))
    told = body(progress).plain
    question, answer = STEPS[place_of("probes", 0)], STEPS[place_of("probes", 2)]
    assert told.startswith(question.text.split("\n\n")[0])
    assert answer.text in told
    assert f"→ {answer.lit[0].remark}" in told


CHECK = Check(("one", "two", "three"), 1, "Because.")


@pytest.mark.parametrize(
    ("option", "signs"), [(None, "   "), (1, " ✓ "), (0, "✗✓ ")], ids=["asked", "right", "wrong"]
)
def test_a_check_marks_the_right_option_and_a_wrong_choice(option: int | None, signs: str) -> None:
    chosen = None if option is None else Chosen(at_s=1, turn=0, option=option, right=option == 1)
    assert "".join(line[0] for line in options(CHECK, chosen).plain.splitlines()) == signs


def test_stretches_that_overlap_spoil_nothing() -> None:
    text = "one two three"
    told = stretches(text, [(Lit(0, 7), ("bold", "")), (Lit(4, 13), ("bold", "")), (Lit(8, 13), ("", "*"))])
    assert told.plain == "one two three*"
    assert isinstance(told, Content)


def test_text_from_a_pack_keeps_its_paragraphs_and_loses_its_controls() -> None:
    assert stretches("a\x1b[31m\n\nb\nc", []).plain == "a\ufffd[31m\n\nb c"


def test_who_is_there_is_told_by_the_session() -> None:
    assert after(WalkProgress(), started("walkthrough")).reading is False
