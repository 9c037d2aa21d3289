"""The story bank: stories by principles, each with what real attempts have shown of it. Pure.

Only interviews count: a drill shows whether a section sits, not whether a story carries a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.domain.bank import Bank, BankRules, Cell, Row, Shelved, Strength
from simulator.domain.record import Glance, mode_of
from simulator.domain.review import RATINGS, Rating

ORDER: tuple[Strength, ...] = ("strong", "fair", "weak", "untried")


def bank(
    attempts: Iterable[Glance],
    stories: Sequence[Shelved],
    principles: Mapping[str, str],
    rules: BankRules,
    first: Sequence[str] = (),
) -> Bank:
    """Which story answers which question, and how well.

    Args:
        attempts: sessions, the oldest first.
        stories: what there is to tell.
        principles: every principle that may be asked about, with its name, in the order of the rows.
        first: those of them that are likeliest to be asked about, and so are filled first.
    """
    ratings: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    for attempt in attempts:
        if mode_of(attempt.mode).attempt and attempt.rating is not None:
            ratings[attempt.story, attempt.principle].append(attempt.rating)
    rows = tuple(
        Row(principle, name, tuple(_cells(principle, stories, ratings, rules)))
        for principle, name in principles.items()
    )
    return Bank(tuple(stories), rows, tuple(_remarks(rows, stories, rules, first)))


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


def _remarks(
    rows: Sequence[Row], stories: Sequence[Shelved], rules: BankRules, first: Sequence[str]
) -> Iterator[str]:
    lacking = [row for row in rows if not row.ready]
    if lacking:
        gaps = sum(not row.cells for row in lacking)
        counts = {"gaps": gaps, "thin": len(lacking) - gaps, "all": len(rows)}
        yield _filled(rules.state, counts)
        yield _next_step(min(lacking, key=lambda row: _urgency(row, first)), rules)
    else:
        yield rules.ready
    for story in stories:
        count = sum(cell.story == story.id and cell.attempts > 0 for row in rows for cell in row.cells)
        if count >= rules.often:
            yield _filled(rules.overused, {"story": story.title, "count": count})


def _urgency(row: Row, first: Sequence[str]) -> tuple[bool, bool, int]:
    """The least is the most urgent: what is likely to be asked, then what has no story at all."""
    likely = row.principle in first
    return not likely, bool(row.cells), first.index(row.principle) if likely else 0


def _next_step(row: Row, rules: BankRules) -> str:
    """What is most worth doing about a principle that has no story ready."""
    marks = {"principle": row.name, "id": row.principle}
    if not row.cells:
        return _filled(rules.tell, marks)
    return _filled(rules.practise, marks | {"story": row.cells[0].story})


def _filled(text: str, marks: Mapping[str, object]) -> str:
    for name, value in marks.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
