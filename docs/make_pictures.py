"""Draws the pictures of README and docs from a real run: `python docs/make_pictures.py` (`docs` extra).

Runs `hotseat demo` on a terminal of its own and draws what stands on it in the end as SVG; then opens its
report page in the system's Chromium and takes it in both themes. Nothing is staged: what the pictures show is
what the program said.
"""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

import pyte
from playwright.sync_api import Playwright, sync_playwright
from rich.console import Console
from rich.style import Style
from rich.text import Text

PICTURES = Path(__file__).parent / "pictures"
COLUMNS, ROWS = 88, 200
HOTSEAT = str(Path(sys.executable).with_name("hotseat"))
BEGIN, END = "Interviewer", "Kept"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGE_WIDTH, PAGE_HEIGHT = 1120, 1180


def screen_after(command: list[str]) -> list[Text]:
    """The lines that stand on a tall terminal when the command has ended."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"TERM": "xterm-256color", "XDG_DATA_HOME": home}
        with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as process:
            os.close(theirs)
            while piece := _read(ours):
                stream.feed(piece)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    return [_line(screen, row) for row in range(ROWS)]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def _line(screen: pyte.Screen, row: int) -> Text:
    line = Text()
    for column in range(COLUMNS):
        cell = screen.buffer[row][column]
        colour = None if cell.fg == "default" else f"#{cell.fg}" if len(cell.fg) == 6 else _NAMED[cell.fg]
        line.append(cell.data, Style(color=colour, bold=cell.bold, italic=cell.italics))
    line.rstrip()
    return line


_NAMED = {"brown": "yellow"} | {
    name: name for name in ("black", "red", "green", "blue", "magenta", "cyan", "white")
}


def draw(lines: list[Text], name: str, title: str) -> None:
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        for line in lines:
            console.print(line)
        console.save_svg(str(PICTURES / name), title=title)


def report_pages() -> None:
    """The top of the demo's report page, light and dark."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_DATA_HOME": home}
        for command in (["demo", "--silent", "--json"], ["report", "--no-open"]):
            subprocess.run([HOTSEAT, *command], env=environment, check=True, capture_output=True)
        (page,) = Path(home).rglob("report.html")
        with sync_playwright() as playwright:
            for theme in ("light", "dark"):
                _photograph(playwright, page, theme)


def _photograph(playwright: Playwright, page: Path, theme: str) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM)
    window = browser.new_page(
        viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT},
        color_scheme=theme,  # type: ignore[arg-type]
    )
    window.goto(page.as_uri())
    window.screenshot(path=PICTURES / f"report-{theme}.png")
    browser.close()


def main() -> None:
    lines = screen_after([HOTSEAT, "demo", "--silent"])
    plain = [line.plain.strip() for line in lines]
    first, last = plain.index(BEGIN), plain.index(END)
    closing = plain.index("Final verdict")
    probe = plain.index("What earned credit")
    draw(lines[first:probe], "answer.svg", "hotseat demo: the answer, the verdict, the clock")
    follow_up = next(at for at, text in enumerate(plain) if text.startswith("Interviewer, follow-up 1"))
    draw(lines[follow_up : follow_up + 16], "probe.svg", "hotseat demo: the follow-up")
    draw(lines[closing:last], "close.svg", "hotseat demo: the close")
    report_pages()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    main()
