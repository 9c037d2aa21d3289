"""Chunks of sound in; speech, its pauses and its words out.

The room is given a speech detector and a recogniser through ports. It opens no device and no file,
keeps no recording, and reads no clock: an answer's time is the count of its samples.
"""

from simulator.hearing.heard import Heard, SpeechBegan, SpeechPaused, WordsSettled
from simulator.hearing.listener import Listener
from simulator.hearing.settings import HearingSettings

__all__ = ["Heard", "HearingSettings", "Listener", "SpeechBegan", "SpeechPaused", "WordsSettled"]
