"""What `prompts/rubric.yaml` says: how any story is heard, weighed and followed up.

`cues` is what the judge listens for, `rules` what it concludes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar

from annotated_types import MinLen

from simulator.domain.bank import BankRules
from simulator.domain.committee import LoopRules
from simulator.domain.cues import Hearing, Listening, SectionRule
from simulator.domain.delivery import DeliveryRules
from simulator.domain.lesson import LessonWording
from simulator.domain.manners import ToughRules, TurnRules
from simulator.domain.phrasing import QuoteRules, Wording
from simulator.domain.practice import DrillRules
from simulator.domain.principle import LensRules, Principle
from simulator.domain.review import Level, SectionName
from simulator.domain.rules import (
    GapRule,
    GradeRules,
    LevelBar,
    ProbeRule,
    SwayRules,
    TrustRules,
    VerdictRules,
)
from simulator.domain.story import PACK_CONFIG, Id
from simulator.domain.telling import TellingRules


@dataclass(frozen=True, slots=True)
class Rubric:
    """The general signals, disqualifiers and probes, with cues, guards, weights and the verdict's rules."""

    __pydantic_config__: ClassVar[dict[str, Any]] = PACK_CONFIG

    id: Id
    sections: dict[SectionName, SectionRule]
    """The five sections: general clocks, and what gives each away."""
    signals: Annotated[dict[Id, Listening], MinLen(1)]
    """What earns credit, and how it is heard."""
    disqualifiers: Annotated[dict[Id, Listening], MinLen(1)]
    """What costs the hire, and how it is heard."""
    hearing: Hearing
    """Word lists for the patterns, and how rules and the learned judge are weighed together."""
    levels: dict[Level, LevelBar]
    """What each level is held to."""
    verdict: VerdictRules
    lens: LensRules
    gaps: dict[Id, GapRule]
    """What is missed when it is absent."""
    probes: Annotated[dict[Id, ProbeRule], MinLen(1)]
    """The follow-ups that fit any story."""
    grading: GradeRules
    sway: SwayRules
    trust: TrustRules
    delivery: DeliveryRules
    drill: DrillRules
    walkthrough: LessonWording
    telling: TellingRules
    bank: BankRules
    loop: LoopRules
    quoting: QuoteRules
    turn_taking: TurnRules
    tough: ToughRules
    wording: Wording
    vocabulary: dict[str, str] = field(default_factory=dict)
    """Words that a recogniser's dictionary lacks, in ARPAbet; a story adds its own."""
    principles: Mapping[Id, Principle] = field(default_factory=dict)
    """The principles that can be asked about; where a rubric names none, those of the folder `principles`."""

    def asking(self, principle: str) -> Rubric:
        """The rubric while this principle is asked about: its follow-ups stand among the general ones."""
        own = self.principles[principle].probes
        subjects = {name: name.replace("-", " ") for name in own} | self.wording.subjects
        return replace(self, probes={**self.probes, **own}, wording=replace(self.wording, subjects=subjects))
