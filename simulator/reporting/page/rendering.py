"""Views -> one HTML file that needs nothing else and may load nothing: no network, no foreign script.

Everything from outside (names, transcripts, packs) enters through Jinja's escaping and `safe`, so markup in
it stays text. The content security policy names the one style and the one script by their hashes; even
markup that slipped through could neither run nor fetch.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from simulator.domain.review import RATINGS
from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.domain.wording import (
    GRADE_NAMES,
    RATING_NAMES,
    SECTION_NAMES,
    STATUS_NAMES,
    clock,
    rating_name,
    readable,
    safe,
)
from simulator.reporting.page.attempt import Attempt
from simulator.reporting.page.comparing import compared
from simulator.reporting.page.view import AttemptView

HERE = Path(__file__).parent
UNSURE = 0.6
"""Below this confidence a section's time is called 'about'. Source: judgement; as on the terminal."""


def page(attempts: Sequence[Attempt], *, story: Story | None, rubric: Rubric) -> str:
    """The report of one attempt or of several at the same story, the latest last.

    Args:
        story: whose questions were asked; None for the candidate's own.
        rubric: names the principles, bounds the delivery, and has what the story lacks.

    Returns:
        A whole HTML document, to be written as UTF-8 with its line breaks unchanged.

    Raises:
        ValueError: there is no attempt.
    """
    if not attempts:
        raise ValueError("a page needs an attempt")
    several = len(attempts) > 1
    views = [
        AttemptView(f"a{number}", attempt, story, rubric, number if several else 0)
        for number, attempt in enumerate(attempts, start=1)
    ]
    dress, script = style("page.css"), style("page.js")
    return template("page.html.j2").render(
        attempts=views,
        comparison=compared(views),
        story=story,
        title=story.title if story else "Your own story",
        style=Markup(dress),  # noqa: S704  # our own file, and the policy holds its hash
        script=Markup(script),  # noqa: S704  # likewise
        policy=policy(dress, script),
    )


def policy(style: str, script: str) -> str:
    """The content security policy under which nothing runs but `script` and nothing is fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "media-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def style(name: str) -> str:
    """A style or script of ours, as it stands in the page."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """A page's template, in which all text is escaped and made harmless."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clock": clock,
        "readable": readable,
        "rating": rating_name,
        "percent": lambda number: f"{number:.2f}%",
        "pixels": lambda number: f"{number:.1f}",
        "signed": lambda number: f"{number:+.1f}".replace("-", "−"),
    }
    environment.globals |= {
        "SECTIONS": SECTION_NAMES,
        "STATUSES": STATUS_NAMES,
        "GRADES": GRADE_NAMES,
        "SCALE": [RATING_NAMES[rating] for rating in RATINGS],
        "UNSURE": UNSURE,
    }
    return environment.get_template(name)


def _harmless(value: Any) -> Any:
    """Text without control characters and marks that turn its direction around; escaping comes after."""
    return safe(value) if type(value) is str else value
