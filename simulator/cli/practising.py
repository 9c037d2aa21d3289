"""Drill and walkthrough, joined: held on the screen or in lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.archives import keeper, session_archive, session_name
from simulator.domain.review import Level

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.session.parts import Candidate, Parts
    from simulator.ui.terminal import TerminalScreen

Hold = Callable[["Parts", str, bool], None]
"""Holds the session of that name; the last argument: whether there are keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How something is practised: the options that it has in common with an interview."""

    level: Level | None = None
    rubric: str | None = None
    answers: list[Path] | None
    model: str | None
    microphone: str | None
    loudspeaker: str | None
    silent: bool
    plain: bool
    ephemeral: bool | None
    as_json: bool

    def desk(self, story: str) -> Desk:
        from simulator.cli.wiring import Desk

        return Desk(
            story,
            level=self.level,
            rubric=self.rubric,
            model=self.model,
            microphone=self.microphone,
            loudspeaker=self.loudspeaker,
            ephemeral=self.ephemeral,
        )


def practise(desk: Desk, candidate: Candidate, ways: Ways, hold: Hold, *, drill: bool) -> None:
    """Holds a drill or a walkthrough, on the screen or in lines."""
    from simulator.cli.on_screen import usable

    if not (ways.plain or ways.as_json) and usable():
        from simulator.cli.practice_live import drill_briefing, show, walk_briefing

        briefing = drill_briefing(desk, recorded=bool(ways.answers)) if drill else walk_briefing(desk)
        show(briefing, desk, candidate, hold, from_files=bool(ways.answers), silent=ways.silent)
    else:
        _in_lines(desk, candidate, ways, hold)


def _in_lines(desk: Desk, candidate: Candidate, ways: Ways, hold: Hold) -> None:
    from simulator.cli.holding import shown
    from simulator.ui.controls import keys

    with (
        session_archive(session_name(desk), kept=desk.kept) as (archive, name),
        keys() as controls,
        shown(ways.as_json, keys_there=controls.available, lines=screen_of_lines) as show,
    ):
        controls.space = "pause"
        observers = (keeper(archive), show)
        parts = desk.parts(
            candidate, controls, archive, observers, recorded=bool(ways.answers), silent=ways.silent
        )
        hold(parts, name, controls.available)


def screen_of_lines() -> type[TerminalScreen]:
    """The one of drill and walkthrough."""
    from simulator.ui.practice import PracticeScreen

    return PracticeScreen
