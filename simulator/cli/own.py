"""`hotseat stories new` and `edit`: a story of one's own, told by voice or keys, and then written on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.candidates import answering
from simulator.cli.holding import Manner
from simulator.cli.options import Answers, Json, Loudspeaker, Microphone, Plain, Silent, Typed
from simulator.cli.review import LevelOption, Model, Principle
from simulator.errors import PackError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk


def new(
    *,
    story: Annotated[
        str | None, typer.Argument(help="Its id, such as late-parcels; none: made of what is told.")
    ] = None,
    principle: Principle = None,
    level: LevelOption = None,
    answers: Answers = None,
    typed: Typed = False,
    model: Model = None,
    microphone: Microphone = None,
    loudspeaker: Loudspeaker = None,
    silent: Silent = False,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Interviews you for a story of your own: tell it once, answer what is missing, and it is a pack."""
    from simulator.cli.telling import hold_telling
    from simulator.cli.unfinished import offer
    from simulator.cli.wiring import Desk

    if story is not None:
        _check_new(story)
    devices: dict[str, Any] = {"microphone": microphone, "loudspeaker": loudspeaker}
    desk = Desk("own", principle=principle, level=level, model=model, probes=0, **devices)
    _leave_out_wrong_principles(desk)
    candidate = answering(desk, answers, typed=typed)
    offer(desk)
    manner = Manner("telling", recorded=bool(answers), silent=silent, typed=typed, plain=plain)
    if hold_telling(desk, candidate, manner, story, as_json=as_json) == "nothing_heard":
        raise typer.Exit(PackError.exit_status)


def _leave_out_wrong_principles(desk: Desk) -> None:
    """Keeps those whose files are right: once the story is told, it is weighed for every one of them."""
    from simulator.packs import readable_principles

    good, wrong = readable_principles(desk.rubric)
    desk.rubric = replace(desk.rubric, principles=good)
    for name, faults in wrong.items():
        first = str(faults).splitlines()[0]
        desk.notices.append((faults.code, f"{first} The principle '{name}' is left out."))


def edit(
    story: Annotated[str, typer.Argument(help="The story's id; a shipped one is copied first.")],
) -> None:
    """Opens a story in your editor ($VISUAL or $EDITOR) and checks it afterwards."""
    import click

    path = _own_file(story)
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        raise UsageError(
            f"The editor did not open {path} ({error.format_message()}); set VISUAL or EDITOR to another.",
            code="editor-failed",
        ) from None
    if not checked(path):
        typer.echo(f"'hotseat stories edit {story}' opens it again.", err=True)
        raise typer.Exit(PackError.exit_status)


def checked(path: Path) -> bool:
    """Says of a pack every fault it has, or that it is good; whether it is."""
    from simulator.cli.wiring import principles_folder, rubric_of_settings, stories_folder
    from simulator.packs import check

    named = path.parent in {stories_folder(), principles_folder()}
    faults = check(path, rubric_of_settings(), path.stem if named else None)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if not faults:
        typer.echo(f"{path}: good.")
    return not faults


def _own_file(story: str) -> Path:
    """The story's file in the candidate's own folder; a shipped one is copied there."""
    from simulator.cli.wiring import stories_folder
    from simulator.packs import story_file
    from simulator.packs.writing import keep_new

    found = story_file(story, stories_folder())
    if found.parent == stories_folder():
        return found
    path = stories_folder() / found.name
    keep_new(path, found.read_text(encoding="utf-8"))
    typer.echo(f"{story} is a shipped story; your copy, which replaces it, is {path}")
    return path


def _check_new(story: str) -> None:
    """An id that can be a new story's.

    Raises:
        UsageError: it is no id, or it is taken.
    """
    from simulator.cli.wiring import OWN, stories_folder
    from simulator.domain.story import is_kebab
    from simulator.packs import story_ids

    if not is_kebab(story):
        meant = "-".join(re.findall(r"[a-z0-9]+", story.lower())) or "my-story"
        raise UsageError(
            f"'{story}' cannot be a story's id; use small letters, digits and hyphens, such as {meant}.",
            code="story-id",
        )
    if story == OWN:
        raise UsageError(
            f"'{OWN}' is kept for an answer without a story; choose another id, such as my-story.",
            code="story-id",
        )
    if story in story_ids(stories_folder()):
        raise UsageError(
            f"There is a story '{story}' already; choose another id, or 'hotseat stories edit {story}'.",
            code="story-taken",
        )
