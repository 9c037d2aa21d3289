"""Microphone and loudspeaker, through sounddevice (PortAudio); soxr brings their rates to ours.

Devices are opened at their own rate, because some refuse any other, and remembered by name, because
their numbers change. Does not decide what silence from a microphone means: it counts it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from simulator.adapters.playback import StreamPlayback
from simulator.adapters.portaudio import OPEN, Device, devices, find, gone, library, refresh, refused
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import DeviceError
from simulator.ports import Samples, Sound

__all__ = ["Device", "Loudspeaker", "Microphone", "devices"]

BLOCK_S = 0.02
"""Sound handed over at once. Source: judgement; well below what a listener notices as delay."""
WAIT_S = 0.1
"""Longest wait for a block before the caller gets its turn. Source: the port's contract."""
GONE_AFTER_S = 2.0
"""A microphone that hands over nothing for so long went away. Source: judgement; forty blocks."""
BEGINS_WITHIN_S = 6.0
"""The same before its first block. Source: a Bluetooth headset can be deaf for seconds when it is opened."""
OUTPUT_BLOCK_SAMPLES = 512
OUTPUT_LATENCY_S = 0.058
"""How the loudspeaker is fed: what is asked of it is heard 60 to 80 ms later, and while nothing is said
1 to 1.5 % of a core go.

Source: measured, docs/recognisers.md: over PulseAudio less latency, and blocks of other sizes (10 ms, 15 ms,
20 ms), fall into an endless row of underruns that loses whole sentences; these recover from every one."""

LEAD_OUT_S = 0.1
"""Silence before the output is closed. Source: measured; ALSA over PulseAudio swallows the last 40 ms."""
DEAF_S = 3.0
"""Exact zeros from the start for so long are worth a word. Source: judgement; no open microphone is so quiet,
and only a muted or forbidden one is for seconds."""
MUTE_S = 10.0
"""The same after there was sound. Source: judgement; some microphones give zeros in a pause, and a thinking
pause seldom lasts so long."""
RETURNS_WITHIN_S = 60.0
"""How long a microphone that went away is waited for. Source: judgement; long enough to find the plug."""
LOOK_AGAIN_S = 1.0
"""How often it is looked for. Source: judgement."""
HOLDOFF_S = 0.3
"""How long a room rings with the interviewer's voice after the last of it has left the loudspeaker.

Source: judgement: a furnished room takes 0.2 s to fall below speech, and the sound 0.1 s to come here."""


class Microphone:
    """A microphone as a source; open only while its chunks are asked for.

    Args:
        name: a device's name or part of it, in any case; None for the system's choice.
        returns_within_s: how long it is waited for when it went away.

    Raises:
        DeviceError: no PortAudio, no microphone, or none of that name.
    """

    live = True
    holdoff_s = HOLDOFF_S

    def __init__(self, name: str | None = None, returns_within_s: float = RETURNS_WITHIN_S) -> None:
        self._wanted = name
        self._returns_within_s = returns_within_s
        self._coming: tuple[str, str] | None = None
        """That it went away, or is back."""
        self.name = find("microphone", name)[1].name
        self.overflows = 0
        """How often sound was lost because the machine was too busy."""
        self._zeros = 0
        self._sounded = False
        self._rate_hz = 1

    @property
    def zeros_s(self) -> float:
        """How long the sound has been nothing but exact zeros, up to now.

        Real rooms are never so quiet: a few seconds of it mean a muted microphone or a program without the
        permission to use it (and nothing at all where the sound is only passed on from another program).
        """
        return self._zeros / self._rate_hz

    @property
    def notice(self) -> tuple[str, str] | None:
        if self._coming and self._coming[0] == "microphone-gone":
            return self._coming
        if self.overflows:
            return (
                "microphone-overflow",
                f"The machine is too busy to take all the sound of the microphone '{self.name}'; "
                "close other programs.",
            )
        if not self._sounded and self.zeros_s >= DEAF_S:
            return (
                "microphone-zeros",
                f"The microphone '{self.name}' gives no sound at all; unmute it, allow this terminal to "
                "use it in the system's privacy settings, or choose another: hotseat devices.",
            )
        if self.zeros_s >= MUTE_S:
            return (
                "microphone-mute",
                f"The microphone '{self.name}' has given no sound at all for {MUTE_S:.0f} s; if you are "
                "speaking, unmute it. What was heard before is kept.",
            )
        return self._coming

    def chunks(self) -> Generator[Samples, None, None]:
        """Yields what the microphone hears; an empty chunk when nothing came for a moment.

        One that goes away is waited for, and opened again by its name.
        """
        self._coming = None
        heard = False
        while True:
            try:
                for chunk in self._while_there(again=heard):
                    if len(chunk) and self._coming and self._coming[0] == "microphone-gone":
                        self._coming = ("microphone-back", f"The microphone '{self.name}' is back; go on.")
                    heard = heard or bool(len(chunk))
                    yield chunk
            except DeviceError as error:
                if not heard:
                    raise
                yield from self._until_back(error)

    def _until_back(self, error: DeviceError) -> Generator[Samples, None, None]:
        """Waits for a microphone that went away, until it can be opened. Raises `error` when it cannot."""
        self._coming = (
            "microphone-gone",
            f"The microphone '{self.name}' went away; what you said is kept. Connect it again and go on, or "
            "press Enter to end the answer.",
        )
        until_s = time.monotonic() + self._returns_within_s
        while (now_s := time.monotonic()) < until_s:
            while time.monotonic() < now_s + LOOK_AGAIN_S:
                time.sleep(WAIT_S)
                yield np.zeros(0, np.float32)
            try:
                refresh()
                self._opened(*find("microphone", self.name), SimpleQueue()).close(ignore_errors=True)
            except DeviceError:
                continue
            return
        raise error

    def _while_there(self, *, again: bool) -> Generator[Samples, None, None]:
        """As long as it hands over sound. Raises DeviceError when it does not."""
        import soxr

        index, device, channels = find("microphone", self.name if again else self._wanted)
        self.name = device.name
        self._rate_hz, self._zeros, self._sounded = device.rate_hz, 0, again
        queue: SimpleQueue[Samples | None] = SimpleQueue()
        resampler = soxr.ResampleStream(device.rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        stream = self._opened(index, device, channels, queue)
        try:
            for block in _blocks(queue, device):
                mono: Samples = block.mean(axis=1, dtype=np.float32)
                self._count_zeros(mono)
                yield np.clip(resampler.resample_chunk(mono), -1.0, 1.0)
        finally:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)

    def _opened(self, index: int, device: Device, channels: int, queue: SimpleQueue[Samples | None]) -> Any:
        def heard(block: Samples, _frames: int, _time: object, status: Any) -> None:
            self.overflows += bool(status.input_overflow)
            queue.put(block.copy())

        portaudio = library()
        try:
            stream = portaudio.InputStream(
                device=index,
                samplerate=device.rate_hz,
                channels=min(channels, 2),
                blocksize=int(device.rate_hz * BLOCK_S),
                dtype="float32",
                callback=heard,
                finished_callback=lambda: queue.put(None),
            )
            stream.start()
        except portaudio.PortAudioError as error:
            raise refused(device, error) from None
        return stream

    def _count_zeros(self, mono: Samples) -> None:
        if mono.any():
            self._zeros, self._sounded = 0, True
        else:
            self._zeros += len(mono)


class Loudspeaker:
    """A loudspeaker as a sink. Its output stays open from the first sound on, and carries silence between.

    Args:
        name: a device's name or part of it, in any case; None for the system's choice.

    Raises:
        DeviceError: no PortAudio, no loudspeaker, or none of that name.
    """

    def __init__(self, name: str | None = None) -> None:
        self._wanted = name
        self.name = find("loudspeaker", name)[1].name
        self._output: _Output | None = None
        OPEN.add(self)

    def start(self, sound: Sound) -> StreamPlayback:
        """Begins to play, the same on both sides."""
        if self._output and self._output.over:
            self.close()
        import soxr  # before the stream runs, which must not be kept waiting

        self._output = self._output or _Output(self._wanted, soxr.resample)
        return self._output.start(sound)

    def close(self) -> None:
        output, self._output = self._output, None
        if output:
            output.close()


class _Output:
    """An open output stream and what is going out of it."""

    def __init__(self, wanted: str | None, resample: Callable[..., Samples]) -> None:
        self._resample = resample
        index, self._device, channels = find("loudspeaker", wanted)
        self._now: StreamPlayback | None = None
        self._closed = threading.Event()
        self._filled_s = time.monotonic()
        portaudio = library()
        try:
            self._stream = portaudio.OutputStream(
                device=index,
                samplerate=self._device.rate_hz,
                channels=min(channels, 2),
                blocksize=OUTPUT_BLOCK_SAMPLES,
                latency=OUTPUT_LATENCY_S,
                dtype="float32",
                callback=self._fill,
                finished_callback=self._closed.set,
            )
            self._stream.start()
        except portaudio.PortAudioError as error:
            raise refused(self._device, error) from None

    @property
    def over(self) -> bool:
        """Whether it takes no more sound."""
        return self._closed.is_set() or time.monotonic() - self._filled_s > GONE_AFTER_S

    def start(self, sound: Sound) -> StreamPlayback:
        if self._now:
            self._now.stop()
        samples, rate_hz = sound.samples, self._device.rate_hz
        if sound.rate_hz != rate_hz and len(samples):
            samples = self._resample(samples, sound.rate_hz, rate_hz)
        samples = np.clip(samples, -1.0, 1.0, dtype=np.float32)
        self._now = playback = StreamPlayback(samples, rate_hz, self._check)
        return playback

    def close(self) -> None:
        if self._now:
            time.sleep(max(0.0, self._now.let_go(LEAD_OUT_S)))
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _check(self) -> None:
        if self.over:
            raise gone(self._device, "it takes no more sound")

    def _fill(self, out: Samples, _frames: int, when: Any, _status: object) -> None:
        self._filled_s = time.monotonic()
        delay_s = when.outputBufferDacTime - when.currentTime
        if not 0 < delay_s < GONE_AFTER_S:  # some systems do not tell
            delay_s = self._stream.latency
        if self._now:
            self._now.fill(out, delay_s)
        else:
            out.fill(0)


def _blocks(queue: SimpleQueue[Samples | None], device: Device) -> Iterator[Samples]:
    silent_s, patience_s = 0.0, BEGINS_WITHIN_S
    while silent_s < patience_s:
        try:
            block = queue.get(timeout=WAIT_S)
        except Empty:
            silent_s += WAIT_S
            yield np.zeros((0, 1), np.float32)
            continue
        if block is None:
            break
        silent_s, patience_s = 0.0, GONE_AFTER_S
        yield block
    raise gone(device, "it hands over no more sound")
