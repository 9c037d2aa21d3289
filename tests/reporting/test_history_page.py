"""The history on the terminal: what a session counts as."""

from __future__ import annotations

import pytest
from rich.console import Console
from support.history import interview_record

from simulator.domain.record import Glance
from simulator.reporting.history import GlancesPage, RecordPage


def drawn(page: object) -> str:
    console = Console(width=80)
    with console.capture() as seen:
        console.print(page)
    return seen.get()


@pytest.mark.parametrize(("mode", "rated"), [("interview", True), ("demo", True), ("telling", False)])
def test_a_story_being_told_has_no_final_verdict(mode: str, rated: bool) -> None:
    assert ("Final verdict" in drawn(RecordPage(interview_record(0, mode=mode)))) == rated


def test_the_list_says_how_to_see_one() -> None:
    name = "2026-01-05_10-00-00_own"
    glance = Glance(
        session=name,
        started="2026-01-05T10:00:00",
        mode="interview",
        story="own",
        principle="ownership",
        level="sde2",
        rating="hire",
        length_s=90.0,
    )
    assert f"1 session. To see one: hotseat history {name}" in drawn(GlancesPage([glance]))
