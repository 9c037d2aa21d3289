"""The live screen with scripted sessions: what is told, when keys are waited for, what can be read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from simulator.domain.review import Hit, SectionTime
from simulator.domain.speech import Word
from simulator.events import (
    Asked,
    Event,
    HitHeard,
    ListeningStarted,
    Noticed,
    Overran,
    SectionsClocked,
    SilenceGrew,
    SoundHeard,
    SpeechStarted,
    WordsHeard,
)
from simulator.session.loop import Interview
from simulator.ui.live import Backstage, Briefing, LiveApp
from support.rehearsal import RUBRIC, STORY, Rehearsal

LENS = STORY.lenses["ownership"]
BRIEFING = Briefing(
    title=STORY.title,
    question=STORY.question,
    principle="Ownership",
    level="SDE2",
    lens=(("Lead with", LENS.lead_with), ("Emphasise", LENS.emphasise), ("Play down", LENS.play_down)),
    focus=STORY.levels["sde2"].focus,
    targets=tuple((name, section.target_s) for name, section in STORY.sections.items()),
    budget_s=RUBRIC.levels["sde2"].total_s,
)


def held(*answers: str, waits_for_key_at: type[Event] | None = None, **options) -> Callable:
    """A whole interview on virtual time; where it waits, it goes on when a key has been pressed."""

    def hold(controls, tell, opening_only) -> None:
        waited = threading.Event()

        def watch(event: Event) -> None:
            tell(event)
            if type(event) is waits_for_key_at and not waited.is_set():
                waited.set()
                while controls._key is None:
                    time.sleep(0.01)

        probes = 0 if opening_only else options.get("probes", 2)
        rehearsal = Rehearsal(*answers, watch=watch, **{**options, "probes": probes})
        interview = rehearsal.interview
        rehearsal.interview = Interview(interview.brief, replace(interview.parts, controls=controls))
        rehearsal.run()

    return hold


def app_for(hold: Callable, briefing: Briefing = BRIEFING, **more) -> LiveApp:
    return LiveApp(briefing, Backstage(hold=hold, **more))


async def until(pilot, done: Callable[[], bool], what: str = "it") -> None:
    """Lets the screen work until something is so."""
    for _ in range(500):
        if done():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{what} never came")


def text(app: LiveApp) -> str:
    """What can be read on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def answering(*, heard_s: float = 45.0, quiet: bool = False, evil: str = "") -> tuple[Event, ...]:
    """The opening answer in its second minute: Situation over, Action under way, two signals, one cost."""
    words = f"I noticed that webhooks were being dropped and nobody {evil} had an alert on it so I "
    words += "pulled the logs"
    spans = {
        "situation": ((1.0, 33.0),),
        "task": (),
        "action": ((33.0, 44.0),),
        "result": (),
        "reflection": (),
    }
    sections = tuple(
        SectionTime(name, spans.get(name, ()), target_s, "short", 0.8) for name, target_s in BRIEFING.targets
    )
    noticed = Hit("noticed", "I noticed", "situation", f"I noticed {evil}".strip(), 3.0, 3.6, 100)
    unowned = Hit("unowned-gap", "no alert", "situation", "nobody had an alert on it", 9.0, 10.4, 91)
    cost = Hit("handed-off", "told", "action", "I told the platform team", 41.0, 42.0, 96)
    timed = tuple(Word(word, 1.0 + at, 1.5 + at) for at, word in enumerate(words.split()))
    told: list[Event] = [
        Asked(at_s=1, turn=0, text=f"{BRIEFING.question} {evil}".strip()),
        ListeningStarted(at_s=6, turn=0, recording="answer.wav"),
        SpeechStarted(at_s=7, turn=0, start_s=1.0),
        SoundHeard(at_s=8, turn=0, heard_s=44.0, level_db=-30.0, silent_s=0.0),
        WordsHeard(at_s=8, turn=0, words=timed),
        SectionsClocked(at_s=8, turn=0, sections=sections, current="action", until_s=44.0),
        HitHeard(at_s=8, turn=0, credit=True, hit=noticed),
        HitHeard(at_s=8, turn=0, credit=True, hit=unowned),
        HitHeard(at_s=8, turn=0, credit=False, hit=cost),
        Overran(at_s=8, turn=0, section="situation", spoken_s=32.0, target_s=30.0),
        SoundHeard(at_s=9, turn=0, heard_s=heard_s, level_db=-24.0, silent_s=0.0),
    ]
    if evil:
        told.append(Noticed(at_s=9, code="x", text=evil))
    if quiet:
        told.append(SilenceGrew(at_s=12, turn=0, silent_s=4.0, text="Take your time."))
    return tuple(told)
