"""What came of bringing about one kind of fault, and the table of it in `docs/faults.md`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- figures: made by benchmarks/faults.py -->", "<!-- end of figures -->"
HEAD = "| fault | tried | survived | seconds of audio lost, at worst |", "| --- | --- | --- | --- |"


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of it one time. `fault` empty: nothing was lost that may not be."""

    lost_s: float
    fault: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`lost_s`: the worst of all times."""

    fault: str
    tried: int
    survived: int
    lost_s: float

    @property
    def row(self) -> str:
        return f"| {self.fault} | {self.tried} | {self.survived} | {self.lost_s:.2f} |"


def outcome_of(fault: str, trials: Iterable[Trial]) -> Outcome:
    """All of them counted, each shown as it comes; Ctrl-C leaves it at those that were tried."""
    tried = survived = 0
    lost_s = 0.0
    with suppress(KeyboardInterrupt):
        for trial in trials:
            tried += 1
            survived += not trial.fault
            lost_s = max(lost_s, trial.lost_s)
            print(f"{tried}: {trial}", flush=True)
    return Outcome(fault, tried, survived, lost_s)


def write(page: Path, outcomes: Iterable[Outcome]) -> None:
    """Puts the rows into the page's table; faults that were not brought about now keep their former rows."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    table, after = rest.split(END)
    rows = {line.split("|")[1].strip(): line for line in table.strip().splitlines()[2:]}
    rows |= {outcome.fault: outcome.row for outcome in outcomes}
    made = "\n".join((*HEAD, *rows.values()))
    page.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
