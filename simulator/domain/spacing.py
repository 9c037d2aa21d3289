"""What `prompts/spacing.yaml` says: how well an attempt sat, and so when to practise it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import Ge, Le

from simulator.domain.story import PACK_CONFIG, Id

Mark = Literal["again", "hard", "good", "easy"]
"""It did not sit, sat with trouble, sat, or sat without effort."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How well each outcome says that it sat: `again`, `hard`, `good` or `easy`."""

    missing: Mark
    """A section that an answer left out."""
    short: Mark
    """A section that an answer told too shortly."""
    over: Mark
    """A section that an answer told at too great length."""
    on_target: Mark
    """A section that an answer told in its time."""
    drilled_off: Mark
    """A drill's attempt that was missing, too short or too long."""
    drilled_in_time: Mark
    """A drill's attempt in its time that lacked what was wanted, or cost the hire."""
    drilled_well: Mark
    """A drill's attempt that was good."""
    weak: Mark
    """A weak answer to a follow-up."""
    strong: Mark
    """A strong answer to a follow-up."""
    strong_no_hire: Mark
    no_hire: Mark
    leaning_no_hire: Mark
    leaning_hire: Mark
    hire: Mark
    strong_hire: Mark


@dataclass(frozen=True, slots=True)
class Spacing:
    """When something that was practised is to be practised again."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
    recall: Annotated[float, Ge(0.7), Le(0.97)]
    """It is time again when the chance that it still sits falls to this share."""
    longest_days: Annotated[int, Ge(1), Le(365)]
    """Nothing is left alone for longer than this many days."""
    marks: Marks
    """How well each outcome says that it sat."""
