"""The voice itself: loudness, clipping, sentences that trail off, the spread of pitch, drawn-out sounds.

It works from figures, never from sound. Pitch is held against the speaker's own middle, loudness of a
sentence's end against the same sentence, so that neither the voice nor the microphone is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.domain.delivery import DeliveryRules, SoundRules
from simulator.domain.review import DeliveryNote, VoiceFigures
from simulator.domain.speech import Prosody, Transcript, Word
from simulator.judging.clauses import Unit
from simulator.judging.delivery.remarks import BEFORE, around, remark, whole
from simulator.judging.findings import Findings

END_WORDS = 2
"""How many words are a sentence's end. Source: judgement; one may be an unstressed 'it'."""
LEAST_WORDS = 6
"""Shorter sentences have no end that stands apart. Source: judgement."""
LOUD_PART = 80
"""The percentile of frames that stands for how loud a stretch is: its vowels, not its stops."""
EDGE_S = 0.06
"""Recognisers place words this exactly: sound nearer to a word belongs to it. Source: two frames."""
NEAR_DB = 15.0
"""A hesitation is no softer than the voice by more than this; what is softer is the room.
Source: judgement."""

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Voice:
    """The figures, and where to hear them: indices of words, and sentences that trail off."""

    figures: VoiceFigures
    fading: tuple[Unit, ...] = ()
    hesitations: tuple[int, ...] = ()
    """The word before each."""
    clipped: int | None = None
    """The word in which the sound is cut off first."""


@dataclass(frozen=True)
class _Frames:
    prosody: Prosody
    loudness: Figures = field(init=False)
    pitch: Figures = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loudness", np.array(self.prosody.loudness_db))
        object.__setattr__(self, "pitch", np.array(self.prosody.pitch_hz))

    def between(self, start_s: float, end_s: float) -> slice:
        """The frames of a stretch of time."""
        hop_s = self.prosody.hop_s
        return slice(max(0, round(start_s / hop_s)), max(0, round(end_s / hop_s)))

    def spoken(self, words: Sequence[Word]) -> NDArray[np.bool_]:
        inside = np.zeros(len(self.loudness), bool)
        for word in words:
            inside[self.between(word.start_s, word.end_s)] = True
        return inside


def measure(transcript: Transcript, findings: Findings, rules: DeliveryRules) -> Voice:
    """What the prosody shows; the transcript must have it."""
    assert transcript.prosody  # noqa: S101  # the caller asks only then
    frames, words, sound = _Frames(transcript.prosody), transcript.words, rules.sound
    spoken = frames.spoken(words)
    voiced = spoken & (frames.pitch > 0)
    enough = voiced.sum() * transcript.prosody.hop_s >= sound.least_voiced_s
    level = float(np.median(frames.loudness[voiced])) if voiced.any() else None
    hesitations = tuple(_hesitations(frames, words, level, sound)) if level is not None else ()
    whole_units = [unit for unit in findings.units if len(unit.words) >= LEAST_WORDS]
    fading = tuple(unit for unit in whole_units if _fade(frames, unit) >= sound.fading_db)
    clipped = [at for at in transcript.prosody.clipped_s if _is_in(spoken, frames.between(at, at).start)]
    figures = VoiceFigures(
        loudness_db=level if enough else None,
        clipped_share=len(clipped) / max(1, int(spoken.sum())),
        pitch_spread_st=spread_st(frames.pitch[voiced]) if enough else None,
        fading_share=len(fading) / len(whole_units) if len(whole_units) >= sound.least_sentences else None,
        hesitations=len(hesitations),
    )
    return Voice(figures, fading, hesitations, _word_at(words, clipped[0]) if clipped else None)


def spread_st(pitch_hz: Figures) -> float:
    """The semitones that hold the middle four fifths of the pitch: octave errors are left outside."""
    low, high = np.percentile(pitch_hz, [10, 90])
    return float(12 * np.log2(high / low))


def _fade(frames: _Frames, unit: Unit) -> float:
    """By how many dB the sentence's last words are softer than those before."""
    cut_s = unit.words[-END_WORDS].start_s
    body = frames.loudness[frames.between(unit.start_s, cut_s)]
    end = frames.loudness[frames.between(cut_s, unit.end_s)]
    if not len(body) or not len(end):
        return 0.0
    return _loud(body) - _loud(end)


def _loud(loudness: Figures) -> float:
    return float(np.sort(loudness)[int(LOUD_PART / 100 * (len(loudness) - 1))])


def _hesitations(frames: _Frames, words: Sequence[Word], level_db: float, rules: SoundRules) -> Iterator[int]:
    """The word before each steady voiced stretch that lies between two words; two in one gap count once."""
    for at in range(len(words) - 1):
        start_s, end_s = words[at].end_s + EDGE_S, words[at + 1].start_s - EDGE_S
        if end_s - start_s >= rules.hesitation_s and _drawn_out(
            frames, frames.between(start_s, end_s), level_db, rules
        ):
            yield at


def _drawn_out(frames: _Frames, gap: slice, level_db: float, rules: SoundRules) -> bool:
    run: list[float] = []
    for pitch, loudness in zip(frames.pitch[gap], frames.loudness[gap], strict=True):
        heard = pitch > 0 and loudness >= level_db - NEAR_DB
        run = [*run, 12 * float(np.log2(pitch))] if heard else []
        while run and max(run) - min(run) > rules.steady_st:
            run = run[1:]
        if len(run) * frames.prosody.hop_s >= rules.hesitation_s:
            return True
    return False


def _is_in(spoken: NDArray[np.bool_], frame: int) -> bool:
    return frame < len(spoken) and bool(spoken[frame])


def _word_at(words: Sequence[Word], at_s: float) -> int:
    return max((k for k, word in enumerate(words) if word.start_s <= at_s), default=0)


def notes(
    measured: Voice, words: Sequence[Word], speech_s: float, rules: DeliveryRules
) -> Iterator[DeliveryNote]:
    figures, sound = measured.figures, rules.sound
    if figures.loudness_db is not None and figures.loudness_db < sound.quietest_db:
        yield from remark(rules, "quiet")
    if measured.clipped is not None and figures.clipped_share > sound.clipped_share:
        yield from remark(rules, "clipped", words[measured.clipped : measured.clipped + BEFORE])
    if figures.fading_share is not None and figures.fading_share > sound.fading_share:
        ending = measured.fading[0].words[-BEFORE:]
        yield from remark(rules, "fading", ending, value=whole(100 * figures.fading_share))
    if figures.pitch_spread_st is not None and figures.pitch_spread_st < sound.flattest_st:
        yield from remark(rules, "flat", value=whole(figures.pitch_spread_st))
    count = len(measured.hesitations)
    often = speech_s > 0 and 60 * count / speech_s > sound.hesitations_per_minute
    if often and count >= rules.least_count:
        first = measured.hesitations[0]
        yield from remark(rules, "hesitations", around(words, first, first), count=str(count))
