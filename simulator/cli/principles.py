"""`hotseat principles`: what can be asked about, and what an interviewer listens for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.review import LevelOption, RubricOption
from simulator.errors import PackError, UsageError

if TYPE_CHECKING:
    from simulator.domain.principle import Principle
    from simulator.domain.review import Level
    from simulator.domain.rubric import Rubric
    from simulator.domain.speech import Transcript
    from simulator.domain.story import ToldAnswer

app = typer.Typer(no_args_is_help=True, help="The principles that can be asked about: list, show.")


@app.command("list")
def list_principles(*, rubric: RubricOption = None) -> None:
    """Lists the principles, shipped and your own; a wrong one is named after them."""
    from simulator.cli.wiring import principles_folder
    from simulator.packs import readable_principles

    good, wrong = readable_principles(_rubric(rubric))
    for name, principle in good.items():
        typer.echo(f"{name}: {principle.name}, {len(principle.questions)} questions")
    typer.echo(f"\nYour own principles belong in {principles_folder()}")
    for faults in wrong.values():
        typer.echo(str(faults), err=True)
    if wrong:
        raise typer.Exit(PackError.exit_status)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A principle's id.")],
    *,
    examples: Annotated[
        bool, typer.Option("--examples", help="A strong and a weak answer instead, as the judge rates them.")
    ] = False,
    level: LevelOption = None,
    rubric: RubricOption = None,
) -> None:
    """Shows a principle: its meaning, its questions, what speaks for and against it, its bar."""
    from simulator.reporting import print_principle

    kept = _rubric(rubric)
    if name not in kept.principles:
        raise UsageError(
            f"There is no principle '{name}'; choose from {', '.join(kept.principles)}.",
            code="principle-unknown",
        )
    if examples:
        _show_examples(kept.principles[name], kept, level)
    else:
        print_principle(kept.principles[name])


def _show_examples(principle: Principle, rubric: Rubric, level: Level | None) -> None:
    """The principle's examples, each judged as if it had just been typed."""
    from simulator import settings
    from simulator.judging import grade, review
    from simulator.reporting.examples import ExamplesPage
    from simulator.reporting.ink import print_page

    told = principle.examples
    if told is None:
        raise UsageError(
            f"The principle '{principle.id}' has no examples; its file may hold some under 'examples', as "
            "docs/packs.md says.",
            code="examples-missing",
        )
    at, asked = level or settings.load().level, rubric.asking(principle.id)
    reviews = {
        how: review(_as_typed(answer), story=None, rubric=asked, principle=principle.id, level=at)
        for how, answer in told.opening.graded.items()
    }
    grades = {
        probe: {
            how: grade(_as_typed(answer), probe=probe, story=None, rubric=asked)
            for how, answer in pair.graded.items()
        }
        for probe, pair in told.probes.items()
    }
    print_page(ExamplesPage(principle, told, at, reviews, grades))


def _as_typed(answer: ToldAnswer) -> Transcript:
    from simulator.domain.speech import Transcript
    from simulator.session.typing import said

    words = said(answer.text.split())
    return Transcript(words, words[-1].end_s, typed=True)


def _rubric(name: str | None) -> Rubric:
    from simulator import settings
    from simulator.cli.wiring import principles_folder
    from simulator.packs import load_rubric

    return load_rubric(name or settings.load().rubric, principles_folder())
