"""Typed answers as lines: from a pipe and from a terminal."""

from __future__ import annotations

import os
import pty
import threading
import time

import pytest

from simulator.ports import Typed
from simulator.ui.lines import LineKeyboard


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream:
        yield stream, writing


def answer(keyboard: LineKeyboard) -> Typed:
    """The next answer, complete."""
    keyboard.begin()
    for _ in range(100):
        if (typed := keyboard.typed()).done:
            return typed
    raise AssertionError("the answer never ended")


def test_an_empty_line_ends_an_answer_and_the_end_ends_the_last(pipe) -> None:
    stream, writing = pipe
    os.write(writing, "\nfirst line\nsecond — line\r\n\nanother\n\nlast".encode())
    os.close(writing)
    keyboard = LineKeyboard(stream)
    assert not keyboard.over
    assert answer(keyboard) == Typed("first line\nsecond — line", True)
    assert not keyboard.over
    assert answer(keyboard) == Typed("another", True)
    assert not keyboard.over
    assert answer(keyboard) == Typed("last", True)
    assert keyboard.over


def test_a_pipe_that_ends_with_an_empty_line_has_no_further_answer(pipe) -> None:
    stream, writing = pipe
    os.write(writing, b"only\n\n")
    os.close(writing)
    keyboard = LineKeyboard(stream)
    assert answer(keyboard).text == "only"
    assert keyboard.over


def test_commands_are_keys_and_no_text(pipe) -> None:
    stream, writing = pipe
    os.write(writing, b"some words\n/again\n/skip\n")
    keyboard = LineKeyboard(stream)
    keyboard.begin()
    seen = []
    while len(seen) < 2:
        assert "/" not in keyboard.typed().text
        if key := keyboard.pressed():
            seen.append(key)
    assert seen == ["again", "skip"]
    os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
def test_control_d_at_a_terminal_ends_the_answer_and_a_hang_up_the_session() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r", buffering=1) as stream:
        others = set(threading.enumerate())
        keyboard = LineKeyboard(stream)
        (reader,) = set(threading.enumerate()) - others
        for words in ("one answer", "another"):
            os.write(ours, f"{words}\n".encode())
            keyboard.begin()
            while keyboard.typed().text != words:
                time.sleep(0.01)
            os.write(ours, b"\x04")
            while not keyboard.typed().done:
                time.sleep(0.01)
            assert not keyboard.over
        os.close(ours)
        reader.join(10)
        assert not reader.is_alive(), "it goes on reading what is no terminal any more"
        assert keyboard.over
