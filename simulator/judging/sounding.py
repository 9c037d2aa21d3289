"""What the sound was beside a plain answer: hum, music, a whisper, a second voice, an offset, clipping.

It goes by the figures of the prosody, never by sound. `withheld` names what takes the verdict away,
`remarked` what is only worth a word; of a transcript from a file, which has no sound, neither says anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from simulator.domain.review import DeliveryNote
from simulator.domain.rubric import Rubric
from simulator.domain.sounding import SoundTrust
from simulator.domain.speech import Backdrop, Prosody, Transcript, Word
from simulator.judging.delivery.remarks import remark
from simulator.judging.voices import frames_of, second_share, whispered

LEAST_BLOCKS = 3
"""With fewer blocks of two seconds nothing is said about music. Source: judgement."""
HEARD_DB = 20.0
"""Blocks this much softer than the loudest are pauses. Source: judgement; whole words are within 15 dB."""


def wordless(prosody: Prosody | None, rules: SoundTrust, *, silent_db: float, loud_db: float) -> str:
    """Which sound it was that held no words: the id of the message."""
    if not prosody or not prosody.loudness_db:
        return "nothing-heard"
    backdrop = prosody.backdrop
    if max(prosody.loudness_db) <= silent_db:
        return "offset" if backdrop and abs(backdrop.offset) >= rules.offset else "silent"
    if broken_up(prosody, rules):
        return "clipped"
    if found := _drowned(prosody, median(prosody.loudness_db), rules):
        return found
    return "no-speech" if median(prosody.loudness_db) >= loud_db else "nothing-heard"


def withheld(transcript: Transcript, words: Sequence[Word], rules: SoundTrust) -> str:
    """What takes the verdict away whatever the words seem to be; '' where nothing does."""
    prosody = transcript.prosody
    if prosody is None or not words:
        return ""
    if found := _drowned(prosody, _voice_db(prosody, words), rules):
        return found
    if whispered(prosody, words, rules):
        return "whisper"
    return "second-voice" if second_share(prosody, words, rules) >= rules.second_share else ""


def remarked(transcript: Transcript, rubric: Rubric) -> Iterator[DeliveryNote]:
    """What is worth a word, though the answer can be judged."""
    prosody, words, rules = transcript.prosody, transcript.words, rubric.trust.sound
    if prosody is None or not words:
        return
    if prosody.backdrop:
        for found in _beside(prosody.backdrop, _voice_db(prosody, words), rules):
            yield from remark(rubric.delivery, found)
    if second_share(prosody, words, rules) >= rules.second_remark:
        yield from remark(rubric.delivery, "second-voice")


def broken_up(prosody: Prosody | None, rules: SoundTrust) -> bool:
    """Whether so much is cut off at full scale that it explains why hardly anything was understood."""
    return bool(
        prosody
        and prosody.clipped_s
        and len(prosody.clipped_s) >= rules.clipped_share * len(prosody.loudness_db)
    )


def _drowned(prosody: Prosody, voice_db: float, rules: SoundTrust) -> str:
    """What is so loud that no voice could be heard."""
    backdrop = prosody.backdrop
    if backdrop is None:
        return ""
    if backdrop.hum_hz and backdrop.hum_db >= _alone_db(voice_db, backdrop.hum_db) + rules.hum_over_db:
        return "hum"
    return "music" if _music_share(backdrop) >= rules.music_share else ""


def _beside(backdrop: Backdrop, voice_db: float, rules: SoundTrust) -> Iterator[str]:
    if abs(backdrop.offset) >= rules.offset:
        yield "offset"
    if backdrop.hum_hz and backdrop.hum_db >= voice_db - rules.hum_under_db:
        yield "hum"
    if _music_share(backdrop) >= rules.music_remark:
        yield "music"


def _music_share(backdrop: Backdrop) -> float:
    """The part of the energy in tones that stand still, where there is anything to hear."""
    if len(backdrop.still_share) < LEAST_BLOCKS:
        return 0.0
    level = np.array(backdrop.level_db)
    return float(np.mean(np.array(backdrop.still_share)[level >= level.max() - HEARD_DB]))


def _voice_db(prosody: Prosody, words: Sequence[Word]) -> float:
    """How loud the words are in the middle, all that sounds with them included."""
    inside = frames_of(prosody, words)
    loudness = np.array(prosody.loudness_db)
    return float(np.median(loudness[inside])) if inside.any() else -100.0


def _alone_db(both_db: float, hum_db: float) -> float:
    """The level of the voice without the hum."""
    power = 10 ** (both_db / 10) - 10 ** (hum_db / 10)
    return 10 * float(np.log10(power)) if power > 0 else -100.0
