"""Drill and walkthrough on the screen, joined: what the screen is told, the session, what stays of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.cli.on_screen import leave, run

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import Controls
    from simulator.session.parts import Candidate, Parts
    from simulator.ui.practice_live import DrillBriefing, PracticeApp, WalkBriefing


def drill_briefing(desk: Desk, *, recorded: bool) -> DrillBriefing:
    """What the drill's screen shows beyond the events."""
    from simulator.ui.practice_live import DrillBriefing

    story, rules = desk.story, desk.rubric
    told = {name: section.target_s for name, section in story.sections.items()} if story else {}
    targets = {name: (told.get(name, rule.target_s), rule) for name, rule in rules.sections.items()}
    strong = {name: probe.say for name, probe in rules.probes.items()}
    strong |= {name: probe.strong.text for name, probe in (story.probes if story else {}).items()}
    return DrillBriefing(
        title=story.title if story else "Your own story",
        windows={
            name: (rule.short_below * target_s, rule.over_above * target_s)
            for name, (target_s, rule) in targets.items()
        },
        strong=strong,
        recorded=recorded,
    )


def walk_briefing(desk: Desk) -> WalkBriefing:
    """What the walkthrough's screen shows beyond the events. The desk must have a story."""
    from simulator.ui.practice_live import WalkBriefing

    title = desk.story.title if desk.story else ""
    return WalkBriefing(
        title=title, next=f"Now tell it yourself: hotseat drill {desk.story_id}, one section at a time."
    )


def show(
    briefing: DrillBriefing | WalkBriefing,
    desk: Desk,
    candidate: Candidate,
    hold: Callable[[Parts, str, bool], None],
    *,
    from_files: bool,
    silent: bool,
) -> None:
    """Holds the session on the screen and gives the terminal back.

    Raises:
        HotseatError: what broke it off.
        KeyboardInterrupt: the candidate left by Ctrl-C.
    """
    from simulator.cli.archives import keeper, session_archive, session_name
    from simulator.ui.practice_live import PracticeApp

    with session_archive(session_name(desk), kept=desk.kept) as (archive, name):

        def work(controls: Controls, tell: Callable[[Event], None]) -> None:
            observers = (keeper(archive), tell)
            parts = desk.parts(candidate, controls, archive, observers, recorded=from_files, silent=silent)
            hold(parts, name, True)

        app = PracticeApp(briefing, work)
        run(app)
    _part(app)


def _part(app: PracticeApp) -> None:
    """What stays on the terminal when the screen has gone."""
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.practice import PracticeScreen
    from simulator.ui.terminal import terminal_console

    PracticeScreen(terminal_console(), InterviewPages(), keys=False).part(app.events)
    leave(app)
