"""A microphone of a real sound server, unplugged and plugged in again while it is listened to."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from support.pulse import SoundServer, lacking, sound_server
from support.sound import write_wav

from faulty.outcome import Trial

LISTEN = """
import sys, time
from simulator.adapters.soundcard import Microphone

microphone, told = Microphone(), None
for chunk in microphone.chunks():
    if microphone.notice != told:
        told = microphone.notice
        print(told[0] if told else None, flush=True)
    if len(chunk) and abs(chunk).max() > 0.05:
        print("sound", len(chunk), flush=True)
"""
PLAYED_S = 20
LOUD = 0.5


def replugged(times: int, home: Path, seed: int) -> Iterator[Trial]:
    """So often: heard, unplugged at some moment, missed, plugged in, heard again."""
    if lacking():
        return
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    noise = np.random.default_rng(seed).uniform(-LOUD, LOUD, PLAYED_S * 16_000)
    loud = write_wav(home / "loud.wav", noise.astype(np.float32))
    for number in range(times):
        (folder := home / f"{number}").mkdir()
        with sound_server(folder) as server:
            yield _once(server, loud, chance.uniform(0.2, 3.0))


def _once(server: SoundServer, loud: Path, after_s: float) -> Trial:
    hearing = server.start(sys.executable, "-c", LISTEN, stdout=-1)
    assert hearing.stdout

    def until(line: str) -> int:
        """How many samples of sound came before that line."""
        count = 0
        for told in hearing.stdout or ():
            count += int(told.split()[1]) if told.startswith("sound") else 0
            if told.strip().split()[:1] == [line]:
                return count
        raise AssertionError(f"it never came to '{line}'")

    playing = []
    try:
        playing.append(server.start("paplay", "--device=mic", str(loud)))
        until("sound")
        began_s = time.monotonic()
        time.sleep(after_s)
        lines = server.run("pactl", "list", "short", "modules").stdout.splitlines()
        module = next(line.split()[0] for line in lines if "sink_name=mic" in line)
        heard_until_s = time.monotonic()
        server.run("pactl", "unload-module", module)
        server.run("pactl", "unload-module", "module-null-sink")  # nor any other to fall back on
        heard = until("microphone-gone")
        for back in ("sink_name=mic", "sink_name=speaker"):
            server.run("pactl", "load-module", "module-null-sink", back, "rate=48000", "channels=2")
        server.run("pactl", "set-default-source", "mic.monitor")
        until("microphone-back")
        playing.append(server.start("paplay", "--device=mic", str(loud)))
        until("sound")
    except AssertionError as error:
        return Trial(0.0, str(error))
    finally:
        for program in (*playing, hearing):
            program.kill()
            program.wait()
        hearing.stdout.close()
    lost_s = max(0.0, heard_until_s - began_s - heard / 16_000)
    return Trial(lost_s, "" if lost_s <= 0.5 else f"{lost_s:.2f} s from before are missing")
