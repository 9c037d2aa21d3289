"""Two hours of answers through the whole loop: memory flat, no thread or file left, no drift of times.

    python benchmarks/soak.py             two hours
    python benchmarks/soak.py --hours 0.1
    python benchmarks/soak.py --played    with recorded answers and the real recogniser: half an hour

On virtual time, with sound whose every word has a known place, and a real folder. Without `--played` sound,
detector and recogniser are scripted. Prints a line a session; leaves with status 1 where a bound of
docs/faults.md is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from faulty.bounds import broken  # noqa: E402
from faulty.played import played  # noqa: E402
from faulty.soak import soak  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--played", action="store_true", help="recorded answers and the real recogniser")
    options = parser.parse_args()
    readings = []
    with tempfile.TemporaryDirectory() as home:
        for reading in (played if options.played else soak)(options.hours, Path(home)):
            readings.append(reading)
            print(reading, flush=True)
    for fault in (faults := broken(readings)):
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
