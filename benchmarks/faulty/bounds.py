"""What a soak must keep within."""

from __future__ import annotations

from collections.abc import Sequence

from faulty.soak import Reading

DRIFT_S = 0.02
"""Source: the promise of docs/faults.md."""
GROWTH_MB = 16.0
"""From the second session to the last. Source: judgement; one answer's sound takes 8 MB, and
what is left of each session would be far more after sixty."""


def broken(readings: Sequence[Reading]) -> list[str]:
    """Each bound that is broken, in a sentence. The first session loads what all need."""
    first, last = readings[min(1, len(readings) - 1)], readings[-1]
    drift_s = max(reading.drift_s for reading in readings)
    found = {
        f"memory grew from {first.peak_mb:.0f} to {last.peak_mb:.0f} MB": last.peak_mb - first.peak_mb
        > GROWTH_MB,
        f"{last.threads - first.threads} threads were left behind": last.threads > first.threads,
        f"{last.files - first.files} files were left open": last.files > first.files,
        f"a word was {drift_s:.3f} s out of place": drift_s > DRIFT_S,
    }
    return [fault for fault, there in found.items() if there]
