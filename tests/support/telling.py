"""A story told for the first time on virtual time, and the screen that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from simulator.domain.telling import Draft
from simulator.domain.wording import LEVEL_NAMES
from simulator.events import Event
from simulator.session.storytelling import Storytelling
from simulator.ui.live import Briefing, LiveText
from simulator.ui.live.session import Hold
from simulator.ui.story_live import StoryApp
from support.cases import all_cases, heard
from support.rehearsal import RUBRIC, Rehearsal

CASES = {case["id"]: heard(case["sentences"]).transcript for case in all_cases()}
WHOLE, OPEN = CASES["a1-nurse-meter-clocks"], CASES["own-infra-no-reflection"]
LESSON = "Since then I always put an owner tag on every line of the bill before anything is deployed."
KEPT = ("late-parcels", Path("/home/you/.config/hotseat/stories/late-parcels.yaml"))
BRIEFING = Briefing(
    title="A story of your own",
    question=RUBRIC.principles["ownership"].question,
    principle=RUBRIC.principles["ownership"].name,
    level=LEVEL_NAMES["sde2"],
    targets=tuple((name, rule.target_s) for name, rule in RUBRIC.sections.items()),
    budget_s=RUBRIC.levels["sde2"].total_s,
)


def told(*answers, keep=None, controls=None, **options) -> tuple[Rehearsal, list[Draft]]:
    """A telling to be run, and the drafts that it will have kept."""
    rehearsal, kept = Rehearsal(*answers, **options), []

    def keeping(draft: Draft) -> tuple[str, Path]:
        kept.append(draft)
        return KEPT

    brief = replace(rehearsal.interview.brief, story=None, mode="telling", probes=0)
    parts = rehearsal.interview.parts
    parts = replace(parts, controls=controls) if controls else parts
    rehearsal.interview = Storytelling(brief, parts, keep or keeping)
    return rehearsal, kept


def story_events(*answers) -> Sequence[Event]:
    """Everything that a telling tells."""
    rehearsal, _ = told(*answers)
    return rehearsal.run().events


def story_app(hold: Hold, briefing: Briefing = BRIEFING, check=None) -> StoryApp:
    return StoryApp(briefing, hold, check, LiveText())
