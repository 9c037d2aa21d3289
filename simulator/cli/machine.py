"""`hotseat models` and `hotseat devices`: what this machine hears and speaks with."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.errors import DeviceError

models = typer.Typer(no_args_is_help=True, help="The speech recogniser's models: list, pull.")


@models.command("list")
def list_models() -> None:
    """Lists the recogniser models on this machine, and those that can be fetched."""
    from simulator.adapters.models import CATALOGUE, installed

    here = installed()
    for name in CATALOGUE:
        typer.echo(f"{name:12} {here[name] if name in here else 'not here; hotseat models pull ' + name}")
    typer.echo(f"{'pocketsphinx':12} built in")


@models.command()
def pull(name: Annotated[str, typer.Argument(help="base.en suits most laptops.")] = "base.en") -> None:
    """Fetches a Whisper model, checked and at a pinned revision: the one command that uses the network."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from simulator.adapters.models import pull as fetch

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(name, total=None)
        folder = fetch(name, lambda done, total: progress.update(task, completed=done, total=total))
    typer.echo(f"{name} is in {folder}")


def devices() -> None:
    """Lists the microphones and loudspeakers, the system's choice first marked."""
    from simulator.adapters.soundcard import devices as found

    there = found()
    if not there:
        raise DeviceError(
            "There is no microphone and no loudspeaker; 'hotseat doctor' looks for the reason.",
            code="devices-missing",
        )
    for device in there:
        typer.echo(str(device))
