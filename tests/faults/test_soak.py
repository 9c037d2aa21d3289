"""The short form of `benchmarks/soak.py`: three sessions of two minutes."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("memory is measured as Unix tells it", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from faulty.bounds import broken
from faulty.soak import Reading, soak


def test_memory_threads_files_and_times_stay_as_they_were(tmp_path):
    readings = list(soak(0.1, tmp_path))
    assert len(readings) == 3
    assert not broken(readings)


def test_what_grows_is_named():
    first = Reading(120.0, 100.0, 1, 5, 0.001)
    grown = replace(first, peak_mb=200.0, threads=2, files=9, drift_s=0.5)
    assert len(broken([first, first, grown])) == 4
