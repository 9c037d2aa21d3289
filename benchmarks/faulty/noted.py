"""`hotseat` itself, with a note of every sound that is handed to the archive.

Each line of the note is written before the sound is: the time, the recording, its samples up to then. Nothing
else about the program is changed, so that what is killed is what a candidate runs.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

import simulator
from simulator.adapters.archive import WavRecording
from simulator.ports import Samples


def note_in(path: str) -> None:
    note = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    handed: dict[str, int] = {}
    write = WavRecording.write

    def noted(recording: WavRecording, samples: Samples) -> None:
        name = recording.path.name if recording.path else ""
        handed[name] = handed.get(name, 0) + len(samples)
        os.write(note, f"{time.monotonic():.4f} {name} {handed[name]}\n".encode())
        write(recording, samples)

    WavRecording.write = noted  # type: ignore[method-assign]  # only here, to know what was handed over


def hotseat(arguments: Sequence[str]) -> None:
    """Runs the command in this process and leaves with its exit status."""
    _forget_folders()
    from simulator.cli import main

    sys.argv = ["hotseat", *arguments]
    main()


def _forget_folders() -> None:
    """What was found out about another user's folders in the parent process."""
    for name in [name for name in sys.modules if name.startswith(("simulator.settings", "simulator.cli"))]:
        del sys.modules[name]
        vars(simulator).pop(name.split(".")[1], None)
