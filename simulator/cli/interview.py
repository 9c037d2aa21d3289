"""`hotseat interview` and `hotseat demo`: the live loop, with a microphone or with recorded answers."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from simulator.cli.candidates import answering, demo_candidate, each_time
from simulator.cli.holding import Manner, hold_interview
from simulator.cli.options import (
    Answers,
    Ephemeral,
    Json,
    Loudspeaker,
    Microphone,
    Opened,
    Plain,
    Probes,
    Silent,
    Typed,
)
from simulator.cli.review import LevelOption, Model, Principle, RubricOption
from simulator.errors import UsageError

DEMO_STORY = "webhook-drop-rate"
DEMO_PROBES = 2


def interview(
    *,
    story: Annotated[str, typer.Argument(help="A story's id or file; `own`: your own.")] = "own",
    principle: Principle = None,
    question: Annotated[
        str | None, typer.Option("--question", help="Which of the principle's questions: 1, 2 … or `random`.")
    ] = None,
    level: LevelOption = None,
    rubric: RubricOption = None,
    answers: Answers = None,
    typed: Typed = False,
    probes: Probes = None,
    model: Model = None,
    microphone: Microphone = None,
    loudspeaker: Loudspeaker = None,
    silent: Silent = False,
    tough: Annotated[bool, typer.Option("--tough", help="The interviewer cuts in, as some do.")] = False,
    coach: Annotated[
        bool, typer.Option("--coach", help="Show at once what costs the hire, not only at the end.")
    ] = False,
    plain: Plain = False,
    opened: Opened = None,
    ephemeral: Ephemeral = None,
    loop: Annotated[
        bool, typer.Option("--loop", help="A whole loop: several principles, a debrief.")
    ] = False,
    principles: Annotated[
        str | None, typer.Option("--principles", help="What the loop asks about: a,b,c.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=1, max=60, help="Time for each question of the loop.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Holds an interview: the question aloud, your answer, the follow-ups, the verdict."""
    from simulator.cli.wiring import OWN, Desk

    if not loop and (principles is not None or minutes):
        raise UsageError("--principles and --minutes are for --loop; add it.", code="loop-missing")
    if loop and (story != OWN or principle):
        raise UsageError(
            "In a loop you choose what to tell: leave the story out, and name principles with --principles.",
            code="loop-story",
        )
    if loop and question:
        raise UsageError(
            "In a loop each principle's first question is asked; leave --question out.", code="loop-question"
        )
    if principles is not None and not principles.strip(" ,"):
        raise UsageError(
            "--principles names none; give some, such as ownership,dive-deep, or leave it out.",
            code="loop-no-principle",
        )
    changes = {
        "microphone": microphone,
        "loudspeaker": loudspeaker,
        "probes": probes,
        "ephemeral": ephemeral,
        "rubric": rubric,
    }
    desk = Desk(story, principle=principle, question=question, level=level, model=model, **changes)
    manner = Manner(
        "interview",
        recorded=bool(answers),
        silent=silent,
        tough=tough,
        typed=typed,
        coach=coach,
        plain=plain,
        opened=opened,
    )
    candidate = answering(desk, answers, typed=typed)
    if loop:
        from simulator.cli.loop import agenda, hold_loop

        plan = agenda(desk, principles, minutes)
        speaker = each_time(candidate) if candidate and answers else candidate
        hold_loop(desk, speaker, manner, plan, as_json=as_json)
    else:
        hold_interview(desk, candidate, manner, as_json=as_json)


def demo(
    *,
    level: LevelOption = None,
    rubric: RubricOption = None,
    model: Model = None,
    silent: Silent = False,
    plain: Plain = False,
    opened: Opened = None,
    ephemeral: Ephemeral = None,
    as_json: Json = False,
) -> None:
    """Shows a whole interview with recorded answers: no microphone, no download, under three minutes."""
    from simulator.cli.wiring import Desk

    changes: dict[str, Any] = {"probes": DEMO_PROBES, "ephemeral": ephemeral, "rubric": rubric}
    desk = Desk(DEMO_STORY, level=level, model=model, **changes)
    manner = Manner("demo", recorded=True, silent=silent, plain=plain, opened=opened)
    hold_interview(desk, demo_candidate(), manner, as_json=as_json)
