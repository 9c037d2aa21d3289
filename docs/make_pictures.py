"""Draws the pictures of README and docs from real runs: `python docs/make_pictures.py` (`docs` extra).

Runs `hotseat demo` on a terminal of its own and draws what stands on it in the end as SVG; holds an interview
on the live screen, with a recording played into the microphone of a sound server of its own, tells a story
there and holds a loop; then opens the demo's report page in the system's Chromium and takes it in both
themes; and holds four interviews for the progress that they show. Nothing is staged: what the pictures show
is what the program said. Takes about eight minutes; with `story` or `loop` behind it, only those are drawn.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from math import inf
from pathlib import Path

import pyte
from playwright.sync_api import Playwright, sync_playwright
from rich.console import Console
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.pulse import sound_server  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LIVE_SIZE = (100, 32)
ANSWER = ROOT / "audio_fixtures" / "webhook-strong.flac"
PROBE = "probe-quantification-strong.flac"
STORY = ROOT / "audio_fixtures" / "own-backup-fan.flac"
MISSING = ROOT / "audio_fixtures" / "probe-quantification-weak.flac"
"""A story of somebody's own, and an answer to what is missing in it, in which they speak of data."""
STORY_S = 61.0
ANSWER_S, SPOKEN_S = 157.0, 75.0
"""How long the answer is, and when its picture is taken: in the middle of Action."""
COLUMNS, ROWS = 88, 200
HOTSEAT = str(Path(sys.executable).with_name("hotseat"))
BEGIN, END = "Interviewer", "Kept"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGE_WIDTH, PAGE_HEIGHT = 1120, 1180


class Terminal:
    """A program on a terminal of its own, and what stands on it."""

    def __init__(
        self, command: list[str], env: dict[str, str], columns: int, rows: int, *, notices: bool
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        # One that leads its own session has the terminal for its own, and may read keys from it.
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs if notices else subprocess.DEVNULL,
            env=env | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  # no thread runs yet
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def read(self, seconds: float = inf) -> list[Text]:
        """Reads on for so long, or to the program's end; what then stands on the screen."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._ours], [], [], min(left, 1.0))[0]:
                try:
                    self._stream.feed(os.read(self._ours, 65536))
                except OSError:  # the other end is closed
                    break
        return [_line(self.screen, row) for row in range(self.screen.lines)]

    def read_until(self, text: str) -> list[Text]:
        """Reads on until that stands on the screen."""
        for _ in range(600):
            lines = self.read(0.5)
            if any(text in line.plain for line in lines):
                return lines
        stood = "\n".join(line.plain for line in lines if line.plain.strip())
        sys.exit(f"'{text}' never came up on the screen, where this stood:\n{stood}")


def screen_after(command: list[str]) -> list[Text]:
    """The lines that stand on a tall terminal when the command has ended."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(command, os.environ | {"XDG_DATA_HOME": home}, COLUMNS, ROWS, notices=False)
        lines = terminal.read()
        if terminal.process.wait():
            sys.exit(f"{' '.join(command)}: exit status {terminal.process.returncode}")
    return lines


def live_screens() -> None:
    """The live screen while a recorded answer is heard, and afterwards."""
    with tempfile.TemporaryDirectory() as home, sound_server(Path(home)) as server:
        command = [HOTSEAT, "interview", "webhook-drop-rate", "--probes", "0", "--no-open"]
        terminal = Terminal(command, server.env | {"XDG_DATA_HOME": home}, *LIVE_SIZE, notices=True)
        terminal.read_until("Enter")
        draw(terminal.read(3.0), "before.svg", "hotseat interview: before", LIVE_SIZE[0])
        terminal.type("\r")
        terminal.read(12.0)  # the question is asked
        with subprocess.Popen(["paplay", "--device=mic", str(ANSWER)], env=server.env) as player:
            draw(terminal.read(SPOKEN_S), "live.svg", "hotseat interview: while you speak", LIVE_SIZE[0])
            terminal.read(ANSWER_S - SPOKEN_S)
            player.wait()
        terminal.type("\r")
        lines = terminal.read(6.0)[: LIVE_SIZE[1] - 4]  # without the way to this very report
        draw(lines, "after.svg", "hotseat interview: afterwards", LIVE_SIZE[0])
        terminal.process.kill()


def story_screens() -> None:
    """A story being told: what is missing after the telling, and the file that it becomes."""
    with tempfile.TemporaryDirectory() as home, sound_server(Path(home)) as server:
        command = [HOTSEAT, "stories", "new", "library-backups", "--model", "pocketsphinx"]
        own = {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        terminal = Terminal(command, server.env | own, *LIVE_SIZE, notices=True)
        terminal.read_until("begin")
        terminal.type("\r")
        terminal.read_until("listening")
        with subprocess.Popen(["paplay", "--device=mic", str(STORY)], env=server.env):
            terminal.read(STORY_S)
        terminal.read_until("Question 1")
        terminal.read_until("listening")
        with subprocess.Popen(["paplay", "--device=mic", str(MISSING)], env=server.env):
            lines = terminal.read_until("data")
        draw(lines, "story.svg", "hotseat stories new: what is missing", LIVE_SIZE[0])
        terminal.process.kill()


def loop_screens() -> None:
    """A loop of two questions, answered by recordings, and its debrief."""
    with tempfile.TemporaryDirectory() as home:
        command = [HOTSEAT, *"interview --loop --principles ownership,dive-deep --probes 0 --silent".split()]
        command += ["--answers", str(ANSWER), str(STORY)]
        own = {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        terminal = Terminal(command, os.environ | own, *LIVE_SIZE, notices=True)
        terminal.read_until("begin")
        terminal.type("\r")
        terminal.read_until("Question 2 of 2")
        draw(terminal.read_until("hearing you"), "loop.svg", "hotseat interview --loop", LIVE_SIZE[0])
        lines = terminal.read_until("The debrief")
        lines = terminal.read(2.0)[: LIVE_SIZE[1] - 3]  # without the way to this very debrief
        draw(lines, "debrief.svg", "hotseat interview --loop: the debrief", LIVE_SIZE[0])
        terminal.process.kill()


def _line(screen: pyte.Screen, row: int) -> Text:
    line = Text()
    for column in range(screen.columns):
        cell = screen.buffer[row][column]
        colour = None if cell.fg == "default" else f"#{cell.fg}" if len(cell.fg) == 6 else _NAMED[cell.fg]
        behind = f"#{cell.bg}" if len(cell.bg) == 6 and cell.bg not in _NAMED else None
        line.append(
            cell.data,
            Style(color=colour, bgcolor=behind, bold=cell.bold, italic=cell.italics, reverse=cell.reverse),
        )
    if not behind:  # a screen that is painted is painted to its edge
        line.rstrip()
    return line


_NAMED = {"brown": "yellow"} | {
    name: name for name in ("black", "red", "green", "blue", "magenta", "cyan", "white")
}


def draw(lines: list[Text], name: str, title: str, columns: int = COLUMNS) -> None:
    with Path(os.devnull).open("w") as nowhere:
        console = Console(
            record=True, width=columns, file=nowhere, color_system="truecolor", force_terminal=True
        )
        for line in lines:
            console.print(line)
        console.save_svg(str(PICTURES / name), title=title)


def report_pages() -> None:
    """The top of the demo's report page, light and dark."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_DATA_HOME": home}
        for command in (["demo", "--silent", "--json"], ["report", "--no-open"]):
            _run([HOTSEAT, *command], environment)
        (page,) = Path(home).rglob("report.html")
        with sync_playwright() as playwright:
            for theme in ("light", "dark"):
                _photograph(playwright, page, theme)


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, capture_output=True)


def _photograph(playwright: Playwright, page: Path, theme: str, name: str = "report") -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM)
    window = browser.new_page(
        viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT},
        color_scheme=theme,  # type: ignore[arg-type]
    )
    window.goto(page.as_uri())
    window.screenshot(path=PICTURES / f"{name}-{theme}.png")
    browser.close()


def progress_pictures() -> None:
    """History, progress and story bank after four interviews, each answered by a recording."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_DATA_HOME": home, "COLUMNS": str(COLUMNS)}
        for told in ("rambling", "no-numbers", "generic-reflection", "strong"):
            answers = [str(ROOT / "audio_fixtures" / name) for name in (f"webhook-{told}.flac", PROBE)]
            interview = [HOTSEAT, "interview", "webhook-drop-rate", "--probes", "1", "--silent", "--json"]
            subprocess.run(
                [*interview, "--answers", *answers], env=environment, check=True, capture_output=True
            )
        for command in ("history", "progress", "next", "stories bank"):
            words = command.split()
            terminal = Terminal([HOTSEAT, *words], environment, COLUMNS, ROWS, notices=False)
            lines = terminal.read()
            used = max(at for at, line in enumerate(lines) if line.plain.strip()) + 1
            draw(lines[:used], f"{words[-1]}.svg", f"hotseat {command}")
        page = Path(home) / "progress.html"
        subprocess.run(
            [HOTSEAT, "progress", "--page", page], env=environment, check=True, capture_output=True
        )
        with sync_playwright() as playwright:
            for theme in ("light", "dark"):
                _photograph(playwright, page, theme, "progress")


def main() -> None:
    story_screens()
    loop_screens()
    lines = screen_after([HOTSEAT, "demo", "--silent", "--plain", "--no-open"])
    plain = [line.plain.strip() for line in lines]
    first, last = plain.index(BEGIN), plain.index(END)
    closing = plain.index("Final verdict")
    probe = plain.index("What earned credit")
    draw(lines[first:probe], "answer.svg", "hotseat demo: the answer, the verdict, the clock")
    follow_up = next(at for at, text in enumerate(plain) if text.startswith("Interviewer, follow-up 1"))
    draw(lines[follow_up : follow_up + 16], "probe.svg", "hotseat demo: the follow-up")
    draw(lines[closing:last], "close.svg", "hotseat demo: the close")
    report_pages()
    progress_pictures()
    live_screens()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    own = {"story": story_screens, "loop": loop_screens}
    for draw_them in [own[name] for name in sys.argv[1:]] or [main]:
        draw_them()
