"""The embedded recogniser, on a clear synthetic voice."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.files import FileSource
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError
from simulator.ports import Samples

LOGS = Path(__file__).parents[1] / "audio" / "delivery-logs.flac"
WEBHOOK = {"webhook": "W EH1 B HH UH2 K", "the": "N OW N S EH N S"}


@pytest.fixture(scope="module")
def sphinx() -> SphinxTranscriber:
    return SphinxTranscriber(WEBHOOK)


@pytest.fixture(scope="module")
def speech() -> Samples:
    return np.concatenate(list(FileSource(LOGS).chunks()))


def test_hears_the_key_words_in_order_at_their_times(sphinx: SphinxTranscriber, speech: Samples) -> None:
    session = sphinx.session()
    for begin in range(0, len(speech), 1600):
        session.feed(speech[begin : begin + 1600])
    words = session.finish()
    texts = [word.text for word in words]
    assert {"noticed", "checked", "delivery", "logs", "nobody"} <= set(texts)
    assert texts == [text.lower() for text in texts]
    assert not any(mark in text for text in texts for mark in "<>[]()")
    assert all(0 <= word.start_s < word.end_s <= len(speech) / SAMPLE_RATE_HZ for word in words)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(words))
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in words)
    checked = next(word for word in words if word.text == "checked")
    assert checked.start_s == pytest.approx(2.3, abs=0.2)


def test_the_words_so_far_are_those_of_the_sound_so_far(sphinx: SphinxTranscriber, speech: Samples) -> None:
    session = sphinx.session()
    session.feed(speech[: 4 * SAMPLE_RATE_HZ])
    early = session.so_far()
    session.feed(speech[4 * SAMPLE_RATE_HZ :])
    late = session.so_far()
    assert {word.confidence for word in (*early, *late)} == {None}
    assert all(word.end_s <= 4 for word in early)
    assert "checked" in {word.text for word in early} or "delivery" in {word.text for word in early}
    assert {"weeks", "nobody"} <= {word.text for word in late} - {word.text for word in early}
    session.finish()


def test_learns_the_words_that_its_dictionary_lacks_and_keeps_those_it_has() -> None:
    taught = SphinxTranscriber(WEBHOOK)._idle[0]
    assert taught.lookup_word("webhook") == "W EH B HH UH K"
    assert taught.lookup_word("the") == "DH AH"
    assert SphinxTranscriber({})._idle[0].lookup_word("webhook") is None


def test_a_pronunciation_that_is_none_is_named() -> None:
    with pytest.raises(EngineError, match="'frobnicate'") as caught:
        SphinxTranscriber({"frobnicate": "F R AA B XQ"})
    assert caught.value.code == "pronunciation-invalid"


@pytest.mark.parametrize("samples", [0, 1, 160, 16000])
def test_silence_of_any_length_has_no_words(sphinx: SphinxTranscriber, samples: int) -> None:
    session = sphinx.session()
    session.feed(np.zeros(samples, np.float32))
    assert session.finish() == ()


def test_two_sessions_at_once_do_not_hear_each_other(sphinx: SphinxTranscriber, speech: Samples) -> None:
    one, other = sphinx.session(), sphinx.session()
    one.feed(speech[: 2 * SAMPLE_RATE_HZ])
    other.feed(np.zeros(SAMPLE_RATE_HZ, np.float32))
    assert other.finish() == ()
    assert one.finish()


def test_a_finished_session_leaves_its_decoder_to_the_next(sphinx: SphinxTranscriber) -> None:
    first = sphinx.session()
    first.finish()
    assert sphinx.session()._decoder is first._decoder


def test_a_decoder_that_breaks_down_is_one_sentence(sphinx: SphinxTranscriber, speech: Samples) -> None:
    session = sphinx.session()
    session.feed(speech[:1600])
    session.finish()
    with pytest.raises(EngineError, match="recording is kept"):
        session.finish()
