"""The report page in a browser: it plays from any word, asks nothing of the network, shuts nobody out."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files

import pytest
from support.browser import LACKING, chromium, visit
from support.sessions import kept, rubric, story, strong_interview, weak_interview

from simulator.cli.report import write_page
from simulator.reporting.page import Attempt, page
from simulator.reporting.turns import session_of

pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The page of an interview of three minutes."""
    return write_page(kept(tmp_path_factory.mktemp("strong"), strong_interview()))


@pytest.fixture(scope="module")
def short_report(tmp_path_factory):
    """A weak answer of a minute, and one follow-up."""
    return write_page(kept(tmp_path_factory.mktemp("weak"), weak_interview()))


@pytest.fixture
def opened(browser, report):
    with visit(browser, report) as seen:
        # Where the sound is sent to, before it plays on from there.
        seen.page.evaluate(
            """() => { window.sentTo = []; for (const audio of document.querySelectorAll("audio"))
            audio.addEventListener("seeking", () => sentTo.push(audio.currentTime)); }"""
        )
        seen.page.wait_for_function("() => document.querySelector('audio').readyState >= 1")
        yield seen


def playing(seen, number=0):
    seen.page.wait_for_function(f"() => !document.querySelectorAll('audio')[{number}].paused")
    return seen.page.evaluate("sentTo.at(-1)")


def test_a_click_on_a_word_plays_from_that_word(opened):
    words = opened.page.locator(".answer .words [data-at]:not(button)")
    for clicks, at in enumerate((200, 40), start=1):
        word = words.nth(at)
        word.click()
        opened.page.wait_for_function(f"() => sentTo.length >= {clicks}")  # told after the click
        assert playing(opened) == pytest.approx(float(word.get_attribute("data-at")), abs=0.1)
    before = opened.page.evaluate("document.querySelector('audio').currentTime")
    opened.page.wait_for_function(f"() => document.querySelector('audio').currentTime > {before} + 0.2")
    assert opened.page.locator(".words .now").count() == 1
    assert not opened.complaints
    assert not opened.requests


def test_the_keyboard_walks_the_words_and_enter_plays(opened):
    words = opened.page.locator(".answer .words [data-at]:not(button)")
    words.first.focus()
    for _ in range(7):
        opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.activeElement.textContent") == words.nth(7).text_content()
    opened.page.keyboard.press("Enter")
    assert playing(opened) == pytest.approx(float(words.nth(7).get_attribute("data-at")), abs=0.1)
    assert opened.page.locator(".answer .words span[tabindex]").count() == 1  # one stop of Tab for them all


def test_times_the_timeline_and_the_player_play_too_one_at_a_time(opened):
    evidence = opened.page.locator(".evidence button.t").first
    evidence.click()
    assert playing(opened) == pytest.approx(float(evidence.get_attribute("data-at")), abs=0.1)
    line = opened.page.locator(".timeline > svg")
    line.click(position={"x": line.bounding_box()["width"] / 2, "y": 100})
    total_s = float(opened.page.locator(".timeline").get_attribute("data-total"))
    assert playing(opened) == pytest.approx(total_s / 2, abs=1)
    opened.page.locator(".probe .play").first.click()
    playing(opened, 1)
    assert opened.page.evaluate("document.querySelector('audio').paused")
    assert opened.page.locator(".probe .play").first.get_attribute("aria-label").startswith("Pause")


@pytest.mark.parametrize(("theme", "width"), [("light", 1180), ("dark", 390)])
def test_axe_finds_nothing_serious(browser, short_report, theme, width):
    with visit(browser, short_report, theme, width) as seen:
        seen.page.evaluate(AXE)
        found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [fault["id"] for fault in found["violations"] if fault["impact"] in ("serious", "critical")]
        assert not grave
        assert len(found["passes"]) > 20
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not seen.complaints


def test_the_switch_turns_the_theme_around(browser, short_report):
    with visit(browser, short_report, "dark") as seen:
        colour = "getComputedStyle(document.body).backgroundColor"
        dark = seen.page.evaluate(colour)
        seen.page.locator("#theme").click()
        assert seen.page.evaluate(colour) != dark
        assert seen.page.locator("#theme").text_content() == "Dark"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_three_minutes_print_on_two_pages(opened, paper):
    printed = opened.page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_a_script_in_a_name_or_a_transcript_stays_text(browser, tmp_path):
    evil = "<script>window.taken = 1</script><img src=http://127.0.0.1:9/x onerror='window.taken = 1'>"
    session = session_of(weak_interview())
    opening = session.turns[0]
    words = (replace(opening.transcript.words[0], text=evil), *opening.transcript.words[1:])
    turn = replace(opening, question=evil, transcript=replace(opening.transcript, words=words))
    attempt = Attempt(evil, replace(session, turns=(turn, *session.turns[1:])), evil)
    file = tmp_path / "evil.html"
    text = page([attempt], story=replace(story(), title=evil), rubric=rubric())
    file.write_text(text, encoding="utf-8", newline="\n")
    with visit(browser, file) as seen:
        assert seen.page.evaluate("window.taken") is None
        assert seen.page.locator("h1").text_content() == evil
        assert seen.page.locator(".words [data-at]").first.text_content() == evil
        assert not seen.complaints
        assert not seen.requests


def test_the_policy_stops_what_a_hole_in_the_escaping_would_let_through(browser, short_report, tmp_path):
    file = tmp_path / "holed.html"
    hole = "<script>window.taken = 1</script><img src='http://127.0.0.1:9/x'>"
    file.write_text(
        short_report.read_text(encoding="utf-8").replace("<main", hole + "<main", 1),
        encoding="utf-8",
        newline="\n",
    )
    with visit(browser, file) as seen:
        assert seen.page.evaluate("window.taken") is None
        assert seen.blocked == seen.requests == ["http://127.0.0.1:9/x"]
        assert len(seen.complaints) == 2
