"""`hotseat` as its user runs it: the installed command, in a process and with folders of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOTSEAT = str(Path(sys.executable).parent / "hotseat")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The surroundings of a user who has never run the program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "HOTSEAT_", "HF_", "PULSE_", "HUGGINGFACE_"))
    }
    return kept | {"HOME": str(home), "COLUMNS": "100", "NO_COLOR": "1"} | more


def hotseat(
    home: Path, *arguments: str, typed: str = "", timeout_s: float = 240, **more: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end, without a terminal; `typed` is piped in."""
    return subprocess.run(
        [HOTSEAT, *map(str, arguments)],
        env=environment(home, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def said_plainly(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The one thing that was said on stderr; asserts the exit status and that there is no traceback."""
    assert done.returncode == status, f"exit {done.returncode}: {done.stderr}"
    assert "Traceback" not in done.stderr + done.stdout
    return " ".join(done.stderr.split())
