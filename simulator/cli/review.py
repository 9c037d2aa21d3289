"""`hotseat review` and `hotseat grade`: recordings and transcripts, many at once, in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from simulator.domain.review import LEVELS, Level
from simulator.errors import InputError, UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.domain.review import Review
    from simulator.domain.speech import Transcript
    from simulator.reporting.levels import Held

Paths = Annotated[
    list[Path], typer.Argument(help="Recordings (.wav .flac .mp3 .m4a .ogg …) or transcripts (.json).")
]
StoryOption = Annotated[
    str, typer.Option("--story", help="A story's id or file; `own`: your own, under the general rubric.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, in the order of the files.")]
Model = Annotated[
    str | None, typer.Option("--model", help="A Whisper model by name or folder, or `pocketsphinx`.")
]
Principle = Annotated[
    str | None, typer.Option("--principle", "--lens", help="The principle the story is told for.")
]
RubricOption = Annotated[
    str | None, typer.Option("--rubric", help="A rubric by name, such as `behavioural`, or its file.")
]
LevelOption = Annotated[Level | None, typer.Option("--level", help="The level to be judged at.")]
Value = TypeVar("Value")


def review(
    *,
    paths: Paths,
    story: StoryOption = "own",
    principle: Principle = None,
    level: LevelOption = None,
    rubric: RubricOption = None,
    model: Model = None,
    as_json: Json = False,
    levels: Annotated[
        bool, typer.Option("--levels", help="Judge as SDE1, SDE2 and Senior, side by side.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Show the ledger behind the rating.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a page of all of them, side by side, to this file.")
    ] = None,
) -> None:
    """Judges recorded or transcribed answers: clock, hits with quotes, verdict, the probe to expect."""
    from simulator.cli.report import ReviewedFiles
    from simulator.cli.wiring import Desk
    from simulator.judging import review as judge
    from simulator.reporting import json_line, print_levels, print_review, review_json

    if levels:
        _check_alone(level, report)
    desk = Desk(story, principle=principle, level=level, model=model, rubric=rubric)
    page = ReviewedFiles(desk.question, desk.story, desk.rubric) if report else None
    heard: list[Transcript] = []

    def judged(transcript: Transcript) -> tuple[Review, ...]:
        heard.append(transcript)
        return tuple(
            judge(transcript, story=desk.story, rubric=desk.rubric, principle=desk.principle, level=each)
            for each in (LEVELS if levels else (desk.level,))
        )

    def shown(path: Path, reviews: tuple[Review, ...]) -> None:
        if page:
            page.add(path, heard[-1], reviews[0])
        if as_json:
            for value in reviews:
                typer.echo(json_line(review_json(value, str(path))))
        elif levels:
            print_levels(reviews, _held(desk), desk.rubric.wording.add, str(path), why=why)
        else:
            print_review(reviews[0], str(path), why=why)

    try:
        _each(paths, desk, judged, shown, as_json)
    finally:  # also where one of the files could not be used
        if page and report:
            page.write(report)


def _check_alone(level: Level | None, report: Path | None) -> None:
    """Refuses what does not go with `--levels`."""
    if level:
        raise UsageError("--levels judges at every level; leave --level out.", code="levels-and-level")
    if report:
        raise UsageError(
            "--levels writes no page; leave --report out, or name one --level for it.",
            code="levels-and-report",
        )


def _held(desk: Desk) -> dict[Level, Held]:
    """What each level is held to under the desk's principle."""
    from simulator.judging import signal_weights
    from simulator.reporting.levels import Held

    bars = desk.rubric.principles[desk.principle].levels
    return {
        level: Held(
            desk.rubric.levels[level].total_s,
            bars[level].bar,
            signal_weights(desk.rubric, desk.principle, level),
        )
        for level in LEVELS
    }


def grade(
    *,
    paths: Paths,
    probe: Annotated[str, typer.Option("--probe", help="The id of the probe that was answered.")],
    story: StoryOption = "own",
    rubric: RubricOption = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Grades answers to one probe: weak or strong, why, and the words it rests on."""
    from simulator.cli.wiring import Desk
    from simulator.judging import grade as judge
    from simulator.reporting import grade_json, json_line, print_grade

    desk = Desk(story, model=model, rubric=rubric)
    desk.check_probe(probe)

    def judged(transcript: Transcript) -> Any:
        return judge(transcript, probe=probe, story=desk.story, rubric=desk.rubric)

    def shown(path: Path, value: Any) -> None:
        if as_json:
            typer.echo(json_line(grade_json(value, str(path), desk.story_id)))
        else:
            print_grade(value, str(path))

    _each(paths, desk, judged, shown, as_json)


def _each(
    paths: list[Path],
    desk: Desk,
    judge: Callable[[Transcript], Value],
    show: Callable[[Path, Value], None],
    as_json: bool,
) -> None:
    """Judges file after file; one that cannot be used is named and does not stop the rest."""
    from simulator.reporting import error_json, json_line

    status = 0
    for path in paths:
        try:
            value = judge(desk.transcript(path))
        except InputError as error:
            status = error.exit_status
            typer.echo(str(error), err=True)
            if as_json:
                typer.echo(json_line(error_json(error, str(path))))
        else:
            show(path, value)
        while desk.notices:
            typer.echo(desk.notices.pop()[1], err=True)
    if status:
        raise typer.Exit(status)
