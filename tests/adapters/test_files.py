"""Recordings of every usual kind, and of every unusual one."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest
from support.sound import JFK, JFK_S, encode, everything, loudness, write_wav

from simulator.adapters.files import CHUNK_SAMPLES, FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import AudioFileError
from simulator.ports import Samples


@pytest.fixture(scope="module")
def speech() -> Samples:
    return everything(FileSource(JFK))


def alike(heard: Samples, said: Samples) -> float:
    """How well loudness over time agrees, 0-1: formats differ by some delay and some noise."""
    size = min(len(heard), len(said))
    return float(np.corrcoef(loudness(heard[:size]), loudness(said[:size]))[0, 1])


def code_of(path: Path) -> str:
    with pytest.raises(AudioFileError) as caught:
        everything(FileSource(path))
    message = str(caught.value)
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    assert caught.value.exit_status == 3
    return caught.value.code


def test_real_speech_comes_as_16_khz_mono_in_tenths_of_a_second() -> None:
    source = FileSource(JFK)
    chunks = list(source.chunks())
    assert source.name == "jfk.flac"
    assert source.duration_s == pytest.approx(JFK_S, abs=0.05)
    assert {len(chunk) for chunk in chunks[:-1]} == {CHUNK_SAMPLES}
    assert sum(map(len, chunks)) / SAMPLE_RATE_HZ == pytest.approx(JFK_S, abs=0.05)
    assert {chunk.dtype for chunk in chunks} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    "kind",
    [
        ("a.wav", "pcm_s16le", 44_100, "stereo"),
        ("a.wav", "pcm_s16le", 96_000, "mono"),
        ("a.wav", "pcm_f32le", 96_000, "stereo"),
        ("a.wav", "pcm_u8", 8_000, "stereo"),
        ("a.flac", "flac", 48_000, "stereo"),
        ("a.mp3", "mp3", 44_100, "stereo"),
        ("a.m4a", "aac", 48_000, "mono"),
        ("a.ogg", "libopus", 48_000, "stereo"),
        ("a.opus", "libopus", 48_000, "mono"),
        ("a.webm", "libopus", 48_000, "stereo"),
    ],
)
def test_any_usual_format_and_rate_is_the_same_speech(
    tmp_path: Path, speech: Samples, kind: tuple[str, str, int, str]
) -> None:
    name, codec, rate_hz, layout = kind
    heard = everything(FileSource(encode(tmp_path / name, speech, codec, rate_hz, layout)))
    assert len(heard) / SAMPLE_RATE_HZ == pytest.approx(JFK_S, abs=0.1)
    assert alike(heard, speech) > 0.95
    # Made stereo, ffmpeg gives each channel 0.7 of the sound.
    assert 0.6 < np.sqrt(np.mean(heard**2) / np.mean(speech**2)) < 1.1


def test_two_equal_loud_channels_are_averaged_without_clipping(tmp_path: Path) -> None:
    tone = (0.95 * np.sin(np.arange(SAMPLE_RATE_HZ) * 0.2)).astype(np.float32)
    heard = everything(FileSource(write_wav(tmp_path / "a.wav", tone, channels=2)))
    assert np.max(np.abs(heard - tone)) < 0.01


def test_a_silent_recording_is_silence_and_no_error(tmp_path: Path) -> None:
    silent = write_wav(tmp_path / "a.wav", np.zeros(SAMPLE_RATE_HZ, np.float32))
    assert not everything(FileSource(silent)).any()


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.flac", "flac"), ("a.mp3", "mp3")])
def test_a_truncated_recording_gives_what_is_left_of_it(
    tmp_path: Path, speech: Samples, name: str, codec: str
) -> None:
    path = encode(tmp_path / name, speech, codec, SAMPLE_RATE_HZ)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    source = FileSource(path)
    heard = everything(source)
    assert 0.2 * JFK_S < len(heard) / SAMPLE_RATE_HZ < 0.8 * JFK_S
    assert alike(heard, speech) > 0.95
    if name == "a.flac":  # which alone states its length
        assert source.notice is not None
        assert source.notice[0] == "recording-cut-short"


def test_damage_in_the_middle_does_not_lose_the_rest(tmp_path: Path, speech: Samples) -> None:
    path = encode(tmp_path / "a.mp3", speech, "mp3", SAMPLE_RATE_HZ)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2000] = b"\xff" * 2000
    path.write_bytes(data)
    assert len(everything(FileSource(path))) / SAMPLE_RATE_HZ > 0.8 * JFK_S


def test_a_file_that_cannot_be_used_is_named_with_its_fault(tmp_path: Path, speech: Samples) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    text = tmp_path / "text.wav"
    text.write_text("This is not a recording. " * 200)
    playlist = tmp_path / "playlist.wav"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    headless = tmp_path / "headless.m4a"
    headless.write_bytes(encode(tmp_path / "whole.m4a", speech, "aac").read_bytes()[:2000])
    assert code_of(tmp_path / "absent.wav") == "audio-missing"
    assert code_of(tmp_path) == "audio-not-a-file"
    assert code_of(empty) == "audio-empty"
    assert code_of(write_wav(tmp_path / "none.wav", np.zeros(0, np.float32))) == "audio-empty"
    assert code_of(text) == "audio-unreadable"
    assert code_of(playlist) == "audio-unreadable"
    assert code_of(headless) == "audio-unreadable"


def test_a_tag_that_is_no_text_stops_nothing(tmp_path: Path, speech: Samples) -> None:
    path = write_wav(tmp_path / "tagged.wav", speech)
    tag = b"LIST" + (16).to_bytes(4, "little") + b"INFOINAM" + (4).to_bytes(4, "little") + b"\xff\xe9\xfe\0"
    whole = bytearray(path.read_bytes() + tag)
    whole[4:8] = (len(whole) - 8).to_bytes(4, "little")
    path.write_bytes(whole)
    assert len(everything(FileSource(path))) == len(speech)


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 32
        for _ in range(5):
            image = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(image))
        container.mux(stream.encode(None))
    assert code_of(path) == "audio-without-sound"


def test_three_hours_start_at_once_and_need_no_more_memory(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", np.zeros(0, np.float32), rate_hz=8000, width=1)
    size = 3 * 3600 * 8000
    header = bytearray(path.read_bytes())
    header[4:8] = (36 + size).to_bytes(4, "little")
    header[40:44] = size.to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(header)
        file.truncate(44 + size)  # a hole on disk: nothing is written
    source = FileSource(path)
    assert source.duration_s == pytest.approx(3 * 3600)
    tracemalloc.start()
    chunks = source.chunks()
    for _ in range(3000):
        assert len(next(chunks)) == CHUNK_SAMPLES
    chunks.close()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_the_decoder_writes_nothing_on_the_screen(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", np.zeros(32_000, np.float32), "mp3")
    path.write_bytes(path.read_bytes()[:3000])
    script = (
        "import sys; from simulator.adapters.files import FileSource; list(FileSource(sys.argv[1]).chunks())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
