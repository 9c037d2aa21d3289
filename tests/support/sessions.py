"""Sessions as they are kept: real recordings and transcripts, judged by the real judge, in a folder."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from simulator.adapters.archive import FolderArchive
from simulator.asking import Turn, close
from simulator.domain.review import Grade, Probe, Review
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.events import (
    AnswerEnded,
    Asked,
    Closed,
    Event,
    Graded,
    ListeningStarted,
    Reviewed,
    SessionEnded,
    SessionStarted,
)
from simulator.judging import grade, review
from simulator.packs import load_rubric, load_story
from simulator.reporting import json_line, trace_object
from simulator.reporting.transcripts import read_transcript
from support.recordings import FOLDER, sound

STORY = "webhook-drop-rate"
STRONG = "2026-01-05_10-00-00_webhook-drop-rate"
WEAK = "2026-01-04_09-30-00_webhook-drop-rate"


@cache
def story() -> Story:
    return load_story(STORY)


@cache
def rubric() -> Rubric:
    return load_rubric()


@cache
def said(name: str) -> Transcript:
    """What is said in a recording, to the word."""
    return read_transcript(FOLDER / f"{name}.json")


@cache
def judged(name: str) -> Review:
    return review(said(name), story=story(), rubric=rubric(), principle="ownership", level="sde2")


@cache
def graded(probe: str, name: str) -> Grade:
    return grade(said(name), probe=probe, story=story(), rubric=rubric())


def strong_interview() -> tuple[Event, ...]:
    """A little over three minutes of answers, well told."""
    return interview(STRONG, "webhook-strong", ("influence", "strong"), ("hindsight", "strong"))


def weak_interview() -> tuple[Event, ...]:
    return interview(WEAK, "demo-opening", ("influence", "weak"))


def interview(session: str, opening: str, *follow_ups: tuple[str, str]) -> tuple[Event, ...]:
    """Each event in its order; the recordings are named after the turns."""
    probes = [_probe(name) for name, _ in follow_ups]
    grades = [graded(name, f"probe-{name}-{how}") for name, how in follow_ups]
    turns = tuple(map(Turn, probes, grades))
    answers = [opening, *(f"probe-{name}-{how}" for name, how in follow_ups)]
    begun = SessionStarted(
        at_s=0.0,
        session=session,
        mode="interview",
        story=STORY,
        principle="ownership",
        level="sde2",
        recogniser="a typist",
        voice="",
    )
    events: list[Event] = [begun, *_turn(0, story().question, None, answers[0])]
    events.append(Reviewed(at_s=1.0, turn=0, review=judged(opening)))
    for number, (probe, given) in enumerate(zip(probes, grades), start=1):
        events += _turn(number, probe.question, probe, answers[number])
        events.append(Graded(at_s=2.0, turn=number, grade=given))
    end = close(judged(opening), turns, story=story(), rubric=rubric())
    events.append(
        Closed(
            at_s=3.0,
            rating=end.rating,
            changed_by=end.changed_by,
            fixes=end.fixes,
            say_instead=end.say_instead,
        )
    )
    return (*events, SessionEnded(at_s=3.0, reason="completed", folder=""))


def kept(folder: Path, events: tuple[Event, ...]) -> Path:
    """Keeps a session as the program does: the trace and a recording for each answer. Gives its folder."""
    archive = FolderArchive(folder)
    for event in events:
        archive.append(json_line(trace_object(event)))
        if isinstance(event, AnswerEnded):
            recording = archive.recording(_recording(event.turn))
            recording.write(sound(_spoken_by(event.transcript)))
            recording.close()
    return folder


def change_line(trace: Path, number: int, **fields: object) -> None:
    """Sets fields of one line of a trace; None takes a field away."""
    lines = trace.read_text(encoding="utf-8").splitlines()
    changed = json.loads(lines[number - 1]) | fields
    lines[number - 1] = json.dumps({key: value for key, value in changed.items() if value is not None})
    trace.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _turn(number: int, question: str, probe: Probe | None, name: str) -> tuple[Event, ...]:
    return (
        Asked(at_s=0.5, turn=number, text=question, probe=probe),
        ListeningStarted(at_s=0.6, turn=number, recording=f"{_recording(number)}.wav"),
        AnswerEnded(at_s=0.9, turn=number, reason="silence", transcript=said(name)),
    )


def _recording(turn: int) -> str:
    return f"probe-{turn}" if turn else "answer"


def _probe(name: str) -> Probe:
    return Probe(name, story().probes[name].question, "A bar raiser wants to know who carried it.", "", 0.0)


def _spoken_by(transcript: Transcript) -> str:
    return next(path.stem for path in sorted(FOLDER.glob("*.json")) if said(path.stem) is transcript)
