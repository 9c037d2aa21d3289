"""`hotseat principles`: what can be asked about, and what an interviewer listens for in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.review import RubricOption
from simulator.errors import PackError, UsageError

if TYPE_CHECKING:
    from simulator.domain.principle import Principle

app = typer.Typer(no_args_is_help=True, help="The principles that can be asked about: list, show.")


@app.command("list")
def list_principles(*, rubric: RubricOption = None) -> None:
    """Lists the principles, shipped and your own; a wrong one is named after them."""
    from simulator.cli.wiring import principles_folder

    principles = _principles(rubric)
    wrong: list[PackError] = []
    for name in principles:
        try:
            principle = principles[name]
        except PackError as error:
            wrong.append(error)
        else:
            typer.echo(f"{name}: {principle.name}, {len(principle.questions)} questions")
    typer.echo(f"\nYour own principles belong in {principles_folder()}")
    for faults in wrong:
        typer.echo(str(faults), err=True)
    if wrong:
        raise typer.Exit(PackError.exit_status)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A principle's id.")], *, rubric: RubricOption = None
) -> None:
    """Shows a principle: its meaning, its questions, what speaks for and against it, its bar."""
    from simulator.reporting import print_principle

    principles = _principles(rubric)
    if name not in principles:
        raise UsageError(
            f"There is no principle '{name}'; choose from {', '.join(principles)}.", code="principle-unknown"
        )
    print_principle(principles[name])


def _principles(rubric: str | None) -> Mapping[str, Principle]:
    from simulator import settings
    from simulator.cli.wiring import principles_folder
    from simulator.packs import load_rubric

    return load_rubric(rubric or settings.load().rubric, principles_folder()).principles
