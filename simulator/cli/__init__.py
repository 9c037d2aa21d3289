"""The command line: chooses parts and joins them; nothing else does.

Nothing heavy is imported before a command needs it, so `hotseat --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli import (
    doctor,
    due,
    forget,
    history,
    interview,
    library,
    machine,
    practice,
    principles,
    remembering,
    report,
    resume,
    review,
)
from simulator.errors import HotseatError

app = typer.Typer(
    name="hotseat",
    help="A voice mock interview on your own machine: it asks, listens, clocks each STAR section, probes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(interview.demo)
app.command("interview")(interview.interview)
app.command()(practice.drill)
app.command()(practice.walkthrough)
app.command()(review.review)
app.command()(review.grade)
app.command()(report.report)
app.command()(forget.forget)
app.command()(history.history)
app.command()(history.progress)
app.command()(resume.resume)
app.command("next")(due.due_next)
app.add_typer(library.app, name="stories")
app.add_typer(principles.app, name="principles")
app.add_typer(machine.models, name="models")
app.command()(machine.devices)
app.command()(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"hotseat {version('hotseat')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Holds the options that stand before any command."""


def main() -> None:
    """Runs a command; every failure becomes one sentence on stderr and an exit status."""
    os.umask(0o077)  # whatever any part or library writes is its owner's alone
    try:
        app(args=_spread(sys.argv[1:]))
    except HotseatError as error:
        _leave(str(error), error.exit_status)
    except KeyboardInterrupt:
        _leave("Interrupted.", 130)
    except SystemExit as leaving:
        # Typer and Rich leave so when the reader of our output has gone, as in `hotseat review … | head`.
        if isinstance(leaving.__context__, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)  # that is its right
        raise
    except Exception as error:
        if os.environ.get("HOTSEAT_TRACEBACK"):
            raise
        _leave(f"hotseat met a fault of its own: {_place(error)}. What was recorded is kept.", 1)
    finally:
        remembering.enter_held()


def _spread(arguments: list[str]) -> list[str]:
    """`--answers a b` as `--answers a --answers b`: the library's options take one value each."""
    spread: list[str] = []
    listing = False
    for argument in arguments:
        if argument.startswith("-"):
            listing = argument == "--answers"
        elif listing and spread[-1] != "--answers":
            spread.append("--answers")
        spread.append(argument)
    return spread


def _place(error: Exception) -> str:
    """The kind of fault and where, without its text: that might hold words that the candidate said."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f" in {Path(frame.tb_frame.f_code.co_filename).name}, line {frame.tb_lineno}" if frame else ""
    return f"{type(error).__name__}{where}"


def _leave(sentence: str, status: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(status)
