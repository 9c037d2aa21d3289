"""What a candidate reads: whole pages against golden files, and the rules behind each line."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from support.reviews import STRONG_GRADE, WEAK_GRADE, interview_events, weak_review, withheld_review

from simulator.domain.review import RATINGS, DeliveryNote, Hit, Review, SectionTime
from simulator.domain.wording import RATING_NAMES
from simulator.events import Closed, Graded
from simulator.reporting import print_grade, print_review
from simulator.reporting.clocks import bar
from simulator.reporting.ink import Ink
from simulator.reporting.interview import InterviewPage, summarise
from simulator.reporting.text import GradePage, ReviewPage

HERE = Path(__file__).parent
PLAIN = Ink(ascii_only=True)


def _drawn(page: RenderableType, width: int = 80, **options: object) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, **options)  # type: ignore[arg-type]
    console.print(page)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("weak", ReviewPage(weak_review(), source="answers/a.wav")),
        ("brief", ReviewPage(weak_review(), brief=True)),
        ("ledger", ReviewPage(weak_review(), why=True)),
        ("withheld", ReviewPage(withheld_review())),
        ("grade", GradePage(WEAK_GRADE, "answers/b.wav")),
        ("end", InterviewPage(summarise(interview_events()))),
    ],
)
def test_a_page_reads_as_it_should(name: str, page: RenderableType) -> None:
    """The golden files are what a candidate reads; after a wanted change write them anew and read them."""
    assert _drawn(page) == (HERE / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [50, 60, 80, 120])
def test_no_line_is_too_long_or_ends_in_blanks(width: int) -> None:
    shown = _drawn(ReviewPage(weak_review(), why=True, source="a.wav"), width)
    assert all(len(line) <= width and line == line.rstrip() for line in shown.splitlines())
    for word in ("Leaning No Hire", "Situation", "short by 70 s", "Handed off"):
        assert word in shown


def test_without_colour_no_escape_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ReviewPage(weak_review())
    assert "\x1b" not in _drawn(page)
    colours = re.compile(r"\x1b\[[0-9;]*3[0-9]m")
    coloured = {"force_terminal": True, "color_system": "standard", "legacy_windows": False}
    assert colours.search(_drawn(page, **coloured))
    assert not colours.search(_drawn(page, **coloured, no_color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", _drawn(page, **coloured)) == _drawn(page)


@pytest.mark.parametrize("rating", RATINGS)
def test_each_rating_is_said_in_words_and_steps(rating: str) -> None:
    review = weak_review()
    shown = _drawn(ReviewPage(replace(review, verdict=replace(review.verdict, rating=rating))))  # type: ignore[arg-type]
    step = RATINGS.index(rating) + 1  # type: ignore[arg-type]
    assert f"{RATING_NAMES[rating]}  {'●' * step}{'○' * (6 - step)}\n" in shown  # type: ignore[index]


@pytest.mark.parametrize(
    ("spoken_s", "target_s", "drawing"),
    [
        (0, 30, "..................|      "),
        (0.2, 30, "#.................|      "),
        (15, 30, "#########.........|      "),
        (30, 30, "##################|      "),
        (30.2, 30, "##################|#     "),
        (35, 30, "##################|###   "),
        (300, 30, "##################|######"),
        (10, 0, "#.................|      "),
    ],
)
def test_the_bar_fills_to_the_target_and_past_it(spoken_s: float, target_s: float, drawing: str) -> None:
    assert bar(spoken_s, target_s, PLAIN) == drawing


@pytest.mark.parametrize(
    ("section", "line"),
    [
        (SectionTime("action", ((0, 101.4),), 90, "over", 0.9), "101 s 90 s over by 11 s"),
        (SectionTime("action", ((0, 90.3),), 90, "over", 0.9), "90 s 90 s over"),
        (SectionTime("action", ((0, 61),), 90, "short", 0.59), "about 61 s 90 s short by 29 s"),
        (SectionTime("action", ((0, 61),), 90, "short", 0.6), "61 s 90 s short by 29 s"),
        (SectionTime("action", (), 90, "missing", 0.1), "0 s 90 s missing"),
    ],
)
def test_a_section_states_its_time_and_state_in_words(section: SectionTime, line: str) -> None:
    sections = tuple(section if item.name == "action" else item for item in weak_review().sections)
    shown = _drawn(ReviewPage(replace(weak_review(), sections=sections)))
    row = next(row for row in shown.splitlines() if "Action" in row)
    assert " ".join(re.sub(r"[█░│]", "", row).split()) == f"Action {line}"


def _with_signals(*hits: Hit) -> Review:
    return replace(weak_review(), signals=hits)


def test_many_hits_of_one_signal_take_one_line() -> None:
    hits = [
        Hit("first-person-action", "I", "action", f"I did {n}", n * 10.0, n * 10.0 + 1, 80) for n in range(8)
    ]
    shown = _drawn(ReviewPage(_with_signals(*hits)))
    assert shown.count("First person action") == 1
    assert "also 0:10, 0:20, 0:30, 0:40 and 3 more" in " ".join(shown.split())


def test_names_for_people_take_the_place_of_ids() -> None:
    shown = _drawn(ReviewPage(weak_review(), names={"noticed": "You saw it first"}))
    assert "You saw it first" in shown
    assert "Noticed " not in shown


def test_a_long_quote_is_shortened_at_a_word() -> None:
    quote = " ".join(["seventeen"] * 60)
    shown = " ".join(_drawn(ReviewPage(_with_signals(Hit("noticed", "", None, quote, 1, 30, 80)))).split())
    assert "seventeen …”" in shown
    assert shown.count("seventeen") < 25


def test_the_brief_page_leaves_out_what_comes_next_and_what_was_said_already() -> None:
    brief = _drawn(ReviewPage(weak_review(), brief=True))
    assert "ask next" not in brief
    assert brief.count("I told the platform team") == 1
    assert "it seemed better" in brief


@pytest.mark.parametrize(
    ("identifier", "why", "shown"),
    [
        ("slow", False, True),
        ("fast-section", False, True),
        ("fillers", False, False),
        ("fillers", True, True),
    ],
)
def test_pace_over_time_is_shown_beside_a_remark_on_pace_or_with_the_ledger(
    identifier: str, why: bool, shown: bool
) -> None:
    review = weak_review()
    delivery = replace(review.delivery, notes=(DeliveryNote(identifier, "A remark."),))
    page = _drawn(ReviewPage(replace(review, delivery=delivery), why=why))
    assert ("Words a minute, every 15 s: 150 132" in page) is shown
    assert "A remark." in page


def test_an_answer_with_nothing_to_mend_in_its_delivery_says_nothing_about_it() -> None:
    review = weak_review()
    silent = replace(review, delivery=replace(review.delivery, notes=()))
    assert "How it was said" not in _drawn(ReviewPage(silent))
    assert "Words a minute" in _drawn(ReviewPage(silent, why=True))
    assert "How it was said" not in _drawn(
        ReviewPage(replace(silent, delivery=replace(silent.delivery, pace=())), why=True)
    )


def test_text_from_outside_cannot_write_to_the_terminal_or_be_markup() -> None:
    evil = "[bold]x[/bold]\x1b]0;title\x07\r\n\u2028end"
    review = weak_review()
    hit = Hit(evil, evil, "action", evil, 1, 2, 90, evil)
    verdict = replace(review.verdict, reasons=(replace(review.verdict.reasons[0], text=evil, quote=evil),))
    page = ReviewPage(replace(review, story=evil, signals=(hit,), disqualifiers=(hit,), verdict=verdict))
    shown = _drawn(page)
    assert "[bold]x[/bold]" in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", shown)


def test_an_ascii_output_gets_the_same_page_in_ascii() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    Console(file=stream, width=80, highlight=False).print(ReviewPage(weak_review()))
    stream.seek(0)
    shown = stream.read()
    assert shown.isascii()
    assert "Leaning No Hire  ***---" in shown
    assert '"it seemed better"' in shown


def test_a_strong_grade_changes_nothing() -> None:
    shown = _drawn(GradePage(STRONG_GRADE))
    assert shown.startswith("  Strong answer to quantification\n")
    assert "stands at" not in shown


def test_an_interview_that_broke_off_shows_as_far_as_it_went() -> None:
    events = [event for event in interview_events() if not isinstance(event, (Closed, Graded))]
    shown = _drawn(InterviewPage(summarise(events)))
    assert shown.count("no answer") == 2
    assert "Final verdict" not in shown


def test_an_unjudged_interview_says_why_the_verdict_is_withheld() -> None:
    interview = replace(summarise(interview_events()), opening=withheld_review())
    close = replace(interview.close, rating=None)  # type: ignore[type-var]
    shown = _drawn(InterviewPage(replace(interview, close=close)))
    assert shown.count("Verdict withheld") == 2
    assert "Too few words were heard clearly" in shown


def test_pages_are_printed_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    print_review(weak_review(), "a.wav", why=True)
    print_grade(STRONG_GRADE, "b.wav")
    printed = capsys.readouterr().out
    assert printed.index("a.wav") < printed.index("How the rating came about") < printed.index("b.wav")
