"""Who answers where nobody speaks: recordings in order, a keyboard, the demo's candidate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.ports import AudioSource, Keyboard
    from simulator.session.parts import Candidate


def answering(desk: Desk, answers: list[Path] | None, *, typed: bool) -> Candidate | None:
    """Who answers: a keyboard (None), recordings, or somebody at the microphone.

    Raises:
        UsageError: both of the first two are wanted.
        AudioFileError: a recording cannot be used.
        DeviceError: there is no microphone.
    """
    if typed and answers:
        raise UsageError(
            "Either type your answers or name recordings of them, not both.", code="typed-answers"
        )
    if typed:
        return None
    return recorded(answers) if answers else desk.live_candidate()


def typing_candidate(keyboard: Keyboard | None = None) -> Candidate:
    """A candidate who types, and has no more to say when the keyboard is over."""
    import numpy as np

    from simulator.adapters.scripted import ScriptedSource

    nothing = ScriptedSource(np.zeros(0, np.float32), name="the keyboard")
    return lambda _turn, _probe: None if keyboard and keyboard.over else nothing


def recorded(answers: list[Path]) -> Candidate:
    """A candidate who speaks from files, one an answer; all are looked at before the first question.

    Raises:
        AudioFileError: one of them cannot be used.
    """
    from simulator.adapters.files import FileSource

    sources = [FileSource(path) for path in answers]
    for source in sources:
        source.check()
    return lambda turn, _: sources[turn] if turn < len(sources) else None


def each_time(candidate: Candidate) -> Candidate:
    """Recordings in order, one each time that an answer is wanted."""
    turns = iter(range(10**6))
    return lambda _turn, probe: candidate(next(turns), probe)


def demo_candidate() -> Candidate:
    """A candidate who answers the first probe badly and every later one well."""
    from simulator.adapters.files import FileSource
    from simulator.packs import resource_folder

    folder = resource_folder("audio_fixtures")

    def answer(turn: int, probe: str) -> AudioSource:
        grade = "weak" if turn == 1 else "strong"
        return FileSource(folder / (f"probe-{probe}-{grade}.flac" if turn else "demo-opening.flac"))

    return answer
