"""The short form of `make faults`: each kind of fault once or a few times, the kills apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "faults.py"
ONCE = {"full": 1, "away": 1, "read-only": 1, "typed": 2, "two": 1, "migration": 3}
VIRTUAL = {"microphone": 20, "sleep": 5, "voice": 2, "crash": 2, "hang": 1}


def brought_about(name: str, times: int) -> list[str]:
    # In a program of its own: it forks, which one that runs tests should not.
    command = [sys.executable, str(FAULTS), name, "--times", str(times), "--leave"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [cell.strip() for cell in done.stdout.splitlines()[-1].strip("|").split("|")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
@pytest.mark.parametrize(("name", "times"), [*ONCE.items(), *VIRTUAL.items()])
def test_a_session_survives_it(name: str, times: int) -> None:
    _fault, tried, survived, lost_s = brought_about(name, times)
    if name == "full" and tried == "0":
        pytest.skip("this machine does not let a disk be mounted")
    assert (int(tried), int(survived)) == (times, times)
    assert float(lost_s) <= (1.0 if name == "typed" else 0.5)
