"""Microphone and loudspeaker, through sounddevice (PortAudio); soxr brings their rates to ours.

Devices are opened at their own rate, because some refuse any other, and remembered by name, because
their numbers change. Does not decide what silence from a microphone means: it counts it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Literal

import numpy as np

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import DeviceError
from simulator.ports import Samples, Sound

Kind = Literal["microphone", "loudspeaker"]

BLOCK_S = 0.05
"""Sound handed over at once. Source: judgement; well below what a listener notices as delay."""
WAIT_S = 0.1
"""Longest wait for a block before the caller gets its turn. Source: the port's contract."""
GONE_AFTER_S = 2.0
"""A microphone that hands over nothing for so long went away. Source: judgement; forty blocks."""
BEGINS_WITHIN_S = 6.0
"""The same before its first block. Source: a Bluetooth headset can be deaf for seconds when it is opened."""
LEAD_OUT_S = 0.1
"""Silence after what is played. Source: measured; ALSA over PulseAudio swallows the last 40 ms."""
DEAF_S = 3.0
"""Exact zeros from the start for so long are worth a word. Source: judgement; no open microphone is so quiet,
and only a muted or forbidden one is for seconds."""
HOLDOFF_S = 0.5
"""How long a room still rings with the interviewer's voice. Source: loudspeakers are heard by the
microphone, and about half a second covers both the room and the buffers."""


@dataclass(frozen=True, slots=True)
class Device:
    """`chosen`: the one that the system would take."""

    name: str
    kind: Kind
    rate_hz: int
    chosen: bool

    def __str__(self) -> str:
        return f"{self.kind:<12}{self.name} ({self.rate_hz} Hz){', the system’s choice' * self.chosen}"


def devices() -> tuple[Device, ...]:
    """Every microphone, then every loudspeaker; the system's choice first in each.

    Raises:
        DeviceError: PortAudio is not there.
    """
    found = [*_devices("microphone"), *_devices("loudspeaker")]
    return tuple(device for _, device, _ in found)


class Microphone:
    """A microphone as a source; open only while its chunks are asked for.

    Args:
        name: a device's name or part of it, in any case; None for the system's choice.

    Raises:
        DeviceError: no PortAudio, no microphone, or none of that name.
    """

    holdoff_s = HOLDOFF_S

    def __init__(self, name: str | None = None) -> None:
        self._wanted = name
        self.name = _find("microphone", name)[1].name
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
        return None

    def chunks(self) -> Generator[Samples, None, None]:
        """Yields what the microphone hears; an empty chunk when nothing came for a moment."""
        import soxr

        index, device, channels = _find("microphone", self._wanted)
        self._rate_hz, self._zeros, self._sounded = device.rate_hz, 0, False
        queue: SimpleQueue[Samples | None] = SimpleQueue()
        resampler = soxr.ResampleStream(device.rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        stream = self._opened(index, device, min(channels, 2), queue)
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

        library = _library()
        try:
            stream = library.InputStream(
                device=index,
                samplerate=device.rate_hz,
                channels=channels,
                blocksize=int(device.rate_hz * BLOCK_S),
                dtype="float32",
                callback=heard,
                finished_callback=lambda: queue.put(None),
            )
            stream.start()
        except library.PortAudioError as error:
            raise _refused(device, error) from None
        return stream

    def _count_zeros(self, mono: Samples) -> None:
        if mono.any():
            self._zeros, self._sounded = 0, True
        else:
            self._zeros += len(mono)


class Loudspeaker:
    """A loudspeaker as a sink; open only while it plays.

    Args:
        name: a device's name or part of it, in any case; None for the system's choice.

    Raises:
        DeviceError: no PortAudio, no loudspeaker, or none of that name.
    """

    def __init__(self, name: str | None = None) -> None:
        self._wanted = name
        self.name = _find("loudspeaker", name)[1].name

    def play(self, sound: Sound) -> None:
        """Plays to the end, the same on both sides. Interrupted, it falls silent at once."""
        import soxr

        index, device, channels = _find("loudspeaker", self._wanted)
        samples = sound.samples
        if sound.rate_hz != device.rate_hz:
            samples = soxr.resample(samples, sound.rate_hz, device.rate_hz)
        padded = np.pad(np.clip(samples, -1.0, 1.0), (0, int(device.rate_hz * LEAD_OUT_S)))
        sides = np.repeat(padded[:, np.newaxis], min(channels, 2), axis=1)
        library = _library()
        try:
            stream = library.OutputStream(
                device=index, samplerate=device.rate_hz, channels=sides.shape[1], dtype="float32"
            )
        except library.PortAudioError as error:
            raise _refused(device, error) from None
        try:
            _write(stream, np.ascontiguousarray(sides, np.float32), int(device.rate_hz * WAIT_S))
        except library.PortAudioError as error:
            raise _gone(device, str(error)) from None
        finally:
            stream.close(ignore_errors=True)


def _write(stream: Any, sides: Samples, step: int) -> None:
    """In steps, so that Ctrl-C is heard while a long question is played."""
    stream.start()
    try:
        for begin in range(0, len(sides), step):
            stream.write(sides[begin : begin + step])
    except BaseException:
        stream.abort(ignore_errors=True)
        raise
    stream.stop()


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
    raise _gone(device, "it hands over no more sound")


def _library() -> Any:
    try:
        import sounddevice
    except OSError:
        raise DeviceError(
            "Microphone and loudspeaker need PortAudio, which is not there; on Debian or Ubuntu: "
            "sudo apt install libportaudio2.",
            code="portaudio-missing",
        ) from None
    return sounddevice


def _devices(kind: Kind) -> list[tuple[int, Device, int]]:
    """Each device of a kind with its number and its channels, the system's choice first."""
    library = _library()
    side = "input" if kind == "microphone" else "output"
    chosen = library.default.device[0 if kind == "microphone" else 1]
    found = [
        (index, Device(raw["name"], kind, int(raw["default_samplerate"]), index == chosen), channels)
        for index, raw in enumerate(library.query_devices())
        if (channels := raw[f"max_{side}_channels"]) > 0
    ]
    return sorted(found, key=lambda entry: not entry[1].chosen)


def _find(kind: Kind, name: str | None) -> tuple[int, Device, int]:
    """The device of that very name, else the first with that in its name, else an error."""
    found = _devices(kind)
    if not found:
        instead = "answer with recordings" if kind == "microphone" else "read the questions on the screen"
        raise DeviceError(f"There is no {kind}; connect one, or {instead}.", code=f"{kind}-missing")
    if name is None:
        return found[0]
    wanted = name.casefold()
    for fits in (lambda given: given == wanted, lambda given: wanted in given):
        for entry in found:
            if fits(entry[1].name.casefold()):
                return entry
    names = ", ".join(dict.fromkeys(f"'{device.name}'" for _, device, _ in found))
    raise DeviceError(f"There is no {kind} '{name}'; there is {names}.", code=f"{kind}-unknown")


def _refused(device: Device, error: Exception) -> DeviceError:
    return DeviceError(
        f"The {device.kind} '{device.name}' cannot be opened ({error}); "
        "close what else uses it, or name another: hotseat devices.",
        code=f"{device.kind}-refused",
    )


def _gone(device: Device, why: str) -> DeviceError:
    return DeviceError(
        f"The {device.kind} '{device.name}' went away ({why}); connect it again and start anew.",
        code=f"{device.kind}-gone",
    )
