"""Screens taken as pictures: at which sizes, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.live import text, until

SMALL, LARGE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


def when(app, shows: str, *, begin: bool = True) -> Callable:
    """Taken as soon as this stands there; `begin`: after the candidate has begun."""

    async def run(pilot) -> None:
        if begin:
            await pilot.press("enter")
        await until(pilot, lambda: shows in text(app), shows)

    return run


def at_the_end(app, screen: type, *keys: str) -> Callable:
    """Taken on that screen, after these keys."""

    async def run(pilot) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, screen))
        await pilot.press(*keys)
        await pilot.pause()

    return run
