"""Both ends of the sound path on one clock: what the microphone hears and what the loudspeaker says.

The server's two sinks are the front and the rear of one wire, whose monitor is recorded. So no two clocks
have to be compared: a gap is a number of samples.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from support.pulse import ON_ONE_WIRE, WIRE_CHANNELS, SoundServer, lacking, sound_server
from support.sound import write_wav

from latency.sound import RATE_HZ
from simulator.ports import Samples

BYTES = 2
CHANNELS = 4
LOUDSPEAKER, MICROPHONE = 0, 2
LATENCY_MS = 10
LOOK_S = 0.005


class Wire:
    """The recording of both ends, growing. Places are samples at 16 kHz from its start."""

    def __init__(self, server: SoundServer, folder: Path) -> None:
        self.server = server
        self._folder = folder
        self._raw = bytearray()
        self._start_s = float("inf")
        self._recorder = server.start(
            "parec",
            "--device=wire.monitor",
            "--format=s16le",
            f"--channels={CHANNELS}",
            f"--channel-map={WIRE_CHANNELS}",
            f"--rate={RATE_HZ}",
            f"--latency-msec={LATENCY_MS}",
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._record, daemon=True).start()
        until(lambda: self.now > 0, 20)

    @property
    def now(self) -> int:
        return len(self._raw) // (BYTES * CHANNELS)

    def place_of(self, moment_s: float) -> int:
        """The sample that was at the wire at a moment of `time.monotonic`.

        Never later than it was: sound reaches the recorder some 10 ms late, which counts against whoever
        is measured from here.
        """
        return int((moment_s - self._start_s) * RATE_HZ)

    def loudspeaker(self, begin: int = 0, end: int | None = None) -> Samples:
        return self._channel(LOUDSPEAKER, begin, end)

    def microphone(self, begin: int = 0, end: int | None = None) -> Samples:
        return self._channel(MICROPHONE, begin, end)

    @contextlib.contextmanager
    def playing(self, samples: Samples) -> Iterator[None]:
        """Plays into the microphone while the block runs, and to its end."""
        path = write_wav(self._folder / "said.wav", samples)
        player = self.server.start("paplay", "--device=mic", str(path))
        try:
            yield
            player.wait(len(samples) / RATE_HZ + 30)
        finally:
            player.kill()
            player.wait()

    def close(self) -> None:
        self._recorder.terminate()
        self._recorder.wait(10)

    def _record(self) -> None:
        assert self._recorder.stdout
        pipe = self._recorder.stdout.fileno()
        while block := os.read(pipe, 1 << 16):
            self._raw.extend(block)
            self._start_s = min(self._start_s, time.monotonic() - self.now / RATE_HZ)

    def _channel(self, channel: int, begin: int, end: int | None) -> Samples:
        end = self.now if end is None else min(end, self.now)
        size = BYTES * CHANNELS
        part = np.frombuffer(bytes(self._raw[begin * size : end * size]), "<i2")
        return part[channel::CHANNELS].astype(np.float32) / np.float32(32768)


@contextlib.contextmanager
def wired() -> Iterator[Wire]:
    """A sound server with a recorded wire; the end of the program where this machine can have none."""
    if reason := lacking():
        raise SystemExit(f"no sound path to measure on: {reason}")
    with tempfile.TemporaryDirectory(prefix="hotseat-gap-") as folder:
        home = Path(folder)
        with sound_server(home, ON_ONE_WIRE) as server:
            wire = Wire(server, home)
            try:
                yield wire
            finally:
                wire.close()


def until(done: Callable[[], bool], longest_s: float) -> None:
    """Waits; raises TimeoutError where it takes too long."""
    latest_s = time.monotonic() + longest_s
    while not done():
        if time.monotonic() > latest_s:
            raise TimeoutError(f"nothing came within {longest_s:g} s")
        time.sleep(LOOK_S)
