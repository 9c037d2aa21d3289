"""The doctor's ears: voice, recogniser, loudspeaker and microphone, with the very parts of an interview."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from simulator.cli.diagnosis import Diagnosis
from simulator.errors import HotseatError, MissingError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk
    from simulator.events import Event
    from simulator.ports import AudioSource, Samples, Sound
    from simulator.session.parts import Parts

SENTENCE = "This is how your interviewer will sound. Take your time, and tell me when you are ready."
RECORDING = "probe-influence-weak.flac"
HEARD_SHARE = 0.5
"""The least of its words that a recogniser must find. Source: the embedded one mishears one in four."""
LISTEN_S = 3.5
"""How long the room is listened to. Source: a microphone needs 3 s to call itself deaf."""
PATIENCE_S = 12.0
"""How long a candidate is waited for who was asked to speak. Source: judgement."""
QUIET_DB = -75.0
"""A microphone at a usual gain is louder than this in the quietest room. Source: judgement."""


def sound_findings(desk: Desk, *, asked: bool) -> Iterator[Diagnosis]:
    """Checks what speaks and hears. `asked`: the candidate is there and may be asked to speak."""
    try:
        source = desk.live_candidate()(0, "")
    except MissingError as error:
        source = None
        yield Diagnosis("microphone", "bad", str(error))
    try:
        parts = _parts(desk)
    except HotseatError as error:
        yield Diagnosis(_part(error.code), "bad", str(error))
        return
    yield from (
        Diagnosis(_part(code), "bad", text) for code, text in desk.notices if "recogniser" not in code
    )
    yield _recogniser(desk)
    if parts.voice and parts.sink:
        try:
            sound = parts.voice.render(SENTENCE)
        except HotseatError as error:
            yield Diagnosis("voice", "bad", str(error))
        else:
            yield Diagnosis("voice", "good", parts.voice.name)
            yield _loudspeaker(parts, sound)
    if source:
        yield _microphone(source)
        if asked:
            yield _spoken(source, parts)


def _part(code: str) -> str:
    """What of the machine a fault is about."""
    if code.startswith(("loudspeaker", "portaudio")):
        return "loudspeaker"
    return "voice" if code.startswith("voice") else "recogniser"


def _parts(desk: Desk) -> Parts:
    from simulator.adapters.archive import NullArchive
    from simulator.ui.controls import NoControls

    nobody = lambda _turn, _probe: None  # noqa: E731  # the source is asked for by name below
    return desk.parts(nobody, NoControls(), NullArchive(), (), recorded=False, silent=False)


def _recogniser(desk: Desk) -> Diagnosis:
    """Whether it can write down a recording that came with the program, with no sound card between them."""
    from simulator.packs import resource_folder

    recording = resource_folder("audio_fixtures") / RECORDING
    label = json.loads(recording.with_suffix(".json").read_text(encoding="utf-8"))
    said = [word["text"].lower().strip(".,") for word in label["words"]]
    try:
        heard = {word.text.lower().strip(".,") for word in desk.transcript(recording).words}
    except HotseatError as error:
        return Diagnosis("recogniser", "bad", str(error))
    right = sum(word in heard for word in said)
    share = f"{desk.transcriber.name}: {right} of {len(said)} words of a clear recording"
    if right < HEARD_SHARE * len(said):
        return Diagnosis("recogniser", "bad", f"{share}; choose another model: hotseat models list.")
    return Diagnosis("recogniser", "good", share)


def _loudspeaker(parts: Parts, sound: Sound) -> Diagnosis:
    assert parts.sink  # noqa: S101  # a voice never comes without one
    try:
        parts.sink.start(sound).wait()
    except HotseatError as error:
        return Diagnosis("loudspeaker", "bad", str(error))
    finally:
        parts.sink.close()
    return Diagnosis(
        "loudspeaker",
        "good",
        f"{parts.sink.name} took a sentence; if you did not hear it, turn it up or choose another: hotseat"
        " devices.",
    )


def _microphone(source: AudioSource) -> Diagnosis:
    """Some seconds of the room: is there any sound, and is it loud enough to be a room?"""
    from simulator.domain.speech import SAMPLE_RATE_HZ

    heard: list[Samples] = []
    chunks = source.chunks()
    try:
        for chunk in chunks:
            heard.append(chunk)
            if sum(map(len, heard)) >= LISTEN_S * SAMPLE_RATE_HZ:
                break
    except HotseatError as error:
        return Diagnosis("microphone", "bad", str(error))
    finally:
        chunks.close()
    return _level(source, heard)


def _level(source: AudioSource, heard: list[Samples]) -> Diagnosis:
    import numpy as np

    samples = np.concatenate(heard)
    if not samples.any():
        return Diagnosis(
            "microphone", "bad", source.notice[1] if source.notice else f"{source.name}: no sound."
        )
    level_db = 10 * float(np.log10(np.mean(np.square(samples)) + 1e-10))
    text = f"{source.name}, the room at {level_db:.0f} dB"
    if level_db < QUIET_DB:
        return Diagnosis("microphone", "note", f"{text}, which is very low; raise its gain.")
    return Diagnosis("microphone", "good", text)


def _spoken(source: AudioSource, parts: Parts) -> Diagnosis:
    """The candidate speaks for two seconds, and the recogniser writes it down."""
    from simulator.events import WordsHeard
    from simulator.session.checking import check_microphone

    typer.echo("Now say a short sentence …", err=True)
    words: list[str] = []
    until_s = time.monotonic() + PATIENCE_S

    def tell(event: Event) -> None:
        if isinstance(event, WordsHeard):
            words.extend(word.text for word in event.words)

    try:
        check_microphone(source, parts, tell, lambda: time.monotonic() > until_s)
    except HotseatError as error:
        return Diagnosis("your voice", "bad", str(error))
    if not words:
        return Diagnosis(
            "your voice",
            "bad",
            "nothing was understood; speak up, come closer, or name another microphone.",
        )
    return Diagnosis("your voice", "good", f"heard “{' '.join(words)}”")
