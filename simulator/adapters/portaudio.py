"""The way to PortAudio, through sounddevice: which devices there are, and what their failures are called.

Devices are remembered by name, because their numbers change. Opens none; that is `soundcard`'s part.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import sys
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from weakref import WeakSet

from simulator.errors import DeviceError

Kind = Literal["microphone", "loudspeaker"]


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
    found = [*devices_of("microphone"), *devices_of("loudspeaker")]
    return tuple(device for _, device, _ in found)


def library() -> Any:
    """sounddevice itself. Raises DeviceError where PortAudio is not there."""
    try:
        import sounddevice
    except OSError:
        raise DeviceError(
            "Microphone and loudspeaker need PortAudio, which is not there; on Debian or Ubuntu: "
            "sudo apt install libportaudio2.",
            code="portaudio-missing",
        ) from None
    _hush_alsa()
    return sounddevice


@functools.cache
def _hush_alsa() -> None:
    """Keeps ALSA from writing to the terminal: what matters of it comes back as an error."""
    if name := sys.platform.startswith("linux") and ctypes.util.find_library("asound"):
        ctypes.CDLL(name).snd_lib_error_set_handler(_SILENT)


_SILENT = ctypes.CFUNCTYPE(None)(lambda: None)
"""For as long as the program runs, since ALSA keeps it. It leaves the arguments where they are."""


def devices_of(kind: Kind) -> list[tuple[int, Device, int]]:
    """Each device of a kind with its number and its channels, the system's choice first."""
    portaudio = library()
    side = "input" if kind == "microphone" else "output"
    chosen = portaudio.default.device[0 if kind == "microphone" else 1]
    found = [
        (index, Device(raw["name"], kind, int(raw["default_samplerate"]), index == chosen), channels)
        for index, raw in enumerate(portaudio.query_devices())
        if (channels := raw[f"max_{side}_channels"]) > 0
    ]
    return sorted(found, key=lambda entry: not entry[1].chosen)


def find(kind: Kind, name: str | None) -> tuple[int, Device, int]:
    """The device of that very name, else the first with that in its name, else an error."""
    found = devices_of(kind)
    if not found:
        instead = (
            "name recordings with --answers" if kind == "microphone" else "read the questions on the screen"
        )
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


def refresh() -> None:
    """Reads the machine's devices anew: PortAudio does so only at its start.

    Whatever is open must be closed first: what was registered in `OPEN` is.
    """
    portaudio = library()
    for user in tuple(OPEN):
        user.close()
    portaudio._terminate()
    portaudio._initialize()


class Closable(Protocol):
    def close(self) -> None: ...


OPEN: WeakSet[Closable] = WeakSet()
"""Whoever may hold an output open, and opens it again by itself."""


def refused(device: Device, error: Exception) -> DeviceError:
    """That `device` could not be opened."""
    return DeviceError(
        f"The {device.kind} '{device.name}' cannot be opened ({error}); "
        "close what else uses it, or name another: hotseat devices.",
        code=f"{device.kind}-refused",
    )


def gone(device: Device, why: str) -> DeviceError:
    """That `device` was open and is no more."""
    return DeviceError(
        f"The {device.kind} '{device.name}' went away ({why}); connect it again and start anew.",
        code=f"{device.kind}-gone",
    )
