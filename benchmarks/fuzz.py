"""Offers a million bent files to every reader of strangers' files, and says how each did.

    python benchmarks/fuzz.py [--inputs 1000000] [--seed 0]

Ends at the first file that breaks a reader, takes it over two seconds of processor time, or drives memory
over the bound, and leaves that file in the working folder. `tests/hostile` runs the same for a moment.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.hostile import BYTES, TOKENS, Edit, Reader, bent, offer, readers  # see above

MOST_BYTES = 1_500_000_000
"""The most memory of the whole process at its peak. Source: all readers loaded take a third of it."""
MOST_S = 2.0
"""Longest processor time that one file may take. Source: judgement; the slowest honest one takes 0.1 s."""


def edits(chance: random.Random) -> list[Edit]:
    """As the tests' strategy makes them, drawn faster."""
    pieces = TOKENS + BYTES
    return [
        (
            chance.randrange(5),
            chance.randrange(2**31),
            chance.randrange(65),
            chance.choice(pieces) if chance.random() < 0.7 else chance.randbytes(chance.randrange(9)),
        )
        for _ in range(chance.randint(1, 6))
    ]


def run(name: str, reader: Reader, inputs: int, chance: random.Random, folder: Path) -> Counter[str]:
    seen: Counter[str] = Counter()
    for _ in range(inputs):
        data = bent(chance.choice(reader.seeds), edits(chance))
        began = time.perf_counter()
        signal.setitimer(signal.ITIMER_PROF, MOST_S)
        try:
            seen["taken" if offer(reader, data, folder) else "refused"] += 1
        except BaseException:
            Path(f"broke-{name}{reader.ending}").write_bytes(data)
            raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        seen["us"] += int(1e6 * (time.perf_counter() - began))
    return seen


def too_long(*_: object) -> None:
    raise TimeoutError(f"a file took over {MOST_S} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, too_long)
    every = readers()
    whole = sum(reader.share for reader in every.values())
    print(f"{platform.machine()}, Python {platform.python_version()}, seed {options.seed}")
    print(f"{'reader':12}{'inputs':>10}{'taken':>10}{'refused':>10}{'ms each':>10}{'peak MB':>10}")
    for name, reader in every.items():
        inputs = round(options.inputs * reader.share / whole)
        with tempfile.TemporaryDirectory() as folder:
            seen = run(name, reader, inputs, random.Random(f"{options.seed} {name}"), Path(folder))  # noqa: S311
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(f"{name:12}{inputs:10}{seen['taken']:10}{seen['refused']:10}"
              f"{seen['us'] / 1000 / inputs:10.2f}{peak / 1e6:10.0f}", flush=True)  # fmt: skip
        if peak > MOST_BYTES:
            sys.exit(f"{name} took more memory than {MOST_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
