"""`hotseat doctor`: whether this machine is ready for an interview, and how to mend what is not.

Every check is made with the very parts that an interview takes. Keeps nothing and changes nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.diagnosis import Diagnosis
from simulator.domain.wording import LEVEL_NAMES
from simulator.errors import HotseatError, MissingError

if TYPE_CHECKING:
    from simulator.domain.rubric import Rubric

LEAST_FREE_BYTES = 500_000_000
"""Room on the disk for some four hours of speech. Source: 32 kB a second; judgement for the hours."""


def doctor(
    *,
    microphone: Annotated[str | None, typer.Option(help="Part of the microphone's name.")] = None,
    loudspeaker: Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", help="A Whisper model by name or folder, or `pocketsphinx`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a check.")] = False,
) -> None:
    """Checks microphone, loudspeaker, recogniser, voice, disk and packs, and says how to mend each."""
    bad = False
    for finding in _findings(microphone, loudspeaker, model, asked=not as_json):
        bad = bad or finding.state == "bad"
        _tell(finding, as_json=as_json)
    if bad:
        raise typer.Exit(MissingError.exit_status)


def _tell(finding: Diagnosis, *, as_json: bool) -> None:
    from simulator.reporting import json_line
    from simulator.reporting.contract import DOCTOR_SCHEMA
    from simulator.reporting.ink import Ink
    from simulator.ui.terminal import terminal_console

    if as_json:
        typer.echo(json_line({"schema": DOCTOR_SCHEMA, **asdict(finding)}))
        return
    console = terminal_console()
    ink = Ink.of(console.options)
    marks: dict[str, str] = {"good": ink.glyphs.good, "note": ink.glyphs.note, "bad": ink.glyphs.bad}
    for line in finding.text.splitlines():
        console.print(ink.say(f"{marks[finding.state]} {finding.part:<12} {line}"), soft_wrap=True)


def _findings(
    microphone: str | None, loudspeaker: str | None, model: str | None, *, asked: bool
) -> Iterator[Diagnosis]:
    from simulator.cli.doctor_sound import sound_findings
    from simulator.cli.wiring import OWN, Desk

    changes: dict[str, Any] = {"microphone": microphone, "loudspeaker": loudspeaker}
    try:
        desk = Desk(OWN, model=model, **changes)
    except HotseatError as error:
        yield Diagnosis("settings", "bad", str(error))
        return
    principle = desk.rubric.principles[desk.principle].name
    yield Diagnosis("settings", "good", f"{principle}, {LEVEL_NAMES[desk.level]}")
    yield from _stories(desk.rubric)
    yield from _principles(desk.rubric)
    yield from _disk()
    yield from _models()
    yield from sound_findings(desk, asked=asked and sys.stdin.isatty())


def _stories(rubric: Rubric) -> Iterator[Diagnosis]:
    from simulator.cli.wiring import stories_folder
    from simulator.packs import load_story, story_ids

    names = story_ids(stories_folder())
    wrong = 0
    for name in names:
        try:
            load_story(name, stories_folder(), rubric)
        except HotseatError as error:
            wrong += 1
            yield Diagnosis("stories", "note", str(error))
    if not wrong:
        yield Diagnosis("stories", "good", ", ".join(names))


def _principles(rubric: Rubric) -> Iterator[Diagnosis]:
    from simulator.packs import readable_principles

    good, wrong = readable_principles(rubric)
    for faults in wrong.values():
        yield Diagnosis("principles", "note", str(faults))
    if not wrong:
        yield Diagnosis("principles", "good", ", ".join(good))


def _disk() -> Iterator[Diagnosis]:
    from simulator.adapters.archive import FolderArchive
    from simulator.cli.kept import sessions_folder

    place = sessions_folder()
    try:
        FolderArchive(place / ".doctor")
        (place / ".doctor").rmdir()
        free = shutil.disk_usage(place).free
    except (HotseatError, OSError) as error:
        yield Diagnosis("disk", "bad", str(error))
        return
    if free < LEAST_FREE_BYTES:
        text = f"{place}: only {free / 1e6:.0f} MB are free; make room, an hour of speech takes 115 MB."
        yield Diagnosis("disk", "bad", text)
    else:
        yield Diagnosis("disk", "good", f"{free / 1e9:.0f} GB free at {place}")


def _models() -> Iterator[Diagnosis]:
    from simulator.adapters.choice import NOTICE
    from simulator.adapters.models import CATALOGUE, installed, spoilt

    here = installed()
    for name, folder in here.items():
        if name in CATALOGUE and (files := spoilt(name, folder)):
            text = f"{folder}: {', '.join(files)} is not what was published; fetch it again: hotseat models"
            yield Diagnosis("models", "bad", f"{text} pull {name}.")
    if here:
        yield Diagnosis("models", "good", ", ".join(here))
    else:
        yield Diagnosis("models", "note", NOTICE)
