"""Driving a screen whose session is scripted: what is told, how far, and when the screen has caught up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence

from simulator.events import Asked, Event
from simulator.ui.live.session import Hold


def telling(events: Iterable[Event], *, then_waits: bool = False) -> Hold:
    """A session in which just these things happen; one that waits goes on until it is broken off."""

    def hold(_controls, tell, *_) -> None:
        for event in events:
            tell(event)
        while then_waits:
            time.sleep(0.01)

    return hold


def up_to(events: Sequence[Event], kind: type[Event], turn: int = 0, question: int = 1) -> Sequence[Event]:
    """The events up to the first of a kind on that turn, with it; of a loop, in answer to that question."""
    for at, event in enumerate(events):
        if isinstance(event, Asked) and not event.turn:
            question -= 1
        if question < 1 and type(event) is kind and getattr(event, "turn", 0) == turn:
            return events[: at + 1]
    raise AssertionError(f"there is no such {kind.__name__}")


def drive(app, script: Callable, size: tuple[int, int] = (80, 24)) -> None:
    """Runs the app, and the script with it."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(pilot)
        app.settle()

    asyncio.run(run())
