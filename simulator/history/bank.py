"""The story bank: stories by principles, each with what real attempts have shown of it. Pure.

Only interviews count: a drill shows whether a section sits, not whether a story carries a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from simulator.domain.bank import Bank, BankRules, Cell, Row, Shelved, Strength
from simulator.domain.record import Glance, SessionRecord
from simulator.domain.review import RATINGS, Rating

Attempt = TypeVar("Attempt", SessionRecord, Glance)
COUNTS = "interview"
ORDER: tuple[Strength, ...] = ("strong", "fair", "weak", "untried")


def bank(
    attempts: Iterable[Attempt], stories: Sequence[Shelved], principles: Mapping[str, str], rules: BankRules
) -> Bank:
    """Which story answers which question, and how well.

    Args:
        attempts: sessions, the oldest first.
        stories: what there is to tell.
        principles: every principle that may be asked about, with its name, in the order of the rows.
    """
    ratings: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    for attempt in attempts:
        if attempt.mode == COUNTS and attempt.rating is not None:
            ratings[attempt.story, attempt.principle].append(attempt.rating)
    rows = tuple(
        Row(principle, name, tuple(_cells(principle, stories, ratings, rules)))
        for principle, name in principles.items()
    )
    return Bank(tuple(stories), rows, tuple(_remarks(rows, stories, rules)))


def strength(ratings: Sequence[Rating], rules: BankRules) -> Strength:
    """What the latest attempts show; at least half of them must be so good."""
    latest = [RATINGS.index(rating) for rating in ratings[-rules.latest :]]
    if not latest:
        return "untried"
    for name, least in (("strong", rules.strong_from), ("fair", rules.fair_from)):
        if 2 * sum(rating >= RATINGS.index(least) for rating in latest) >= len(latest):
            return "strong" if name == "strong" else "fair"
    return "weak"


def _cells(
    principle: str,
    stories: Sequence[Shelved],
    ratings: Mapping[tuple[str, str], list[Rating]],
    rules: BankRules,
) -> list[Cell]:
    """The stories that can be told for it, or have been, the strongest first."""
    cells = []
    for story in stories:
        told = ratings.get((story.id, principle), [])
        if principle in story.principles or told:
            best = max(told, key=RATINGS.index, default=None)
            cells.append(Cell(story.id, principle, strength(told, rules), len(told), best))
    return sorted(cells, key=lambda cell: ORDER.index(cell.strength))


def _remarks(rows: Sequence[Row], stories: Sequence[Shelved], rules: BankRules) -> Iterator[str]:
    titles = {story.id: story.title for story in stories}
    for row in rows:
        if not row.cells:
            yield rules.gap.replace("{principle}", row.name)
        elif not row.ready:
            first = row.cells[0]
            text = rules.weak.replace("{principle}", row.name).replace("{story}", titles[first.story])
            yield text.replace("{strength}", rules.names[first.strength])
    if all(row.ready for row in rows):
        yield rules.ready
    for story in stories:
        count = sum(cell.story == story.id and cell.attempts > 0 for row in rows for cell in row.cells)
        if count >= rules.often:
            yield rules.overused.replace("{story}", story.title).replace("{count}", str(count))
