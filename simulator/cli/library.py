"""`hotseat stories`: what can be rehearsed, whether a pack is right, and stories of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli import bank, own
from simulator.errors import PackError

if TYPE_CHECKING:
    from simulator.domain.story import Story

app = typer.Typer(no_args_is_help=True, help="The stories that can be rehearsed, and those of your own.")
app.command("new")(own.new)
app.command("edit")(own.edit)
app.command("bank")(bank.bank)
OWN_MARK = " · your own"


@app.command("list")
def list_stories() -> None:
    """Lists the stories, shipped and your own, each with its question; a wrong one is named after them."""
    from simulator.cli.wiring import stories_folder

    stories, wrong = readable_stories()
    for story, mine in stories:
        mark = OWN_MARK if mine else ""
        typer.echo(f"{story.id}: {story.title} ({', '.join(story.principles)}){mark}\n    {story.question}")
    typer.echo(f"\nYour own stories belong in {stories_folder()}")
    for faults in wrong:
        typer.echo(str(faults), err=True)
    if wrong:
        raise typer.Exit(PackError.exit_status)


@app.command()
def show(story: Annotated[str, typer.Argument(help="A story's id, or a path to its file.")]) -> None:
    """Shows a story: its question, and each section with its target, phrases and strong example."""
    from simulator.cli.wiring import principles_folder, rubric_of_settings, stories_folder
    from simulator.packs import load_story, shelved_names, story_file, story_ids
    from simulator.reporting import print_story

    told = load_story(story, stories_folder(), rubric_of_settings())
    print_story(told, shelved_names(told.principles, principles_folder()))
    listed = story in story_ids(stories_folder())
    if listed and (mine := story_file(story, stories_folder())).parent == stories_folder():
        typer.echo(f"\nYour own: {mine}")


@app.command()
def check(
    files: Annotated[
        list[str] | None, typer.Argument(help="Packs, or stories by their id; none: all stories.")
    ] = None,
) -> None:
    """Checks packs: every fault of every file, with line, field and mend."""
    good = [own.checked(file) for file in (map(_file, files) if files else _all_files())]
    if not all(good):
        raise typer.Exit(PackError.exit_status)


def _file(name: str) -> Path:
    """The pack of that path, or of the story with that id."""
    from simulator.cli.wiring import stories_folder
    from simulator.packs import story_file, story_ids

    known = name in story_ids(stories_folder()) and not Path(name).exists()
    return story_file(name, stories_folder()) if known else Path(name)


def _all_files() -> list[Path]:
    from simulator.cli.wiring import stories_folder
    from simulator.packs import story_file, story_ids

    return [story_file(name, stories_folder()) for name in story_ids(stories_folder())]


def readable_stories() -> tuple[list[tuple[Story, bool]], list[PackError]]:
    """Every story, with whether it is the candidate's own, and what is wrong with the others."""
    from simulator.cli.wiring import rubric_of_settings, stories_folder
    from simulator.packs import load_story, story_file, story_ids

    rubric = rubric_of_settings()
    stories: list[tuple[Story, bool]] = []
    wrong: list[PackError] = []
    for name in story_ids(stories_folder()):
        try:
            story = load_story(name, stories_folder(), rubric)
        except PackError as error:
            wrong.append(error)
        else:
            stories.append((story, story_file(name, stories_folder()).parent == stories_folder()))
    return stories, wrong
