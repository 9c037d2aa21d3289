"""Prints a page on standard output."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.bank import Bank, BankRules
from simulator.domain.principle import Principle
from simulator.domain.review import Grade, Level, Review
from simulator.domain.story import Story
from simulator.reporting.bank import BankPage
from simulator.reporting.ink import print_page
from simulator.reporting.levels import Held, LevelsPage
from simulator.reporting.principles import PrinciplePage
from simulator.reporting.stories import StoryPage
from simulator.reporting.text import GradePage, ReviewPage


def print_review(
    review: Review, source: str, *, why: bool = False, names: Mapping[str, str] | None = None
) -> None:
    """The review of one file; `why` adds the ledger, `names` gives ids their names for people."""
    print_page(ReviewPage(review, names or {}, why=why, source=source))


def print_levels(
    reviews: tuple[Review, ...],
    held: Mapping[Level, Held],
    add: Mapping[str, str],
    source: str,
    *,
    why: bool = False,
) -> None:
    """One file judged at several levels, side by side; `add` has the advice for signals not heard."""
    print_page(LevelsPage(reviews, held, add, why, source))


def print_grade(grade: Grade, source: str) -> None:
    """The grade of one file."""
    print_page(GradePage(grade, source))


def print_story(story: Story, names: Mapping[str, str] | None = None) -> None:
    """A story, to be learnt from; `names` gives principles their names for people."""
    print_page(StoryPage(story, names or {}))


def print_bank(bank: Bank, rules: BankRules) -> None:
    """The story bank."""
    print_page(BankPage(bank, rules))


def print_principle(principle: Principle) -> None:
    """A principle, to be prepared for."""
    print_page(PrinciplePage(principle))
