"""What is worked out for the screen without a screen: outcome, pages, comparison, bars, wrapped words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.live import BRIEFING, answering
from support.reviews import WEAK_GRADE, interview_events, weak_review, withheld_review

from simulator.domain.speech import Transcript, Word
from simulator.events import AnswerEnded, AnswerReopened, Asked, HeardAgain, ListeningStarted, SilenceGrew
from simulator.ui.live.clockwork import Reading
from simulator.ui.live.comparing import compare
from simulator.ui.live.outcome import outcome_of
from simulator.ui.live.progress import Progress
from simulator.ui.live.telling import TABS, verdict
from simulator.ui.live.widgets import Aligned, Excerpt
from simulator.ui.live.widgets.sections import bar, shared
from simulator.ui.live.widgets.words import wrapped


def lines(pieces) -> list[str]:
    told = []
    for piece in pieces:
        if isinstance(piece, Excerpt):
            told.append(f"{piece.title} {piece.quote} {piece.why}".strip())
        else:
            told.append(piece.line.plain if isinstance(piece, Aligned) else piece.plain.strip())
    return told


def test_the_pages_say_everything_that_was_judged() -> None:
    outcome = outcome_of(interview_events())
    told = "\n".join(line for _, page in TABS for line in lines(page(outcome)))
    review = weak_review()
    for sentence in (
        *(reason.text for reason in review.verdict.reasons),
        *(hit.quote for hit in (*review.signals[:2], *review.disqualifiers)),
        *(gap.why for gap in review.gaps),
        *(note.text for note in review.delivery.notes),
        *(entry.text for entry in review.verdict.ledger),
        *(probe.because for probe in review.probes),
        WEAK_GRADE.why,
        "No Hire",
        "Say what you built yourself before you say whom you told.",
        "I brought a solution, not just a problem",
    ):
        assert sentence in told


def test_a_withheld_verdict_says_why() -> None:
    outcome = replace(outcome_of(interview_events()), opening=withheld_review(), close=None)
    told = lines(verdict(outcome))
    assert told[0] == "Verdict withheld"
    assert withheld_review().trust.why in told


def test_nothing_heard_is_said_plainly() -> None:
    (only,) = lines(verdict(outcome_of(())))
    assert "Nothing was heard" in only


def test_a_second_hearing_has_the_last_word() -> None:
    again = HeardAgain(
        at_s=130,
        turn=1,
        recogniser="whisper",
        transcript=Transcript((), 1.0),
        review=None,
        grade=replace(WEAK_GRADE, grade="strong"),
        changes=("The follow-up is strong after all.",),
    )
    outcome = outcome_of((*interview_events(), again))
    assert outcome.follow_ups[0].grade.grade == "strong"
    assert "The follow-up is strong after all." in lines(verdict(outcome))


def test_a_question_taken_back_is_not_listed() -> None:
    events = [event for event in interview_events() if event.at_s <= 86.0]
    assert len(outcome_of(events).follow_ups) == 1
    assert outcome_of([*events, AnswerReopened(at_s=87, turn=0)]).follow_ups == ()


def test_a_quote_is_as_long_as_its_words() -> None:
    words = tuple(Word(f"w{at}", float(at), at + 0.5) for at in range(10))
    outcome = outcome_of([AnswerEnded(at_s=1, turn=0, reason="key", transcript=Transcript(words, 10.0))])
    assert outcome.span(0, "w3 w4 w5", 3.0) == (3.0, 5.5)
    start_s, end_s = outcome.span(7, "three words here", 3.0)
    assert (start_s, end_s > 4.0) == (3.0, True)


def test_what_got_better_and_worse() -> None:
    first = weak_review()
    second = replace(
        first,
        verdict=replace(first.verdict, rating="hire"),
        signals=first.signals[:1],
        disqualifiers=first.disqualifiers[:1],
        sections=(
            replace(first.sections[0], spans=((0.0, 45.0),), status="over"),
            replace(first.sections[1], spans=((45.0, 60.0),), status="on_target"),
            *first.sections[2:],
        ),
    )
    found = compare(first, second)
    assert found.better == ("Leaning No Hire became Hire", "Gone: Unmeasured", "Task is there now")
    assert found.worse == ("Lost: Unowned gap", "Situation is 14 s further from its target")
    back = compare(second, first)
    assert "Earned: Unowned gap" in back.better
    assert "Task is missing now" in back.worse
    assert compare(first, first).better == compare(first, first).worse == ()


@pytest.mark.parametrize("width", [60, 78, 118, 200])
def test_the_sections_share_the_width(width: int) -> None:
    widths = shared(width, [target_s for _, target_s in BRIEFING.targets])
    assert sum(widths) == width
    assert min(widths) >= 11
    assert max(widths) == widths[2]


@pytest.mark.parametrize(
    ("spoken_s", "drawn"), [(0, "░░░░┃ "), (15, "██░░┃ "), (30, "████┃ "), (90, "████┃▓")]
)
def test_a_bar_shows_the_target_and_what_lies_behind_it(spoken_s: float, drawn: str) -> None:
    assert bar(Reading("situation", spoken_s, 30.0), 6).plain == drawn


def test_words_are_wrapped_and_none_is_lost() -> None:
    words = "one two three antidisestablishmentarianism four".split()
    laid = wrapped(words, 12)
    assert [word for line in laid for word in line] == words
    assert all(len(" ".join(line)) <= 12 for line in laid if len(line) > 1)


def test_costs_are_held_back_unless_coached() -> None:
    shown, coached = Progress(BRIEFING.targets), Progress(BRIEFING.targets, coach=True)
    for event in answering():
        shown(event)
        coached(event)
    assert [hit.id for hit in shown.credits] == ["noticed", "unowned-gap"]
    assert shown.costs == []
    assert [hit.id for hit in coached.costs] == ["handed-off"]


def test_encouragement_goes_when_the_candidate_speaks_and_a_new_take_begins_anew() -> None:
    progress = Progress(BRIEFING.targets)
    for event in answering(quiet=True):
        progress(event)
    assert progress.still_listening
    assert "Take your time." in progress.aside
    progress(ListeningStarted(at_s=20, turn=0, recording="answer-take-2.wav"))
    assert (progress.take, progress.words, progress.credits) == (2, [], [])
    assert not progress.still_listening


def test_a_reopened_answer_comes_back_as_it_was() -> None:
    progress = Progress(BRIEFING.targets)
    for event in answering():
        progress(event)
    words, clock = progress.words, progress.clock
    progress(Asked(at_s=30, turn=1, text="Why?"))
    assert progress.words == []
    progress(AnswerReopened(at_s=31, turn=0))
    assert progress.words == words
    assert progress.clock is clock
    assert progress.question == BRIEFING.question
    progress(SilenceGrew(at_s=40, turn=0, silent_s=2.0, text=""))
    assert progress.still_listening
