"""A loop on virtual time, and the screen that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.asking import debrief
from simulator.domain.wording import LEVEL_NAMES
from simulator.events import Asked, Debriefed, Event
from simulator.session.looping import Loop
from simulator.ui.live import LiveText
from simulator.ui.live.session import Hold
from simulator.ui.loop_live import LoopApp, LoopBriefing
from support.cases import all_cases, heard
from support.rehearsal import RUBRIC, Rehearsal

CASES = {case["id"]: heard(case["sentences"]).transcript for case in all_cases()}
WEBHOOK, AGAIN = CASES["webhook-strong-verbatim"], CASES["webhook-strong-senior"]
UNLIKE = CASES["webhook-strong-paraphrase"]
NURSE, FINANCE = CASES["a1-nurse-meter-clocks"], CASES["a1-finance-stale-euro-rate"]
PRINCIPLES = ("ownership", "dive-deep")
BRIEFING = LoopBriefing(
    title="A loop of 2 questions",
    question="",
    principle="",
    level=LEVEL_NAMES["sde2"],
    targets=tuple((name, rule.target_s) for name, rule in RUBRIC.sections.items()),
    budget_s=RUBRIC.levels["sde2"].total_s,
    principles=tuple((name, RUBRIC.principles[name].name) for name in PRINCIPLES),
    limit_s=540.0,
    rules=RUBRIC.loop,
)


def looped(
    *answers, principles=PRINCIPLES, known=None, time_s=None, probes=0, controls=None, watch=lambda _: None
):
    """The loop, and what happened in each interview of it; an answer an interview."""
    told = iter(answers)
    first = Rehearsal("unused").interview.brief
    briefs = [
        replace(
            first,
            story=None,
            session=f"s-{principle}",
            principle=principle,
            question=RUBRIC.principles[principle].question,
            probes=probes,
            time_s=time_s,
        )
        for principle in principles
    ]
    held = []

    def hold(brief):
        said = next(told, ())
        rehearsal = Rehearsal(*(said if isinstance(said, tuple) else (said,)), watch=watch)
        interview = rehearsal.interview
        parts = replace(interview.parts, controls=controls) if controls else interview.parts
        rehearsal.interview = type(interview)(brief, parts)
        rehearsal.run()
        held.append((brief, rehearsal))
        return rehearsal.events

    loop = Loop(briefs, lambda: known or {}, hold)
    loop.run()
    return loop, held


def asked(rehearsal) -> str:
    return rehearsal.of(Asked)[0].text


def loop_events(*answers, **options) -> Sequence[Event]:
    """Everything that a loop tells, the debrief last."""
    loop, held = looped(*answers, **options)
    path = "/home/you/.local/share/hotseat/loops/2026-06-01_10-00-00_loop.json"
    debriefed = Debriefed(at_s=0.0, debrief=debrief("s", loop.rounds, RUBRIC), path=path)
    return [*(event for _, rehearsal in held for event in rehearsal.events), debriefed]


def loop_app(hold: Hold, briefing: LoopBriefing = BRIEFING, check=None, replay=None) -> LoopApp:
    return LoopApp(briefing, hold, check, LiveText(), replay)
