"""The embedded recogniser: pocketsphinx with the US-English model that its wheel carries.

It needs nothing downloaded and hears as the sound comes. It does not punctuate, tells no capitals, and
does not say when it is guessing other than by its confidences. It starts no thread.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ, Word
from simulator.errors import EngineError
from simulator.ports import Samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocketsphinx import Decoder

FRAMES_PER_S = 100
"""The decoder's clock. Source: its default frame rate, which the bundled model was trained at."""

STATES_PER_FRAME = 3000
"""The most states kept alive at a time; the library's own is 30 000.

Source: measured, docs/recognisers.md: as many words right on clear speech, and noisy speech costs a
quarter of the time, so that the recogniser keeps pace with the speaker whatever it hears.
"""

WORDS_PER_FRAME = 15
"""The most words that may end in one moment; the library's own is no limit.

Source: measured, docs/recognisers.md: as many words right, and the words are there in half the time when
the speaker stops, since fewer readings are weighed against each other.
"""

SECOND_PASS = False
"""Whether the sound is searched again at the end of an utterance; the library's own is True.

Source: measured, docs/recognisers.md: no more words right, and it makes the speaker wait longest.
"""

PIECE_SAMPLES = SAMPLE_RATE_HZ // 50
"""Sound searched at once. Source: measured, docs/recognisers.md: the library keeps Python's lock while it
searches, 2 ms for so much in the median, and whoever fills the loudspeaker must not wait for long."""

BREATH_S = 0.0001
"""The lock is given up for so long after each piece. Source: judgement; the shortest sleep that there is."""

FULL_SCALE = 32767
_PRONUNCIATION = re.compile(r"\(\d+\)$")
_STRESS = re.compile(r"\d")


class SphinxTranscriber:
    """The loaded recogniser. Each session under way has a decoder of its own; a finished one is reused.

    Args:
        vocabulary: words that the dictionary may lack, with their pronunciation in ARPAbet ("W EH B");
            words that it knows are left as they are.

    Raises:
        EngineError: the library or its model cannot be loaded, or a pronunciation is not ARPAbet.
    """

    name = "pocketsphinx, US English"
    notice: tuple[str, str] | None = None

    def __init__(self, vocabulary: Mapping[str, str]) -> None:
        self._vocabulary = dict(vocabulary)
        self._idle: list[Decoder] = [self._decoder()]

    def session(self) -> SphinxSession:
        """A new stretch of speech. One that is never finished costs its decoder, nothing else."""
        return SphinxSession(self._idle.pop() if self._idle else self._decoder(), self._idle.append)

    def _decoder(self) -> Decoder:
        try:
            from pocketsphinx import Decoder

            decoder = Decoder(
                loglevel="FATAL", fwdflat=SECOND_PASS, maxhmmpf=STATES_PER_FRAME, maxwpf=WORDS_PER_FRAME
            )
        except (ImportError, RuntimeError, OSError):
            raise EngineError(
                "The embedded recogniser cannot be loaded; run 'pip install --force-reinstall pocketsphinx'.",
                code="recogniser-unloadable",
            ) from None
        _teach(decoder, self._vocabulary)
        return decoder


class SphinxSession:
    """One stretch of speech, decoded as it is fed."""

    def __init__(self, decoder: Decoder, done: Callable[[Any], None]) -> None:
        self._decoder = decoder
        self._done = done
        self._fed_samples = 0
        self._guard(decoder.start_utt)

    def feed(self, samples: Samples) -> None:
        """Takes 16 kHz sound of any length and searches it at once.

        Raises:
            EngineError: the decoder broke down.
        """
        if not len(samples):
            return
        self._fed_samples += len(samples)
        pcm = (np.clip(samples, -1, 1) * FULL_SCALE).astype(np.int16)
        for begin in range(0, len(pcm), PIECE_SAMPLES):
            self._guard(self._decoder.process_raw, pcm[begin : begin + PIECE_SAMPLES].tobytes())
            time.sleep(BREATH_S)

    def so_far(self) -> tuple[Word, ...]:
        """The words of the best reading at this moment, each with confidence None.

        Costs next to nothing and changes nothing; the last word is often another one by the end.

        Raises:
            EngineError: the decoder broke down.
        """
        return tuple(replace(word, confidence=None) for word in self._words())

    def finish(self) -> tuple[Word, ...]:
        """The words, with confidences: each one's share of all the readings that the decoder kept.

        Raises:
            EngineError: the decoder broke down.
        """
        self._guard(self._decoder.end_utt)
        words = tuple(self._words())
        self._done(self._decoder)
        return words

    def _words(self) -> Iterator[Word]:
        length_s = self._fed_samples / SAMPLE_RATE_HZ
        segments = self._decoder.seg() if length_s else None
        for segment in segments or ():
            if segment.word.startswith(("<", "[", "+")):  # silence and noise
                continue
            yield Word(
                _PRONUNCIATION.sub("", segment.word),
                min(segment.start_frame / FRAMES_PER_S, length_s),
                min((segment.end_frame + 1) / FRAMES_PER_S, length_s),
                min(1.0, max(0.0, float(segment.prob))),
            )

    def _guard(self, step: Callable[..., object], *arguments: object) -> None:
        try:
            step(*arguments)
        except (RuntimeError, ValueError):
            raise EngineError(
                "The embedded recogniser broke down on this stretch of sound; the recording is kept.",
                code="recogniser-failed",
            ) from None


def _teach(decoder: Decoder, vocabulary: Mapping[str, str]) -> None:
    """Adds the words that the dictionary lacks; the search is rebuilt once, after the last."""
    missing = {
        word.lower(): _STRESS.sub("", phones.upper())
        for word, phones in vocabulary.items()
        if decoder.lookup_word(word.lower()) is None
    }
    for place, (word, phones) in enumerate(missing.items(), start=1):
        try:
            decoder.add_word(word, phones, place == len(missing))
        except RuntimeError:
            raise EngineError(
                f"The pronunciation of '{word}' in the story's vocabulary is not ARPAbet, such as"
                " 'W EH B HH UH K'; correct it in the story's file.",
                code="pronunciation-invalid",
            ) from None
