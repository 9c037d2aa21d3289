"""`hotseat history` and `hotseat progress`: what was held, and what became better."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.output import write_output
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.domain.record import Glance, SessionRecord
    from simulator.history import SqliteHistory

StoryFilter = Annotated[str | None, typer.Option("--story", help="Only sessions with this story.")]
PrincipleFilter = Annotated[str | None, typer.Option("--principle", help="Only for this principle.")]
SinceFilter = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only from this day on.")
]
LATEST = 30
"""So many sessions fit on a screen or two, and are shown at once even of thousands. Source: judgement."""
Json = Annotated[bool, typer.Option("--json", help="One JSON object a session.")]


def history(
    *,
    session: Annotated[str | None, typer.Argument(help="One session, whole; none: the list of all.")] = None,
    story: StoryFilter = None,
    principle: PrincipleFilter = None,
    since: SinceFilter = None,
    everything: Annotated[bool, typer.Option("--all", help=f"All of them, not the latest {LATEST}.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the history again from the sessions' folders.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write the sessions to FILE.json or FILE.csv.")
    ] = None,
    imported: Annotated[
        Path | None, typer.Option("--import", help="Take in what was exported to FILE.json.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Lists the sessions that were held, shows one whole, writes them to a file or takes them from one."""
    from simulator.cli.remembering import with_history

    if sum((session is not None, rebuild, export is not None, imported is not None)) > 1:
        raise UsageError(
            "Give one of: a session, --rebuild, --export, --import.", code="history-several-wishes"
        )
    if as_json and (rebuild or export or imported):
        raise UsageError(
            "--json prints sessions; leave it out with --rebuild, --export and --import.",
            code="history-json-unused",
        )
    wanted = _wanted(story, principle, since)
    if (session or rebuild or imported) and (everything or any(wanted.values())):
        raise UsageError(
            "--story, --principle, --since and --all choose from the list; leave them out with a session, "
            "--rebuild and --import.",
            code="history-filter-unused",
        )
    if rebuild:
        _rebuild()
    elif export:
        _export(export, wanted)
    elif imported:
        _import(imported)
    elif session:
        _show(with_history(lambda kept: _one(kept, session)), as_json=as_json)
    else:
        found = with_history(lambda kept: kept.glances(**wanted))
        _list(found, len(found) if everything else LATEST, as_json=as_json)


def progress(
    *,
    story: StoryFilter = None,
    principle: PrincipleFilter = None,
    since: SinceFilter = None,
    page: Annotated[Path | None, typer.Option("--page", help="Write it as a page to this file.")] = None,
    opened: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
) -> None:
    """Shows how ratings, pace, clocks and ‘I’ against ‘we’ have moved from session to session."""
    from simulator.cli.remembering import with_history
    from simulator.reporting.progress import attempts, print_progress

    if opened and page is None:
        raise UsageError("--open shows a page; name its file with --page.", code="progress-no-page")
    wanted = _wanted(story, principle, since)
    found = attempts(with_history(lambda kept: kept.glances(**wanted)))
    if not found:
        _nothing(wanted)
    elif page is None:
        print_progress(found)
    else:
        from simulator.reporting.progress_page import progress_page

        write_output(page, [progress_page(found)])
        typer.echo(page)
        if opened:
            from simulator.cli.report import show

            show(page)


def _wanted(story: str | None, principle: str | None, since: datetime | None) -> dict[str, str | None]:
    return {"story": story, "principle": principle, "since": since.isoformat() if since else None}


def _nothing(wanted: dict[str, Any]) -> None:
    if any(wanted.values()):
        typer.echo("No session fits; leave an option out, or see 'hotseat history'.", err=True)
    else:
        typer.echo("There is no interview yet; hold one with 'hotseat interview'.", err=True)


def _one(kept: SqliteHistory, name: str) -> SessionRecord:
    found = kept.session(Path(name).name)
    if found is None:
        raise UsageError(
            f"There is no session '{name}'; 'hotseat history' lists them.", code="session-unknown"
        )
    return found


def _show(record: SessionRecord, *, as_json: bool) -> None:
    from simulator.reporting import json_line
    from simulator.reporting.history import print_record, record_json

    if as_json:
        typer.echo(json_line(record_json(record)))
    else:
        print_record(record)


def _list(found: Sequence[Glance], latest: int, *, as_json: bool) -> None:
    from simulator.reporting import json_line
    from simulator.reporting.history import glance_json, print_glances

    if as_json:
        for glance in found:
            typer.echo(json_line(glance_json(glance)))
    elif found:
        shown = found[-latest:]
        print_glances(shown)
        if len(shown) < len(found):
            typer.echo(f"  {len(found) - len(shown)} earlier ones: hotseat history --all")
    else:
        typer.echo("There is no session that fits; 'hotseat interview' holds one.", err=True)


def _rebuild() -> None:
    from simulator.cli.kept import sessions
    from simulator.cli.remembering import records, with_history

    def anew(kept: SqliteHistory) -> int:
        kept.rebuild(records(sessions()))
        return len(kept.names())

    typer.echo(f"The history holds {_sessions(with_history(anew, catching_up=False))}.", err=True)


def _export(path: Path, wanted: dict[str, str | None]) -> None:
    from simulator.cli.remembering import with_history
    from simulator.history import exported_csv, exported_json

    ways = {".json": exported_json, ".csv": exported_csv}
    way = ways.get(path.suffix.lower())
    if way is None:
        raise UsageError(
            f"{path}: give a name that ends in .json or .csv, as you want it.", code="export-ending"
        )

    def write(kept: SqliteHistory) -> None:
        write_output(path, way(kept.sessions(**wanted)))

    with_history(write)
    typer.echo(path)


def _import(path: Path) -> None:
    from simulator.cli.remembering import with_history
    from simulator.history import read_export

    records = read_export(path)
    new = with_history(lambda kept: kept.add(records, imported=True))
    known = f"; {_sessions(len(records) - new)} known already" if new < len(records) else ""
    typer.echo(f"Taken in: {_sessions(new)}{known}.", err=True)


def _sessions(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"
