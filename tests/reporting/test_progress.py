"""Progress over many attempts: means, what is left out, the page in a browser and its strange names."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from rich.console import Console
from support.browser import LACKING, chromium, visit
from support.sessions import judged

from simulator.domain.record import Glance
from simulator.domain.review import RATINGS
from simulator.reporting.progress import ProgressPage, attempts, columns
from simulator.reporting.progress_page import progress_page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def glance(number: int, **changes: object) -> Glance:
    told = {
        "session": f"s{number}",
        "started": f"2026-{1 + number // 28:02}-{1 + number % 28:02}T10:00:00",
        "mode": "interview",
        "story": "webhook-drop-rate",
        "principle": "ownership",
        "level": "sde2",
        "rating": RATINGS[number % 6],
        "length_s": 200.0,
        "words_per_minute": 150.0 + number,
        "i_to_we": 0.5,
        "sections": judged("webhook-strong").sections,
    }
    return Glance(**{**told, **changes})  # type: ignore[arg-type]


def drawn(found: list[Glance], **options: object) -> str:
    console = Console(width=80, **options)  # type: ignore[arg-type]
    with console.capture() as seen:
        console.print(ProgressPage(found))
    return seen.get()


def test_only_what_the_candidate_answered_counts() -> None:
    drill = glance(1, mode="drill", words_per_minute=None, rating=None)
    others = [glance(0, mode=mode) for mode in ("demo", "telling", "of a later version")]
    assert attempts([*others, drill, glance(2)]) == (glance(2),)


def test_many_become_the_means_of_runs_and_few_stay_as_they_are() -> None:
    assert columns([1, 2, 3], 3) == [1, 2, 3]
    assert columns([1, 3, 5, 7], 2) == [2, 6]
    assert len(columns(list(range(5000)), 40)) == 40
    assert columns(list(range(5000)), 40)[0] < columns(list(range(5000)), 40)[-1]


def test_one_attempt_has_come_from_nowhere_yet() -> None:
    one, two = (" ".join(drawn(found).split()) for found in ([glance(2)], [glance(2), glance(3)]))
    assert "Leaning No Hire, now" not in one
    assert "Leaning No Hire, now Leaning Hire" in two
    assert "152 to" not in one
    assert "152 to" in two


def test_each_rating_stands_in_its_own_row() -> None:
    rows = drawn([glance(0), glance(5)]).splitlines()
    assert next(row for row in rows if "Strong No Hire" in row).rstrip().endswith("●")
    assert next(row for row in rows if row.strip().startswith("Strong Hire")).rstrip().endswith(" ●")


def test_lines_fit_a_narrow_terminal_and_thousands_of_attempts() -> None:
    for found in ([glance(0)], [glance(number % 300) for number in range(2000)]):
        assert max(map(len, drawn(found).splitlines())) <= 80


def test_a_withheld_verdict_is_no_rating() -> None:
    assert "Every verdict was withheld" in drawn([glance(0, rating=None)])
    assert "none yet" in progress_page([glance(0, rating=None)])


def test_nothing_from_outside_is_markup() -> None:
    page = progress_page([glance(0, story="<script>alert(1)</script>\x1b[31m")])
    assert "<script" not in page
    assert "\x1b" not in page


@pytest.mark.skipif(bool(LACKING), reason=LACKING)
def test_the_page_asks_for_nothing_and_shuts_nobody_out(tmp_path: Path) -> None:
    file = tmp_path / "progress.html"
    file.write_text(progress_page([glance(number) for number in range(200)]), encoding="utf-8")
    with chromium() as browser:
        for theme, width in (("light", 1180), ("dark", 1180), ("light", 360)):
            with visit(browser, file, theme, width) as seen:
                assert seen.page.locator("figure.trend").count() == 8
                assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert not seen.complaints
                assert not seen.requests
        with visit(browser, file) as seen:
            seen.page.context.set_default_timeout(60_000)
            seen.page.evaluate("document.querySelector('meta[http-equiv]').remove()")
            seen.page.evaluate(AXE)
            found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
