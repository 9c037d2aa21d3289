"""A measured figure beside what it has to reach and what the naive way gives; and the machine it is of."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One row of the table. `met` None: there is nothing to reach."""

    name: str
    got: str
    reach: str = ""
    met: bool | None = None
    naive: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies, between two of them where need be."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def spread(values: Sequence[float]) -> str:
    """Median, 95th percentile, largest, count: of seconds."""
    return (
        f"median {median(values):.3f} s, p95 {percentile(values, 0.95):.3f} s, "
        f"largest {max(values):.3f} s, n {len(values)}"
    )


def table(figures: Iterable[Figure]) -> str:
    """The rows as Markdown."""
    lines = ["| figure | measured | reach | | the naive way |", "| --- | --- | --- | --- | --- |"]
    words = {None: "", True: "met", False: "**not met**"}
    lines += [f"| {f.name} | {f.got} | {f.reach} | {words[f.met]} | {f.naive} |" for f in figures]
    return "\n".join(lines)


def machine() -> str:
    """Processor, cores, system, Python."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), name)
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> str:
    """How busy the machine is with everything, and when."""
    one, five, _ = os.getloadavg()
    return f"{time.strftime('%H:%M:%S')}, load {one:.1f} (1 min), {five:.1f} (5 min)"
