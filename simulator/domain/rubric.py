"""What `prompts/rubric.yaml` says: how any story is heard, weighed and followed up.

`cues` is what the judge listens for, `rules` what it concludes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from simulator.domain.story import PACK_CONFIG, Id


@dataclass(frozen=True, slots=True)
class Rubric:
    """The general signals, disqualifiers and probes, with cues, guards, weights and the verdict's rules."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
