"""`hotseat next`, and what `hotseat drill --next` begins: what to practise today, by how it really went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.errors import PackError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.record import Due

SHOWN = 5
"""As many as can be practised in one sitting. Source: judgement; a drill takes some five minutes."""
Json = Annotated[bool, typer.Option("--json", help="One JSON object a thing to practise, all of them.")]


def due_next(*, as_json: Json = False) -> None:
    """Says what to practise today, and how: sections, follow-ups and stories by spaced repetition."""
    from simulator.reporting import json_line
    from simulator.reporting.history import due_json, print_due

    now = _now()
    things = practisable(now)
    if as_json:
        for thing in things:
            typer.echo(json_line(due_json(thing)))
        return
    if not things:
        typer.echo("Nothing was practised yet; hold an interview with 'hotseat interview'.", err=True)
        return
    print_due(things[:SHOWN], now)
    begin = "hotseat drill --next" if things[0].due <= now else command(things[0])
    typer.echo(f"  Begin: {begin}" if things[0].due <= now else f"  Nothing is due; all the same: {begin}")


def most_due() -> Due | None:
    """What to practise now; None where nothing is due, which is then said.

    Raises:
        UsageError: nothing was practised yet.
    """
    now = _now()
    things = practisable(now)
    if not things:
        raise UsageError(
            "Nothing was practised yet; hold an interview with 'hotseat interview'.", code="next-nothing"
        )
    first = things[0]
    if first.due > now:
        typer.echo(f"Nothing is due before {first.due[:10]}. All the same: {command(first)}", err=True)
        return None
    return first


def practisable(now: str) -> Sequence[Due]:
    """What was practised and can be again, the most due first: its story and its probe are still there."""
    from simulator.cli.remembering import with_history

    return list(_there(with_history(lambda kept: kept.due(now))))


def command(due: Due) -> str:
    """How to practise it."""
    ways = {
        "section": f"drill {due.story} {due.name}",
        "probe": f"drill {due.story} --probe {due.name}",
        "story": f"interview {due.story}",
    }
    return f"hotseat {ways[due.kind]}"


def _there(things: Sequence[Due]) -> Iterator[Due]:
    desks: dict[str, Desk | None] = {}
    for thing in things:
        if thing.story not in desks:
            desks[thing.story] = _desk(thing.story)
        desk = desks[thing.story]
        if desk and (thing.kind != "probe" or _asked(thing.name, desk)):
            yield thing


def _desk(story: str) -> Desk | None:
    """None: it cannot be told any more."""
    from simulator.cli.wiring import Desk

    try:
        return Desk(story)
    except PackError:
        return None


def _asked(probe: str, desk: Desk) -> bool:
    try:
        return desk.home_of(probe) is not None
    except PackError:
        return False


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")
