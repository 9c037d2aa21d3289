"""`hotseat stories new`, joined: the story is heard on the screen or in lines, and written down as a pack."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.on_screen import Props, leave, run, targets, usable
from simulator.domain.wording import LEVEL_NAMES
from simulator.errors import PackError

if TYPE_CHECKING:
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.domain.telling import Draft
    from simulator.events import Event
    from simulator.ports import Controls
    from simulator.session.parts import Candidate, Parts
    from simulator.session.storytelling import Keep
    from simulator.ui.live import Briefing
    from simulator.ui.terminal import TerminalScreen


def hold_telling(
    desk: Desk, candidate: Candidate | None, manner: Manner, story: str | None, *, as_json: bool
) -> str:
    """Hears the story.

    Args:
        candidate: None: one who types.
        story: its id; None: made of what is told.

    Returns:
        Why it ended, as of `SessionEnded`; empty where it was never begun.

    Raises:
        HotseatError: what broke it off.
        KeyboardInterrupt: the candidate left.
    """
    if not as_json and not manner.plain and usable():
        return _on_screen(desk, candidate, manner, story)
    return _in_lines(desk, candidate, manner, story, as_json=as_json)


def _on_screen(desk: Desk, candidate: Candidate | None, manner: Manner, story: str | None) -> str:
    from simulator.cli.archives import keeper, session_archive, session_name
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.story_live import StoryApp
    from simulator.ui.storytelling import TellingScreen
    from simulator.ui.terminal import terminal_console

    props = Props(desk, candidate, manner)

    def hold(controls: Controls, tell: Callable[[Event], None]) -> None:
        sound = props.keyboard is None
        with session_archive(session_name(desk), sound=sound, kept=desk.kept) as (archive, name):
            observers = (keeper(archive), tell)
            parts = replace(props.parts(), controls=controls, archive=archive, observers=observers)
            _hear(desk, parts, name, story)

    app = StoryApp(_briefing(desk, manner), hold, props.check, props.text)
    run(app)
    TellingScreen(terminal_console(), InterviewPages(), keys=False, typed=False).part(app.events)
    leave(app)
    return ended(app.events)


def _in_lines(
    desk: Desk, candidate: Candidate | None, manner: Manner, story: str | None, *, as_json: bool
) -> str:
    from simulator.cli.archives import keeper, session_archive, session_name
    from simulator.cli.candidates import typing_candidate
    from simulator.cli.holding import shown
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    events: list[Event] = []
    keyboard = None if candidate else LineKeyboard()
    with (
        session_archive(session_name(desk), sound=keyboard is None, kept=desk.kept) as (archive, name),
        nullcontext(keyboard) if keyboard else keys() as controls,
        shown(
            as_json,
            keys_there=getattr(controls, "available", False),
            typed=keyboard is not None,
            lines=_lines,
        ) as show,
    ):
        parts = desk.parts(
            candidate or typing_candidate(keyboard),
            controls,
            archive,
            (keeper(archive), events.append, show),
            recorded=manner.recorded,
            silent=manner.silent,
            keyboard=keyboard,
        )
        _hear(desk, parts, name, story)
    return ended(events)


def _hear(desk: Desk, parts: Parts, name: str, story: str | None) -> None:
    from simulator.session.storytelling import Storytelling

    heard_by = "" if parts.keyboard else parts.scribe.name
    Storytelling(desk.brief(name, "telling"), parts, keeping(desk, story, heard_by)).run()


def ended(events: list[Event]) -> str:
    """Why the session ended; empty where it was never begun."""
    from simulator.events import SessionEnded

    return next((event.reason for event in reversed(events) if isinstance(event, SessionEnded)), "")


def keeping(desk: Desk, story: str | None, heard_by: str) -> Keep:
    """Who writes the story into the candidate's own folder; raises PackError where it is not right then."""
    from simulator.cli.wiring import OWN, stories_folder
    from simulator.packs import check, story_ids
    from simulator.packs.writing import keep_new, story_id, written

    def keep(draft: Draft) -> tuple[str, Path]:
        taken = frozenset({OWN, *story_ids(stories_folder())})
        name = story or story_id(draft.title, taken)
        path = stories_folder() / f"{name}.yaml"
        keep_new(path, written(name, draft, desk.rubric, heard_by))
        if faults := check(path, desk.rubric):
            mend = f"Your story is written there; 'hotseat stories edit {name}' opens it."
            raise PackError("\n".join((*map(str, faults), mend)), code="story-kept-wrong")
        return name, path

    return keep


def _briefing(desk: Desk, manner: Manner) -> Briefing:
    from simulator.ui.live import Briefing

    return Briefing(
        title="A story of your own",
        question=desk.question,
        principle=desk.rubric.principles[desk.principle].name,
        level=LEVEL_NAMES[desk.level],
        targets=targets(desk),
        budget_s=desk.rubric.levels[desk.level].total_s,
        typed=manner.typed,
        recorded=manner.recorded,
    )


def _lines() -> type[TerminalScreen]:
    from simulator.ui.storytelling import TellingScreen

    return TellingScreen
