"""The real faster-whisper, on a real if very small model: what it hears, when, and how it fails.

The model knows the sentences of the demo in one voice (see `model/README.md`), so words are judged
loosely and nothing here says how well people are understood.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel
from support.recordings import FOLDER, label, sound

from simulator.adapters.files import FileSource
from simulator.adapters.silero import SileroDetector
from simulator.adapters.whisper import WhisperTranscriber
from simulator.domain.speech import Word
from simulator.errors import ModelError
from simulator.hearing import Listener, Scribe
from simulator.hearing.settings import HearingSettings
from simulator.ports import Samples

MODEL = Path(__file__).parent / "model"
SHORT = (
    "probe-influence-weak",
    "probe-motivation-weak",
    "probe-hindsight-weak",
    "probe-hindsight-strong",
    "probe-shortcut-pressure-strong",
)
CHUNK = 1600
PREROLL_S = HearingSettings().preroll_s
"""Sound before speech that the hearing sends along: over more, the library draws the first word out."""

OFFLINE = """
import sys
reached = []
def refuse(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        reached.append(event)
        raise OSError("no network in this test")
sys.addaudithook(refuse)
from pathlib import Path
from simulator.adapters.files import FileSource
from simulator.adapters.whisper import WhisperTranscriber
session = WhisperTranscriber(Path(sys.argv[1]), threads=1).session()
for chunk in FileSource(Path(sys.argv[2])).chunks():
    session.feed(chunk)
print(len(reached), *(word.text for word in session.finish()))
"""


@pytest.fixture(scope="module")
def library() -> WhisperModel:
    return WhisperModel(str(MODEL), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


@pytest.fixture(scope="module")
def transcriber(library: WhisperModel) -> WhisperTranscriber:
    """Behind the library's own loading, whose error says more than the one sentence that a candidate gets."""
    return WhisperTranscriber(MODEL, threads=1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A model folder to spoil."""
    return Path(shutil.copytree(MODEL, tmp_path / "tiny"))


def hear(transcriber: WhisperTranscriber, samples: Samples) -> tuple[Word, ...]:
    session = transcriber.session()
    for start in range(0, len(samples), CHUNK):
        session.feed(samples[start : start + CHUNK])
    return session.finish()


def spelt(texts: Iterable[str]) -> list[str]:
    return [re.sub(r"[^a-z']", "", text.lower()) for text in texts]


def agreeing(name: str, words: Iterable[Word]) -> tuple[float, list[tuple[float, Word]]]:
    """The share of the label's words that were heard, and each with when it is said, in order."""
    said, heard = label(name)["words"], tuple(words)
    matcher = SequenceMatcher(
        None, spelt(word["text"] for word in said), spelt(word.text for word in heard), autojunk=False
    )
    pairs = [
        (said[block.a + i]["start"], heard[block.b + i])
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]
    return len(pairs) / max(len(said), len(heard)), pairs


def test_the_library_itself_loads_it_and_writes_timed_words(library: WhisperModel) -> None:
    said = label("demo-opening")["sentences"][5:8]
    from_s = said[0]["start"] - 0.3
    segments, info = library.transcribe(
        sound("demo-opening", from_s, said[-1]["end"] + 0.3),
        language="en",
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    made = list(segments)
    assert info.language == "en"
    assert len(made) == len(said)
    for segment, sentence in zip(made, said, strict=True):
        assert from_s + segment.start == pytest.approx(sentence["start"], abs=0.5)
        assert from_s + segment.end == pytest.approx(sentence["end"], abs=0.2)
        assert segment.words
    text = "".join(segment.text for segment in made)
    for key in ("Slack message", "Their manager opened a ticket", "they fixed it after a few days"):
        assert key in text


@pytest.mark.parametrize("name", SHORT)
def test_the_adapter_hears_the_words_when_they_are_said(transcriber: WhisperTranscriber, name: str) -> None:
    from_s = label(name)["words"][0]["start"] - PREROLL_S
    share, pairs = agreeing(name, hear(transcriber, sound(name, from_s)))
    assert share >= 0.9
    off = [abs(from_s + word.start_s - start_s) for start_s, word in pairs]
    assert np.median(off) < 0.06
    assert np.quantile(off, 0.9) < 0.3


@pytest.mark.parametrize("name", SHORT)
def test_words_come_in_order_inside_the_sound_with_confidences(
    transcriber: WhisperTranscriber, name: str
) -> None:
    words = hear(transcriber, sound(name))
    edges = [edge for word in words for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert edges[0] >= 0.0
    assert edges[-1] <= label(name)["duration"]
    confidences = [word.confidence for word in words]
    assert all(confidence is not None and 0.0 <= confidence <= 1.0 for confidence in confidences)
    assert np.median([confidence or 0.0 for confidence in confidences]) > 0.7


def test_a_whole_answer_through_the_programs_hearing(transcriber: WhisperTranscriber) -> None:
    listener = Listener(SileroDetector(), Scribe(transcriber), HearingSettings())
    for chunk in FileSource(FOLDER / "demo-opening.flac").chunks():
        listener.feed(chunk)
    transcript = listener.finish()
    share, pairs = agreeing("demo-opening", transcript.words)
    assert share >= 0.9
    assert np.quantile([abs(word.start_s - start_s) for start_s, word in pairs], 0.9) < 0.3
    assert "they fixed it after a few days" in transcript.text


def test_sessions_share_the_model_and_nothing_else(transcriber: WhisperTranscriber) -> None:
    one, other = transcriber.session(), transcriber.session()
    weak, strong = sound("probe-hindsight-weak"), sound("probe-motivation-weak")
    for start in range(0, max(len(weak), len(strong)), CHUNK):
        one.feed(weak[start : start + CHUNK])
        other.feed(strong[start : start + CHUNK])
    assert agreeing("probe-hindsight-weak", one.finish())[0] >= 0.9
    assert agreeing("probe-motivation-weak", other.finish())[0] >= 0.9


@pytest.mark.parametrize("length", [0, 800])
def test_next_to_no_sound_is_no_words(transcriber: WhisperTranscriber, length: int) -> None:
    assert hear(transcriber, np.zeros(length, np.float32)) == ()


def test_the_model_is_named_for_people(transcriber: WhisperTranscriber) -> None:
    assert transcriber.name == "faster-whisper model"


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_a_model_cut_short_anywhere_is_one_sentence(copy: Path, share: float) -> None:
    whole = (copy / "model.bin").read_bytes()
    (copy / "model.bin").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelError, match="cut short or damaged") as caught:
        WhisperTranscriber(copy, threads=1)
    assert (caught.value.code, caught.value.exit_status) == ("model-damaged", 4)


@pytest.mark.parametrize(
    ("file", "named"),
    [(name, name) for name in ("tokenizer.json", "model.bin", "config.json")]
    + [("vocabulary.json", "vocabulary.txt")],
)
def test_a_missing_file_is_named_before_the_library_asks_the_network(
    copy: Path, file: str, named: str
) -> None:
    (copy / file).unlink()
    with pytest.raises(ModelError, match=re.escape(named)) as caught:
        WhisperTranscriber(copy, threads=1)
    assert caught.value.code == "model-incomplete"


def test_a_spoilt_tokenizer_is_one_sentence(copy: Path) -> None:
    (copy / "tokenizer.json").write_text('{"version": "1.0", "model"', encoding="utf-8")
    with pytest.raises(ModelError, match="cut short or damaged") as caught:
        WhisperTranscriber(copy, threads=1)
    assert caught.value.code == "model-damaged"


def test_with_no_network_at_all_it_loads_and_hears() -> None:
    recording = FOLDER / "probe-hindsight-weak.flac"
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(MODEL), str(recording)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    reached, *words = done.stdout.split()
    assert reached == "0"
    assert {"communicate", "team"} <= set(spelt(words))
