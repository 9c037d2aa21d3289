"""The keys, on a real pseudo-terminal: what is pressed, and that the terminal is given back."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.ui import Keys, NoControls, keys
from simulator.ui.controls import key_in


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", None),
        ("\n", "done"),
        ("\r", "done"),
        ("\x1b", "again"),
        ("words\n", "done"),
        ("words", None),
        ("\n\x1b", "again"),
        ("\x1b\n", "done"),
        ("\x1b[A", None),
        ("\x1b[1;5C", None),
        ("\x1bOP", None),
        ("\x1bx", None),
        ("\x1b[A\x1b", "again"),
        ("\x1b[A\r", "done"),
        ("\x1b\x1b", "again"),
    ],
)
def test_the_last_key_that_counts_is_taken(typed: str, key: str | None) -> None:
    assert key_in(typed) == key


class Terminal(NamedTuple):
    """A program started on its own pseudo-terminal; `screen` is the other end."""

    process: subprocess.Popen[bytes]
    screen: int
    other: int

    def type(self, letters: bytes) -> None:
        os.write(self.screen, letters)

    def read_until(self, mark: bytes) -> bytes:
        seen = b""
        while mark not in seen:
            seen += os.read(self.screen, 1024)
        return seen

    def cooked(self) -> bool:
        return bool(termios.tcgetattr(self.other)[3] & termios.ICANON)


PROGRAM = """
import sys, time
from simulator.ui import keys
with keys() as held:
    print("ready", held.available, flush=True)
    while True:
        key = held.pressed()
        if key:
            print("key", key, "end", flush=True)
        if key == "done":
            break
        time.sleep(0.005)
    {after}
print("over", flush=True)
"""


@pytest.fixture
def start() -> Iterator[object]:
    started: list[Terminal] = []

    def begin(after: str = "pass") -> Terminal:
        screen, other = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-c", _in_own_terminal(PROGRAM.format(after=after))],
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
        started.append(Terminal(process, screen, other))
        return started[-1]

    yield begin
    for terminal in started:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.screen)
        os.close(terminal.other)


def _in_own_terminal(program: str) -> str:
    return f"import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n{program}"


def test_enter_and_esc_are_heard_and_arrows_are_not(start) -> None:
    terminal = start()
    terminal.read_until(b"ready True")
    assert not terminal.cooked()
    terminal.type(b"\x1b[A")
    terminal.type(b"\x1b")
    assert terminal.read_until(b"end").count(b"key again") == 1
    terminal.type(b"\n")
    seen = terminal.read_until(b"over")
    assert b"key done" in seen
    assert b"again" not in seen
    assert terminal.process.wait(10) == 0
    assert terminal.cooked()


def test_an_escape_sequence_cut_in_two_is_no_esc(start) -> None:
    terminal = start()
    terminal.read_until(b"ready True")
    terminal.type(b"\x1b")
    terminal.type(b"[B\n")
    assert b"again" not in terminal.read_until(b"over")


def test_the_terminal_is_given_back_after_an_error(start) -> None:
    terminal = start(after="raise RuntimeError")
    terminal.read_until(b"ready True")
    terminal.type(b"\n")
    terminal.read_until(b"RuntimeError")
    assert terminal.process.wait(10) == 1
    assert terminal.cooked()


def test_the_terminal_is_given_back_without_the_with_being_left(start) -> None:
    terminal = start(after="held.__enter__(); sys.exit(5)")
    terminal.read_until(b"ready True")
    terminal.type(b"\n")
    assert terminal.process.wait(10) == 5
    assert terminal.cooked()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_terminal_is_given_back_when_the_program_is_stopped(start, ending: signal.Signals) -> None:
    terminal = start()
    terminal.read_until(b"ready True")
    terminal.process.send_signal(ending)
    if ending == signal.SIGINT:
        terminal.read_until(b"KeyboardInterrupt")
    assert terminal.process.wait(10) == -ending
    assert terminal.cooked()


def test_no_terminal_means_no_keys() -> None:
    held = keys(io.StringIO("\n\x1b"))
    assert isinstance(held, NoControls)
    with held as none:
        assert none.pressed() is None


def test_a_closed_input_means_no_keys() -> None:
    closed = io.StringIO()
    closed.close()
    assert isinstance(keys(closed), NoControls)


def test_a_terminal_that_is_not_ours_is_left_alone() -> None:
    screen, other = pty.openpty()
    with os.fdopen(other) as stream:
        assert isinstance(keys(stream), NoControls)
    os.close(screen)


def test_keys_give_the_terminal_back_once_and_read_what_is_typed() -> None:
    calls: list[str] = []
    held = Keys(lambda: "\n", lambda: calls.append("take"), lambda: calls.append("back"))
    before = signal.getsignal(signal.SIGTERM)
    with held:
        assert held.pressed() == "done"
        assert signal.getsignal(signal.SIGTERM) != before
    assert calls == ["take", "back"]
    assert signal.getsignal(signal.SIGTERM) == before
