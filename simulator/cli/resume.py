"""`hotseat resume`: sessions that broke off are judged by what was recorded, or gone on with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import kept
from simulator.cli.holding import Manner
from simulator.cli.options import Json, Loudspeaker, Microphone, Opened, Probes, Silent
from simulator.cli.review import Model
from simulator.cli.unfinished import NOTHING_TO_JUDGE, taken_up_by, unfinished
from simulator.domain.wording import safe
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.events import SessionStarted
    from simulator.session.resuming import Left


def resume(
    *,
    session: Annotated[
        str | None, typer.Argument(help="A session by id or folder. None: the latest that broke off.")
    ] = None,
    judge: Annotated[bool, typer.Option("--judge", help="Judge what is there, and close it.")] = False,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Judge what is there, and go on at the next question.")
    ] = False,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="Recordings that answer in your place, in order, where it goes on."),
    ] = None,
    story: Annotated[
        str | None, typer.Option("--story", help="The story's file, where it is not among your stories.")
    ] = None,
    probes: Probes = None,
    model: Model = None,
    microphone: Microphone = None,
    loudspeaker: Loudspeaker = None,
    silent: Silent = False,
    opened: Opened = None,
    as_json: Json = False,
) -> None:
    """Takes up a session that broke off: hears its recordings, judges them, closes it or goes on."""
    from simulator.cli.taking_up import Broken, take_up
    from simulator.cli.wiring import Desk
    from simulator.reporting.traces import read_trace
    from simulator.session.resuming import left_off

    if judge and go_on:
        raise UsageError("Either judge what is there or go on, not both.", code="resume-both")
    folder = _chosen(session)
    events = read_trace(folder / kept.TRACE)
    left = left_off(events, safe(str(folder / kept.TRACE)))
    started = to_take_up(folder, left)
    changes: dict[str, Any] = {
        "microphone": microphone,
        "loudspeaker": loudspeaker,
        "probes": started.probes if probes is None else probes,
        "rubric": started.rubric or None,
    }
    desk = Desk(
        story or started.story, principle=started.principle, level=started.level, model=model, **changes
    )
    desk.question = started.question or desk.question
    on = started.mode != "drill" and (go_on or (not judge and _wants_to_go_on(folder)))
    if go_on and not on:
        raise UsageError(
            f"A drill is begun anew: hotseat drill {started.story}; '--judge' closes this one.",
            code="resume-drill",
        )
    if answers and not on:
        raise UsageError(
            "--answers are heard where the interview goes on; add --go-on, or leave them out to judge what "
            "is there.",
            code="resume-answers-unused",
        )
    manner = Manner(started.mode, recorded=bool(answers) or not on, silent=silent or not on, opened=opened)
    desk.notices.append(("session-resumed", "This session broke off; what was said until then is judged."))
    broken = Broken(folder, events, left)
    take_up(desk, broken, manner, answers or [], on=on, as_json=as_json)


def to_take_up(folder: Path, left: Left) -> SessionStarted:
    """How it had begun.

    Raises:
        UsageError: there is nothing in it that can be judged.
    """
    started = left.started
    if started is None or left.under_way is None or started.mode in NOTHING_TO_JUDGE:
        raise UsageError(
            f"In the session '{folder.name}' you have answered nothing; begin a new one.",
            code="session-empty",
        )
    if left.ended and left.ended.reason != "interrupted":
        raise UsageError(
            f"The session '{folder.name}' came to its end; 'hotseat report {folder.name}' shows it.",
            code="session-complete",
        )
    if started.mode == "telling":
        raise UsageError(
            f"In the session '{folder.name}' a story was being told; {taken_up_by(folder)}.",
            code="resume-telling",
        )
    return started


def _chosen(session: str | None) -> Path:
    if session:
        return kept.find(session).resolve()  # '.' has no name of its own
    found = [one for one in unfinished() if not one.telling]
    if not found:
        raise UsageError("No session has broken off; there is nothing to take up.", code="session-none")
    return found[-1].folder


def _wants_to_go_on(folder: Path) -> bool:
    """Asks, where there is somebody to ask."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(
        f"{folder.name}: go on with the interview at the next question? No: it is judged as it is",
        default=False,
        err=True,
    )
