"""A command held live before a sound server: what it says is heard, and it is answered by voice and keys."""

from __future__ import annotations

import json
import os
import pty
import re
from pathlib import Path

import numpy as np
import soxr

from simulator.adapters.voice import SpokenVoice
from simulator.packs import resource_folder
from support.command import HOTSEAT, environment
from support.pulse import SoundServer

RATE_HZ = 16_000
FIXTURES = resource_folder("audio_fixtures")
PROMPT = {"HOTSEAT_SILENCE_S": "2"}
"""Answers that end after two seconds of silence, however they sound."""
ENDS_S = 180.0
"""How long a command that is on its way out is waited for, on a machine that does much else besides."""
LIKE = 0.4
"""Correlation from which a sentence is said to have been heard. Source: on a machine so busy that the sound
halts, sentences that were said reach 0.5 in their best, and those that were not stay below 0.25."""
CTRL_C = "\x03"


def around(pulse: SoundServer, home: Path) -> dict[str, str]:
    """What a command needs to be told to use this server, with its own folders under `home`."""
    way = {name: value for name, value in pulse.env.items() if name.startswith(("PULSE_", "XDG_"))}
    # The sound server's own HOME holds the way from ALSA to it.
    own = {f"XDG_{kind}_HOME": str(home) for kind in ("DATA", "CONFIG", "CACHE")}
    return way | {"HOME": pulse.env["HOME"]} | own


class Live:
    """A running command whose trace is read as it grows, on a terminal of its own of which only keys come."""

    def __init__(self, pulse: SoundServer, home: Path, *command: str, **settings: str) -> None:
        self.pulse = pulse
        self.env = pulse.env | environment(home) | around(pulse, home) | settings
        self._keyboard, terminal = pty.openpty()
        self.process = SoundServer(self.env).start(
            HOTSEAT, *command, "--json", stdin=terminal, stdout=-1, stderr=-1, own_terminal=True
        )
        os.close(terminal)
        self.trace: list[dict] = []

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        os.close(self._keyboard)

    def until(self, *events: str) -> dict:
        """Reads on to the next event of one of those names."""
        for line in self.process.stdout:
            self.trace.append(json.loads(line))
            if self.trace[-1].get("event") in events:
                return self.trace[-1]
        raise AssertionError(f"ended before {' or '.join(events)}: {self.process.stderr.read()}")

    def answer(self, fixture: str | Path) -> None:
        """Speaks as soon as it is the candidate's turn."""
        self.until("listening_started")
        self.pulse.play_into_microphone(FIXTURES / fixture)

    def press(self, key: str) -> None:
        """As at a keyboard: Ctrl-C reaches every process of the command."""
        os.write(self._keyboard, key.encode())

    def ends(self) -> tuple[str, str]:
        """What was still written when it has ended."""
        return self.process.communicate(timeout=ENDS_S)

    def told(self, event: str) -> list[dict]:
        """All events of that name so far."""
        return [line for line in self.trace if line.get("event") == event]


def alike(recorded: np.ndarray, text: str) -> float:
    """How much of the loudspeaker's sound is the voice's own rendering of the text: correlation, 0-1."""
    sound = SpokenVoice().render(text)
    said = soxr.resample(sound.samples, sound.rate_hz, RATE_HZ)
    size = 1 << (len(recorded) + len(said)).bit_length()
    product = np.fft.irfft(np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(said, size)))
    place = int(np.argmax(product[: len(recorded)]))
    stretch = recorded[place : place + len(said)]
    said = said[: len(stretch)]
    return float(np.dot(stretch, said) / (np.linalg.norm(stretch) * np.linalg.norm(said) + 1e-9))


def said_aloud(recorded: np.ndarray, text: str) -> bool:
    """Whether a sentence of the text came out of the loudspeaker, be it that the sound halted in others."""
    return any(alike(recorded, sentence) > LIKE for sentence in re.split(r"(?<=[.?!]) ", text))
