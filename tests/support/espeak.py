"""espeak-ng in any of its voices and their variants, which the program itself does not offer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import soxr

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.ports import Samples
from support.sound import read_wav

SPEAK = """
import sys, time
from simulator.adapters.voice_process import at_work, engine, settle

speaker = engine()
speaker.setProperty("voice", sys.argv[1])
speaker.setProperty("rate", 155)
settle(speaker)
speaker.save_to_file(sys.argv[2], sys.argv[3])
speaker.runAndWait()
while at_work(speaker):
    time.sleep(0.001)
import os
os._exit(0)
"""


def espeak(text: str, voice: str, folder: Path) -> Samples:
    """The text as the voice says it, such as `en+f2` or `en+whisper`. Skips where there is no espeak-ng."""
    path = folder / "said.wav"
    command = [sys.executable, "-c", SPEAK, voice, text, str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if done.returncode or not path.exists():
        pytest.skip("espeak-ng does not speak on this machine")
    samples, rate_hz = read_wav(path)
    path.unlink()
    resampled: Samples = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ)
    return resampled
