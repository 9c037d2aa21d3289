"""`hotseat drill` and `hotseat walkthrough`: practising one section at a time, and learning a story first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.candidates import each_time, recorded
from simulator.cli.due import most_due
from simulator.cli.interview import interview
from simulator.cli.options import Answers, Ephemeral, Json, Loudspeaker, Microphone, Plain, Silent
from simulator.cli.practising import Ways, practise
from simulator.cli.review import LevelOption, Model, RubricOption
from simulator.cli.unfinished import offer
from simulator.domain.review import SECTIONS, SectionName
from simulator.errors import DeviceError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.record import Due
    from simulator.ports import AudioSource
    from simulator.session.parts import Candidate, Parts


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
    rubric: RubricOption = None,
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
    ways = Ways(
        level=level,
        rubric=rubric,
        answers=answers,
        model=model,
        microphone=microphone,
        loudspeaker=loudspeaker,
        silent=silent,
        plain=plain,
        ephemeral=ephemeral,
        as_json=as_json,
    )
    if next_due:
        _alone(story, section, probes=probes, probe=probe)
        if due := most_due():
            _begin(due, ways)
        return
    if story is None:
        raise UsageError(
            "Say which story to drill, or --next; 'hotseat stories list' names them.", code="story-needed"
        )
    if (section is not None) + probes + bool(probe) > 1:
        raise UsageError(
            "Drill a section, follow-ups at random with --probes, or one with --probe; give one of them.",
            code="drill-several-wishes",
        )
    _drill(story, () if probes or probe else _sections(section), probe, ways)


def walkthrough(
    *,
    story: Annotated[str, typer.Argument(help="A story's id or file.")],
    rubric: RubricOption = None,
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
    from simulator.session.walking import Walkthrough

    ways = Ways(
        rubric=rubric,
        answers=answers,
        model=model,
        microphone=microphone,
        loudspeaker=loudspeaker,
        silent=silent,
        plain=plain,
        ephemeral=ephemeral,
        as_json=as_json,
    )
    desk = ways.desk(story)
    if desk.story is None:
        raise UsageError(
            "A walkthrough needs a story; 'hotseat stories list' names them.", code="story-needed"
        )
    candidate = each_time(recorded(answers)) if answers else _if_heard(desk)
    offer(desk)

    def hold(parts: Parts, name: str, keys: bool) -> None:
        Walkthrough(desk.brief(name, "walkthrough"), parts, keys=keys).run()

    practise(desk, candidate, ways, hold, drill=False)


def _begin(due: Due, ways: Ways) -> None:
    """Practises what is due, whatever it is."""
    if due.kind == "story":
        interview(story=due.story, **asdict(ways))
    elif due.kind == "section":
        _drill(due.story, _sections(due.name), "", ways)
    else:
        _drill(due.story, (), due.name, ways)


def _drill(story: str, sections: Sequence[SectionName], probe: str, ways: Ways) -> None:
    """Sections of a story; where there are none, its follow-ups, or that one."""
    from simulator.session.drilling import Drill

    desk = ways.desk(story)
    if probe:
        desk.check_probe(probe)
    candidate = recorded(ways.answers) if ways.answers else desk.live_candidate()
    offer(desk)

    def hold(parts: Parts, name: str, keys: bool) -> None:  # noqa: ARG001  # a drill asks for no key
        Drill(desk.brief(name, "drill"), parts, sections, probe=probe).run()

    practise(desk, candidate, ways, hold, drill=True)


def _alone(story: str | None, section: str | None, *, probes: bool, probe: str) -> None:
    if story or section or probes or probe:
        raise UsageError(
            "--next chooses what to drill itself; leave story, section and probes out.", code="next-not-alone"
        )


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
