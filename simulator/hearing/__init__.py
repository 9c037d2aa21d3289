"""Chunks of sound in; speech, its pauses and its words out.

The room is given a speech detector and a recogniser through ports. It opens no device and no file,
keeps no recording, and reads no clock: an answer's time is the count of its samples.
"""

from simulator.hearing.echo import Echo
from simulator.hearing.endpoint import FixedSilence, TurnTaking
from simulator.hearing.heard import Heard, SpeechBegan, SpeechPaused, WordsGuessed, WordsSettled
from simulator.hearing.listener import Listener
from simulator.hearing.scribe import AtOnce, Scribe
from simulator.hearing.settings import EndpointSettings, HearingSettings

__all__ = [
    "AtOnce",
    "Echo",
    "EndpointSettings",
    "FixedSilence",
    "Heard",
    "HearingSettings",
    "Listener",
    "Scribe",
    "SpeechBegan",
    "SpeechPaused",
    "TurnTaking",
    "WordsGuessed",
    "WordsSettled",
]
