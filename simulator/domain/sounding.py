"""What a recording may hold in place of a plain answer, or beside it: `trust.sound` of the rubric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

Share = Annotated[float, Ge(0), Le(1)]
Decibels = Annotated[float, Ge(-100), Le(100)]
Semitones = Annotated[float, Ge(0), Le(48)]


@dataclass(frozen=True, slots=True)
class SoundTrust:
    """What takes the verdict away, and what is only remarked on."""

    offset: Share
    """A mean of the samples from here on, of full scale, is a fault of the sound card. Source: measured; real
    recordings and the fixtures have 0.002 at most, a machine's own voice 0.005."""
    hum_over_db: Decibels
    """Mains hum this much louder than the voice takes the verdict away. Source: judgement; as loud as it."""
    hum_under_db: Decibels
    """Hum no more than this under the voice is remarked on. Source: measured; in an old recording of a
    speech, in which nobody minds it, it lies 20 dB under, and an even voice near 100 Hz seems to have
    it 25 dB under."""
    music_share: Share
    """So much of the energy in tones that stand still takes the verdict away. Source: measured; notes of a
    quarter to two seconds have 0.45 to 0.9 alone, and 0.3 to 0.4 where they are as loud as a voice."""
    music_remark: Share
    """So much is remarked on. Source: measured; notes 6 dB under a voice have 0.05 to 0.17, speech of 22
    recordings and two people 0.014 at most."""
    clipped_share: Share
    """Where hardly anything was understood, so much of the recording cut off is the reason. Source:
    judgement; shouting into a good microphone reaches a twentieth."""
    whispered_share: Share
    """With no more of the words' sound voiced, they are whispered. Source: measured; a whisper has 0.01 at
    most, a creaking machine 0.2, speech 0.4 to 0.9."""
    stands_out_db: Decibels
    """Words must be so much louder than the stillest moments, or it is noise that hides the voice. Source:
    measured; beside a fan and in a café they stand out by 22 dB and more."""
    second_st: Semitones
    """Two voices differ by so many semitones in the middle of their pitch. Source: measured; within one voice
    the higher and the lower parts differ by 4 at most, a man and a woman by 7 to 12."""
    second_apart: Annotated[float, Ge(0), Le(20)]
    """And by so many times their own spread: one lively voice has all the pitches between. Source: measured;
    in long answers of one voice it is 3 at most."""
    second_share: Share
    """The share of the speech held by the less heard of two voices that takes the verdict away. Source:
    judgement; a question or two that were recorded with the answer are less."""
    second_remark: Share
    """The share that is remarked on. Source: judgement; two seconds in half a minute."""
