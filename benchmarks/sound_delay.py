"""How long the loudspeaker takes to be heard, and what it costs to keep its output open.

    .venv/bin/python benchmarks/sound_delay.py

Plays clicks over a PulseAudio server of its own, records the loudspeaker's monitor, and prints the time
from `start` to the click in the recording, with the recorder's own delay in it; how far `playing` was off;
and the processor time of the open streams while nothing is said. Needs what the tests' sound server needs.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.pulse import RATE_HZ, lacking, sound_server

CLICKS = 20
LOUD = 0.3

PLAYER = f"""
import json, time
import numpy as np
from simulator.adapters.soundcard import Loudspeaker, Microphone
from simulator.ports import Sound

def idle(seconds, chunks=None):
    began, spent = time.time(), time.process_time()
    while time.time() - began < seconds:
        next(chunks) if chunks else time.sleep(0.2)
    return (time.process_time() - spent) / (time.time() - began)

click = Sound(np.concatenate([np.full(480, 0.8, np.float32), np.zeros(480, np.float32)]), {RATE_HZ})
loudspeaker = Loudspeaker()
loudspeaker.start(click).wait()
time.sleep(1)
starts, ends = [], []
for number in range({CLICKS}):
    time.sleep(0.4 + number / 500)
    starts.append(time.time())
    loudspeaker.start(click).wait()
    ends.append(time.time())
output = idle(5)
chunks = Microphone().chunks()
next(chunks)
both = idle(5, chunks)
print(json.dumps([starts, ends, output, both]))
"""


def main() -> None:
    if reason := lacking():
        sys.exit(reason)
    with tempfile.TemporaryDirectory() as folder, sound_server(Path(folder)) as server:
        raw = Path(folder) / "monitor.raw"
        with raw.open("wb") as out:
            options = ("--format=s16le", "--channels=1", f"--rate={RATE_HZ}", "--latency-msec=5")
            recorder = server.start("parec", "--device=speaker.monitor", *options, stdout=out)
            player = server.start(sys.executable, "-c", PLAYER, stdout=subprocess.PIPE)
            arrived = []
            while player.poll() is None:
                arrived.append((time.time(), raw.stat().st_size // 2))
                time.sleep(0.002)
            recorder.terminate()
            recorder.wait()
        assert player.stdout is not None
        starts, ends, output, both = json.loads(player.stdout.read())
        heard = np.frombuffer(raw.read_bytes(), "<i2") / 32768
    # The recording began no later than any of its samples allows.
    began_s = min(at - count / RATE_HZ for at, count in arrived if count > RATE_HZ)
    loud = np.flatnonzero(np.abs(heard) > LOUD)
    onsets = loud[np.r_[True, np.diff(loud) > RATE_HZ // 10]] / RATE_HZ + began_s
    delays = [float(onsets[onsets > start - 0.02][0]) - start for start in starts]
    lasts = [end - start - delay - 0.02 for start, end, delay in zip(starts, ends, delays, strict=True)]
    print("| figure | median | most |\n| --- | --- | --- |")
    for name, values in (("start to the loudspeaker", delays), ("its end to `playing` false", lasts)):
        print(f"| {name} | {1000 * statistics.median(values):.0f} ms | {1000 * max(values):.0f} ms |")
    print(f"| clicks heard | {len(onsets)} of {CLICKS + 1} | |")
    print(
        f"| processor, output open and silent | {output:.1%} | |\n| and the microphone read | {both:.1%} | |"
    )


if __name__ == "__main__":
    main()
