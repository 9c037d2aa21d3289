"""When to practise what again: FSRS over the outcomes of the attempts at it, in the order of time.

Local time on the wall is taken for UTC throughout, so that days are the candidate's own; a change to summer
time moves nothing by more than an hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone

from fsrs import Card, Rating, Scheduler

from simulator.domain.spacing import Spacing

RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}


class Spacer:
    """Spaces by the rules of a pack. The same attempts give the same card, whenever it is made."""

    def __init__(self, rules: Spacing) -> None:
        self._marks = rules.marks
        # Without steps of minutes: nobody sits a section again after ten minutes because a card says so.
        self._scheduler = Scheduler(
            desired_retention=rules.recall,
            maximum_interval=rules.longest_days,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )

    def card(self, attempts: Iterable[tuple[str, str]]) -> Card:
        """`attempts`: when (ISO text) and outcome (a field of `Marks`), the oldest first."""
        card = Card(card_id=0, due=datetime.fromtimestamp(0, timezone.utc))
        for started, outcome in attempts:
            rating = RATINGS[getattr(self._marks, outcome)]
            card, _ = self._scheduler.review_card(card, rating, at(started))
        return card

    def recall(self, card: str, now: str) -> float:
        """How likely it still sits, 0-1."""
        return float(self._scheduler.get_card_retrievability(Card.from_json(card), at(now)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def as_text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
