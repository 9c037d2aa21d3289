"""Prints a page on standard output."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console, RenderableType

from simulator.domain.bank import Bank, BankRules
from simulator.domain.review import Grade, Review
from simulator.domain.story import Story
from simulator.reporting.bank import BankPage
from simulator.reporting.stories import StoryPage
from simulator.reporting.text import GradePage, ReviewPage


def print_review(
    review: Review, source: str, *, why: bool = False, names: Mapping[str, str] | None = None
) -> None:
    """The review of one file; `why` adds the ledger, `names` gives ids their names for people."""
    _print(ReviewPage(review, names or {}, why=why, source=source))


def print_grade(grade: Grade, source: str) -> None:
    """The grade of one file."""
    _print(GradePage(grade, source))


def print_story(story: Story) -> None:
    """A story, to be learnt from."""
    _print(StoryPage(story))


def print_bank(bank: Bank, rules: BankRules) -> None:
    """The story bank."""
    _print(BankPage(bank, rules))


def _print(page: RenderableType) -> None:
    console = Console(highlight=False)
    console.print(page)
    console.print()
