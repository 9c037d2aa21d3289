"""Attempts -> one HTML file, by the rules of the report page: text is escaped, nothing is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from simulator.domain.record import Glance
from simulator.domain.wording import day
from simulator.reporting.page.rendering import policy, style, template
from simulator.reporting.progress_page.drawing import (
    PACE,
    SHARE,
    figure_line,
    rating_line,
    section_lines,
    story_rows,
)


def progress_page(found: Sequence[Glance]) -> str:
    """A whole HTML document, to be written as UTF-8.

    Args:
        found: attempts, at least one, the oldest first.
    """
    dress = style("page.css") + style("progress.css")
    return template("progress.html.j2").render(
        count=len(found),
        first=day(found[0].started)[:10],
        last=day(found[-1].started)[:10],
        rating=rating_line(found),
        sections=section_lines(found),
        said=[line for line in (figure_line(found, PACE), figure_line(found, SHARE)) if line],
        stories=story_rows(found),
        style=Markup(dress),  # noqa: S704  # our own files, and the policy holds their hash
        policy=policy(dress, ""),
    )
