"""`kill -9` at eight moments of chance: the sound is on the disk, and `hotseat resume` judges it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "faults.py"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
@pytest.mark.timeout(900)
def test_sessions_killed_at_any_moment_are_offered_back_whole():
    # In a program of its own: it forks, which one that runs tests should not.
    command = [sys.executable, str(FAULTS), "kill", "--times", "8", "--leave"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *killed, counted, _row = done.stdout.splitlines()
    assert len(killed) == 8
    # All but the one that goes by the clock.
    assert ", 0 missed it," in counted, done.stdout
    assert sum("amid=True" in line for line in killed) >= 7
