"""The history on the terminal: what a session counts as."""

from __future__ import annotations

import pytest
from rich.console import Console
from support.history import interview_record

from simulator.reporting.history import RecordPage


def drawn(page: object) -> str:
    console = Console(width=80)
    with console.capture() as seen:
        console.print(page)
    return seen.get()


@pytest.mark.parametrize(("mode", "rated"), [("interview", True), ("demo", True), ("telling", False)])
def test_a_story_being_told_has_no_final_verdict(mode: str, rated: bool) -> None:
    assert ("Final verdict" in drawn(RecordPage(interview_record(0, mode=mode)))) == rated
