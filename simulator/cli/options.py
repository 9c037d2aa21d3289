"""Options that several commands of the command line have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print the session's trace, one JSON object an event.")]
Probes = Annotated[int | None, typer.Option("--probes", min=0, max=6, help="The most follow-ups to ask.")]
Ephemeral = Annotated[
    bool | None,
    typer.Option("--ephemeral/--keep", help="Write nothing at all to the disk; by default it is kept."),
]
Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of the live screen.")]
Opened = Annotated[
    bool | None,
    typer.Option("--open/--no-open", help="Show the report in the browser; on a terminal the default."),
]
Silent = Annotated[bool, typer.Option("--silent", help="Show the questions instead of speaking them.")]
Answers = Annotated[
    list[Path] | None, typer.Option("--answers", help="Recordings that answer in your place, in order.")
]
Microphone = Annotated[str | None, typer.Option(help="Part of the microphone's name.")]
Loudspeaker = Annotated[str | None, typer.Option(help="Part of the loudspeaker's name.")]
Typed = Annotated[bool, typer.Option("--type", help="Type your answers: an empty line ends one.")]
