"""The recogniser's process is started also while a screen is drawn on standard error."""

from __future__ import annotations

import subprocess
import sys

UNDER_A_SCREEN = """
import io
import sys
from functools import partial

from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.worker import WorkerTranscriber


class Drawn(io.StringIO):
    def fileno(self):
        return -1


def main():
    sys.stderr = drawn = Drawn()
    transcriber = WorkerTranscriber(partial(SphinxTranscriber, {}))
    print(transcriber.name, sys.stderr is drawn)


if __name__ == "__main__":
    main()
"""


def test_it_starts_where_standard_error_has_no_number(tmp_path) -> None:
    program = tmp_path / "program.py"
    program.write_text(UNDER_A_SCREEN)
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    name, kept = done.stdout.rsplit(maxsplit=1)
    assert "pocketsphinx" in name
    assert kept == "True"
