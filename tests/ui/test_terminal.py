"""The screen: what an interview looks like as lines, and that nothing from outside can disturb it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from support.reviews import QUESTION, WORDS, interview_events

from simulator.domain.speech import Word
from simulator.events import (
    AnswerEnded,
    Asked,
    ListeningStarted,
    Noticed,
    SessionEnded,
    SessionStarted,
    WordsHeard,
)
from simulator.reporting.pages import InterviewPages
from simulator.ui import TerminalScreen

GOLDEN = Path(__file__).parent / "interview.txt"


def _console(width: int = 80, **options: object) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False, **options)  # type: ignore[arg-type]


def _text(console: Console) -> str:
    return console.file.getvalue()  # type: ignore[attr-defined]


def _screen(
    console: Console | None = None, notices: Console | None = None, keys: bool = True
) -> TerminalScreen:
    return TerminalScreen(
        console or _console(),
        InterviewPages(),
        notices=notices or _console(),
        keys=keys,
        elapsed_s=iter(range(10_000)).__next__,
    )


def _shown(*events: object, width: int = 80, **options: object) -> str:
    console = _console(width, **options)
    with _screen(console) as screen:
        for event in events:
            screen(event)  # type: ignore[arg-type]
    return _text(console)


def test_an_interview_reads_as_it_should() -> None:
    """The golden file is what a candidate reads; after a wanted change write it anew and read it."""
    assert _shown(*interview_events()) == GOLDEN.read_text(encoding="utf-8")


def test_notices_stay_out_of_the_interview() -> None:
    console, notices = _console(), _console()
    _screen(console, notices)(Noticed(at_s=0, code="x", text="No Whisper model is here."))
    assert _text(console) == ""
    assert _text(notices) == "Note: No Whisper model is here.\n"


def test_markup_and_control_characters_from_outside_stay_text() -> None:
    evil = "[red]gone[/red] \x1b[2J\x07\x9b31m\u202eabc :smile:"
    shown = _shown(
        SessionStarted(
            at_s=0,
            session="s",
            mode="interview",
            story=evil,
            principle=evil,
            level="sde1",
            recogniser=evil,
            voice=evil,
        ),
        Asked(at_s=0, turn=0, text=evil),
        ListeningStarted(at_s=0, turn=0, recording=""),
        WordsHeard(at_s=1, turn=0, words=(Word(evil, 0, 1),)),
        SessionEnded(at_s=2, reason="interrupted", folder=evil),
        force_terminal=False,
    )
    assert shown.count("[red]gone[/red]") >= 5
    assert ":smile:" in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_words_are_wrapped_and_never_printed_twice() -> None:
    words = tuple(Word(f"word{number}", number, number + 0.5) for number in range(40))
    shown = _shown(
        ListeningStarted(at_s=0, turn=0, recording=""),
        WordsHeard(at_s=1, turn=0, words=words[:25]),
        WordsHeard(at_s=2, turn=0, words=words[25:]),
        width=60,
    )
    lines = [line for line in shown.splitlines() if "word" in line]
    assert len(lines) > 1
    assert all(len(line) <= 60 for line in lines)
    assert " ".join(lines).split() == [word.text for word in words]


def test_a_question_is_wrapped_without_a_blank_at_the_end() -> None:
    shown = _shown(Asked(at_s=0, turn=0, text=QUESTION), width=40)
    assert " ".join(shown.split()).endswith(QUESTION)
    assert all(len(line) <= 40 and line == line.rstrip() for line in shown.splitlines())


def test_an_answer_begun_again_says_so() -> None:
    listening = ListeningStarted(at_s=0, turn=0, recording="answer.wav")
    again = replace(listening, at_s=3.0, recording="answer-take-2.wav")
    assert "set aside" in _shown(listening, again)
    assert "set aside" not in _shown(listening)


def test_an_empty_answer_is_named() -> None:
    ended = next(event for event in interview_events() if isinstance(event, AnswerEnded))
    silent = replace(ended, transcript=replace(ended.transcript, words=()))
    assert "no words were heard" in _shown(silent)


@pytest.mark.parametrize(
    ("reason", "sentence"), [("interrupted", "broken off"), ("nothing_heard", "Nothing was heard")]
)
def test_an_interview_without_a_close_says_why_and_where_things_are(reason: str, sentence: str) -> None:
    shown = _shown(SessionEnded(at_s=1, reason=reason, folder="kept/here"))  # type: ignore[arg-type]
    assert sentence in shown
    assert "kept/here" in shown


def test_without_keys_none_are_offered() -> None:
    console = _console()
    screen = _screen(console, keys=False)
    screen(ListeningStarted(at_s=0, turn=0, recording=""))
    screen.close()
    assert "Enter" not in _text(console)


def test_on_a_terminal_the_clock_runs_and_the_cursor_comes_back() -> None:
    console = _console(
        force_terminal=True, color_system=None, legacy_windows=False, _environ={"TERM": "xterm"}
    )
    screen = _screen(console)
    screen(ListeningStarted(at_s=0, turn=0, recording=""))
    screen(WordsHeard(at_s=1, turn=0, words=WORDS))
    screen(Noticed(at_s=1, code="x", text="y"))
    shown = _text(console)
    assert "Listening" in shown
    assert "3 words" in shown
    assert "\x1b[?25l" in shown
    screen.close()
    assert _text(console).rstrip().endswith("I noticed drops")
    assert _text(console).count("\x1b[?25l") == _text(console).count("\x1b[?25h")


def test_a_console_without_unicode_gets_ascii() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    console = Console(file=stream, width=80, highlight=False)
    with _screen(console) as screen:
        for event in interview_events():
            screen(event)
        screen(Asked(at_s=0, turn=3, text="“Why?” – it’s déjà vu …"))
    stream.flush()
    shown = raw.getvalue().decode("ascii")
    assert '"Why?" - it\'s d?j? vu ...' in shown
    assert "***---" in shown
    assert "####" in shown
