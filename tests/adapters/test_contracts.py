"""Real and scripted adapters keep the same contracts. A new adapter is one more line in its port's list."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import contracts
from support.pulse import SoundServer
from support.sound import JFK, everything, words_every

from simulator.adapters.archive import FolderArchive, NullArchive
from simulator.adapters.clock import MonotonicClock
from simulator.adapters.files import FileSource
from simulator.adapters.scripted import (
    RecordingSink,
    ScriptedClock,
    ScriptedControls,
    ScriptedDetector,
    ScriptedSource,
    ScriptedTranscriber,
    ScriptedVoice,
    SilentSink,
    sound_of,
)
from simulator.adapters.silero import SileroDetector
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.voice import SpokenVoice
from simulator.adapters.voice_cache import CachedVoice
from simulator.adapters.whisper import WhisperTranscriber
from simulator.ports import (
    Archive,
    AudioSink,
    AudioSource,
    Clock,
    Controls,
    Samples,
    SpeechDetector,
    Transcriber,
    Voice,
)

WORDS = words_every(0.2, 6)
SPEECH = sound_of(WORDS, 5.0)
LOGS = JFK.with_name("delivery-logs.flac")
MODEL = Path(__file__).parents[1] / "whisper" / "model"
ANSWER = Path(__file__).parents[2] / "audio_fixtures" / "probe-hindsight-weak.flac"

SOURCES: list[Callable[[], AudioSource]] = [
    lambda: FileSource(JFK),
    lambda: ScriptedSource(SPEECH),
]
SINKS: list[Callable[[], AudioSink]] = [
    RecordingSink,
    lambda: RecordingSink(ScriptedClock()),
    SilentSink,
]
DETECTORS: list[tuple[Callable[[], SpeechDetector], Callable[[], Samples]]] = [
    (SileroDetector, lambda: everything(FileSource(JFK))[: 4 * 16_000]),
    (ScriptedDetector, lambda: SPEECH),
]
TRANSCRIBERS: list[tuple[Callable[[], Transcriber], Callable[[], Samples], set[str]]] = [
    (lambda: ScriptedTranscriber([(SPEECH, WORDS)]), lambda: SPEECH, {"w0", "w3", "w5"}),
    (lambda: SphinxTranscriber({}), lambda: everything(FileSource(LOGS)), {"problem", "delivery", "logs"}),
    (
        lambda: WhisperTranscriber(MODEL, threads=1),
        lambda: everything(FileSource(ANSWER)),
        {"communicate", "team"},
    ),
]
VOICES: list[Callable[[], Voice]] = [
    ScriptedVoice,
    SpokenVoice,
    lambda: CachedVoice(ScriptedVoice(), Path("never written")),
]
ARCHIVES: list[tuple[Callable[[Path], Archive], bool]] = [
    (FolderArchive, True),
    (lambda _: NullArchive(), False),
]
CLOCKS: list[Callable[[], Clock]] = [MonotonicClock, ScriptedClock]
CONTROLS: list[Callable[[], Controls]] = [
    ScriptedControls,
    lambda: ScriptedControls([None, "again", None, "done"]),
]


@pytest.mark.parametrize("make", SOURCES)
def test_source(make: Callable[[], AudioSource]) -> None:
    contracts.check_source(make(), at_least_s=4.9)


@pytest.mark.parametrize("make", SINKS)
def test_sink(make: Callable[[], AudioSink]) -> None:
    contracts.check_sink(make())


@pytest.mark.parametrize(("make", "speech"), DETECTORS)
def test_detector(make: Callable[[], SpeechDetector], speech: Callable[[], Samples]) -> None:
    contracts.check_detector(make(), speech())


@pytest.mark.parametrize(("make", "speech", "key_words"), TRANSCRIBERS)
def test_transcriber(
    make: Callable[[], Transcriber], speech: Callable[[], Samples], key_words: set[str]
) -> None:
    contracts.check_transcriber(make(), speech(), key_words)


@pytest.mark.parametrize(("make", "speech", "_"), TRANSCRIBERS)
def test_asking_a_transcriber_changes_nothing(
    make: Callable[[], Transcriber], speech: Callable[[], Samples], _: set[str]
) -> None:
    contracts.check_asking_changes_nothing(make, speech())


@pytest.mark.parametrize("make", VOICES)
def test_voice(make: Callable[[], Voice]) -> None:
    contracts.check_voice(make())


@pytest.mark.parametrize(("make", "keeps"), ARCHIVES)
def test_archive(make: Callable[[Path], Archive], keeps: bool, tmp_path: Path) -> None:
    contracts.check_archive(make(tmp_path), keeps=keeps)


@pytest.mark.parametrize("make", CLOCKS)
def test_clock(make: Callable[[], Clock]) -> None:
    contracts.check_clock(make())


@pytest.mark.parametrize("make", CONTROLS)
def test_controls(make: Callable[[], Controls]) -> None:
    contracts.check_controls(make())


ON_THE_SOUND_SERVER = """
from support import contracts
from simulator.adapters.soundcard import Loudspeaker, Microphone

contracts.check_source(Microphone(), at_least_s=0.3, endless=True)
contracts.check_sink(Loudspeaker())
contracts.check_named_device_is_refused(Microphone)
contracts.check_named_device_is_refused(Loudspeaker)
print("kept")
"""


@pytest.mark.soundcard
def test_microphone_and_loudspeaker_keep_them_too(pulse: SoundServer) -> None:
    paths = [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-c", ON_THE_SOUND_SERVER],
        env=pulse.env | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("kept\n", "")
