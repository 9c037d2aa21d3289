"""`hotseat stories`: what can be rehearsed, and whether a pack is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.errors import PackError

app = typer.Typer(no_args_is_help=True, help="The stories that can be rehearsed: list, show, check.")


@app.command("list")
def list_stories() -> None:
    """Lists the stories, shipped and your own, each with its question; a wrong one is named after them."""
    from simulator.cli.wiring import stories_folder
    from simulator.packs import load_story, story_ids

    wrong: list[PackError] = []
    for name in story_ids(stories_folder()):
        try:
            story = load_story(name, stories_folder())
        except PackError as error:
            wrong.append(error)
        else:
            typer.echo(f"{name}: {story.title} ({', '.join(story.principles)})\n    {story.question}")
    typer.echo(f"\nYour own stories belong in {stories_folder()}")
    for faults in wrong:
        typer.echo(str(faults), err=True)
    if wrong:
        raise typer.Exit(PackError.exit_status)


@app.command()
def show(story: Annotated[str, typer.Argument(help="A story's id, or a path to its file.")]) -> None:
    """Shows a story: its question, and each section with its target, phrases and strong example."""
    from simulator.cli.wiring import stories_folder
    from simulator.packs import load_story
    from simulator.reporting import print_story

    print_story(load_story(story, stories_folder()))


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="The packs to check, of any kind.")],
) -> None:
    """Checks packs: every fault of every file, with line, field and mend."""
    from simulator.packs import check as faults_of

    wrong = False
    for file in files:
        faults = faults_of(file)
        wrong = wrong or bool(faults)
        for fault in faults:
            typer.echo(str(fault), err=True)
        if not faults:
            typer.echo(f"{file}: good.")
    if wrong:
        raise typer.Exit(3)
