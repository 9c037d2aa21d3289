"""`hotseat drill` and `hotseat walkthrough`: practising one section at a time, and learning a story first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.due import most_due
from simulator.cli.interview import (
    Ephemeral,
    Json,
    Plain,
    Silent,
    each_time,
    interview,
    keeper,
    recorded,
    session_archive,
    session_name,
)
from simulator.cli.review import LevelOption, Model
from simulator.domain.review import SECTIONS, SectionName
from simulator.errors import DeviceError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import Archive, AudioSource, Controls
    from simulator.session.parts import Candidate, Parts

Answers = Annotated[
    list[Path] | None, typer.Option("--answers", help="Recordings that answer in your place, in order.")
]
Microphone = Annotated[str | None, typer.Option(help="Part of the microphone's name.")]
Loudspeaker = Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")]


def drill(
    *,
    story: Annotated[
        str | None, typer.Argument(help="A story's id or file; `own`: your own. May be left out with --next.")
    ] = None,
    section: Annotated[str | None, typer.Argument(help=f"One of {', '.join(SECTIONS)}; none: all.")] = None,
    probes: Annotated[bool, typer.Option("--probes", help="Follow-ups at random instead.")] = False,
    probe: Annotated[str, typer.Option("--probe", help="One follow-up, again and again, instead.")] = "",
    next_due: Annotated[
        bool, typer.Option("--next", help="What is due today, as 'hotseat next' says.")
    ] = False,
    level: LevelOption = None,
    answers: Answers = None,
    model: Model = None,
    microphone: Microphone = None,
    loudspeaker: Loudspeaker = None,
    silent: Silent = False,
    plain: Plain = False,
    ephemeral: Ephemeral = None,
    as_json: Json = False,
) -> None:
    """Drills one section against its clock until three good ones in a row, then the next."""
    from simulator.cli.resume import offer
    from simulator.cli.wiring import Desk
    from simulator.session.drilling import Drill

    if next_due:
        _alone(story, section, probes=probes, probe=probe)
        due = most_due()
        if due is None:
            return
        if due.kind == "story":
            interview(
                story=due.story,
                level=level,
                answers=answers,
                model=model,
                microphone=microphone,
                loudspeaker=loudspeaker,
                silent=silent,
                plain=plain,
                ephemeral=ephemeral,
                as_json=as_json,
            )
            return
        story, section = due.story, due.name if due.kind == "section" else None
        probe = due.name if due.kind == "probe" else ""
    if story is None:
        raise UsageError(
            "Say which story to drill, or --next; 'hotseat stories list' names them.", code="story-needed"
        )
    sections = () if probes or probe else _sections(section)
    changes: dict[str, Any] = {"microphone": microphone, "loudspeaker": loudspeaker, "ephemeral": ephemeral}
    desk = Desk(story, level=level, model=model, **changes)
    if probe:
        desk.check_probe(probe)
    candidate = recorded(answers) if answers else desk.live_candidate()
    offer(desk)

    def hold(parts: Parts, name: str, keys: bool) -> None:  # noqa: ARG001  # a drill asks for no key
        Drill(desk.brief(name, "drill"), parts, sections, probe=probe).run()

    if _on_screen(plain=plain, as_json=as_json):
        from simulator.cli.practice_live import drill_briefing, show

        briefing = drill_briefing(desk, recorded=bool(answers))
        show(briefing, desk, candidate, hold, from_files=bool(answers), silent=silent)
    else:
        _hold(desk, candidate, hold, from_files=bool(answers), silent=silent, as_json=as_json)


def walkthrough(
    *,
    story: Annotated[str, typer.Argument(help="A story's id or file.")],
    answers: Answers = None,
    model: Model = None,
    microphone: Microphone = None,
    loudspeaker: Loudspeaker = None,
    silent: Silent = False,
    plain: Plain = False,
    ephemeral: Ephemeral = None,
    as_json: Json = False,
) -> None:
    """Reads a story to you, part by part: what it is for, how it sounds, how it fails, and checks."""
    from simulator.cli.resume import offer
    from simulator.cli.wiring import Desk
    from simulator.session.walking import Walkthrough

    changes: dict[str, Any] = {"microphone": microphone, "loudspeaker": loudspeaker, "ephemeral": ephemeral}
    desk = Desk(story, model=model, **changes)
    if desk.story is None:
        raise UsageError(
            "A walkthrough needs a story; 'hotseat stories list' names them.", code="story-needed"
        )
    candidate = each_time(recorded(answers)) if answers else _if_heard(desk)
    offer(desk)

    def hold(parts: Parts, name: str, keys: bool) -> None:
        Walkthrough(desk.brief(name, "walkthrough"), parts, keys=keys).run()

    if _on_screen(plain=plain, as_json=as_json):
        from simulator.cli.practice_live import show, walk_briefing

        show(walk_briefing(desk), desk, candidate, hold, from_files=bool(answers), silent=silent)
    else:
        _hold(desk, candidate, hold, from_files=bool(answers), silent=silent, as_json=as_json)


def _alone(story: str | None, section: str | None, *, probes: bool, probe: str) -> None:
    if story or section or probes or probe:
        raise UsageError(
            "--next chooses what to drill itself; leave story, section and probes out.", code="next-not-alone"
        )


def _on_screen(*, plain: bool, as_json: bool) -> bool:
    from simulator.cli.on_screen import usable

    return not (plain or as_json) and usable()


def _hold(
    desk: Desk,
    candidate: Candidate,
    hold: Callable[[Parts, str, bool], None],
    *,
    from_files: bool,
    silent: bool,
    as_json: bool,
) -> None:
    from simulator.ui.controls import keys

    with (
        session_archive(session_name(desk), kept=desk.kept) as (archive, name),
        keys() as controls,
        shown(as_json, keys_there=controls.available) as show,
    ):
        controls.space = "pause"
        parts = _parts(desk, candidate, controls, archive, show, from_files=from_files, silent=silent)
        hold(parts, name, controls.available)


def _parts(
    desk: Desk,
    candidate: Candidate,
    controls: Controls,
    archive: Archive,
    show: Callable[[Event], None],
    *,
    from_files: bool,
    silent: bool,
) -> Parts:
    observers = (keeper(archive), show)
    return desk.parts(candidate, controls, archive, observers, recorded=from_files, silent=silent)


@contextmanager
def shown(as_json: bool, *, keys_there: bool) -> Iterator[Callable[[Event], None]]:
    from simulator.events import Passing
    from simulator.reporting import json_line, trace_object
    from simulator.reporting.pages import InterviewPages
    from simulator.ui.practice import PracticeScreen
    from simulator.ui.terminal import terminal_console

    def tell(event: Event) -> None:
        if not isinstance(event, Passing):
            typer.echo(json_line(trace_object(event)))

    if as_json:
        yield tell
        return
    with PracticeScreen(terminal_console(), InterviewPages(), keys=keys_there) as screen:
        yield screen


def _sections(section: str | None) -> tuple[SectionName, ...]:
    if section is None:
        return SECTIONS
    if section not in SECTIONS:
        raise UsageError(
            f"There is no section '{section}'; choose from {', '.join(SECTIONS)}.", code="section-unknown"
        )
    return (section,)


def _if_heard(desk: Desk) -> Candidate:
    """The microphone; a machine without one answers checks by key."""

    def candidate(turn: int, probe: str) -> AudioSource | None:
        try:
            return desk.live_candidate()(turn, probe)
        except DeviceError as error:
            if desk.settings.microphone:
                raise
            raise DeviceError(f"{error} Checks are answered by key.", code=error.code) from None

    return candidate
