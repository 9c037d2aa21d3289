"""The screens of drill and walkthrough with scripted sessions: what is told, and when keys are waited for."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from simulator.domain.practice import Exercise, Wanted
from simulator.domain.review import Hit, Probe
from simulator.domain.speech import Word
from simulator.events import (
    Asked,
    CountedDown,
    Event,
    ListeningStarted,
    Practised,
    ReadAloud,
    SectionSet,
    SessionStarted,
    SoundHeard,
    SpeechStarted,
    StepShown,
    WordsHeard,
)
from simulator.session.drilling import Drill
from simulator.session.lesson import steps
from simulator.session.walking import Walkthrough
from simulator.ui.practice_live import DrillBriefing, PracticeApp, WalkBriefing
from support import screens
from support.rehearsal import RUBRIC, STORY, Rehearsal

STEPS = steps(STORY, RUBRIC)
DRILL = DrillBriefing(
    title=STORY.title,
    windows={name: (0.5 * one.target_s, 1.5 * one.target_s) for name, one in STORY.sections.items()},
    strong={name: probe.strong.text for name, probe in STORY.probes.items()},
)
WALK = WalkBriefing(title=STORY.title, next="Now tell it yourself.")


class Unhurried:
    """Keys of a session on virtual time, which would otherwise ask for them without a breath."""

    def __init__(self, controls) -> None:
        self._controls = controls

    def pressed(self):
        time.sleep(0.001)
        return self._controls.pressed()


telling = partial(screens.telling, then_waits=True)


def drilled(*answers: str, sections: Sequence[str] = ("situation",), asked=lambda _: None) -> Callable:
    """A whole drill on virtual time; `asked` is called with each event, in the session's thread."""

    def hold(controls, tell) -> None:
        def watch(event: Event) -> None:
            tell(event)
            asked(event)

        rehearsal = Rehearsal(*answers, drill=sections, watch=watch)
        drill = rehearsal.interview
        parts = replace(drill.parts, controls=Unhurried(controls))
        Drill(drill.brief, parts, sections, Random(1)).run()  # noqa: S311  # it shuffles questions

    return hold


def walked() -> Callable:
    """A whole walkthrough on virtual time, with a keyboard and nobody to hear."""

    def hold(controls, tell) -> None:
        walk = Rehearsal(walk=True, watch=tell).interview
        Walkthrough(walk.brief, replace(walk.parts, controls=Unhurried(controls)), keys=True).run()

    return hold


def drill_app(hold: Callable, briefing: DrillBriefing = DRILL) -> PracticeApp:
    return PracticeApp(briefing, hold)


def walk_app(hold: Callable) -> PracticeApp:
    return PracticeApp(WALK, hold)


def started(mode: str, voice: str = "a voice") -> SessionStarted:
    return SessionStarted(
        at_s=0,
        session="s",
        mode=mode,
        story=STORY.id,
        principle="ownership",
        level="sde2",
        recogniser="a typist",
        voice=voice,
    )


def wanted(turn: int, row: int = 0) -> tuple[Event, ...]:
    """A section is set."""
    text = "Situation, in 30 seconds."
    return (
        Asked(at_s=1, turn=turn, text=text),
        SectionSet(at_s=1, turn=turn, section="situation", target_s=30.0, in_a_row=row, goal=3),
    )


def counted(left: int, turn: int = 0) -> CountedDown:
    return CountedDown(at_s=2, turn=turn, left=left)


def speaking(heard_s: float, turn: int = 0, words: str = "I noticed that webhooks were") -> tuple[Event, ...]:
    """An attempt under way."""
    timed = tuple(Word(word, 1.0 + at, 1.5 + at) for at, word in enumerate(words.split()))
    return (
        ListeningStarted(at_s=5, turn=turn, recording="attempt-1.wav"),
        SpeechStarted(at_s=6, turn=turn, start_s=1.0),
        WordsHeard(at_s=8, turn=turn, words=timed),
        SoundHeard(at_s=9, turn=turn, heard_s=heard_s, level_db=-24.0, silent_s=0.0),
    )


def judged(turn: int = 0, *, evil: str = "") -> Practised:
    """A poor attempt: two phrases said, two missed, one thing that costs."""
    said = (
        Wanted("I noticed", f"I noticed {evil}".strip(), 3.0, to_the_letter=True),
        Wanted("no alert existed", "nobody had an alarm on it", 9.0),
        Wanted("no ticket was filed"),
        Wanted(f"outside my team's scope {evil}".strip()),
    )
    cost = Hit("handed-off", "told", "action", "I told the platform team", 11.0, 12.0, 96, why="Not yours.")
    exercise = Exercise(
        "situation", 12.0, 30.0, "short", said, (cost,), f"Say what you did. {evil}".strip(), False
    )
    return Practised(at_s=20, turn=turn, exercise=exercise, in_a_row=0)


def shown(at: int, share: float | None = None, voice: str = "a voice") -> tuple[Event, ...]:
    """A step, and how far it has been read."""
    told: list[Event] = [
        started("walkthrough", voice),
        StepShown(at_s=1, turn=at, count=len(STEPS), step=STEPS[at]),
    ]
    if share is not None:
        told.append(ReadAloud(at_s=2, turn=at, share=share))
    return tuple(told)


def read_on(at: int, share: float) -> Callable:
    """A voice that stays at one place of a step."""

    def hold(_controls, tell) -> None:
        for event in shown(at):
            tell(event)
        while True:
            tell(ReadAloud(at_s=2, turn=at, share=share))
            time.sleep(0.02)

    return hold


def place_of(chapter: str, number: int = 0) -> int:
    return [at for at, step in enumerate(STEPS) if step.chapter == chapter][number]


def probe(name: str = "influence") -> Probe:
    return Probe(name, STORY.probes[name].question, "", "", 0.0)
