"""What a check of the machine found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`text` says how to mend it where it is not good."""

    part: str
    state: State
    text: str
