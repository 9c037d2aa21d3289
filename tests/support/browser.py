"""The system's own Chromium, driven over its DevTools by Playwright; nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LACKING = "" if CHROMIUM else "there is no Chromium here (Debian: apt install chromium)"


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page that was opened, and what it did that it should not have done."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What was written to the console, and errors of the script."""
    requests: list[str] = field(default_factory=list)
    """Addresses that the page asked for beside its own file."""
    blocked: list[str] = field(default_factory=list)
    """Those of them that its content security policy stopped before they left."""


@contextmanager
def visit(browser: Browser, file: Path, theme: str = "light", width: int = 1180) -> Iterator[Visit]:
    """Opens a file in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
    )
    try:
        seen = Visit(context.new_page())
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("request", lambda request: _note(seen, request.url, file))
        seen.page.on("requestfailed", lambda request: _note_blocked(seen, request))
        seen.page.goto(file.as_uri())
        yield seen
    finally:
        context.close()


def _note(seen: Visit, address: str, file: Path) -> None:
    if address != file.as_uri() and not address.startswith(("data:", "blob:")):
        seen.requests.append(address)


def _note_blocked(seen: Visit, request: Request) -> None:
    if "csp" in (request.failure or ""):
        seen.blocked.append(request.url)
