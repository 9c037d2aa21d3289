"""A sound server of the tests' own, without any sound card: two null sinks in a PulseAudio.

`speaker` stands for the loudspeaker: what is played there can be recorded at its monitor. `mic` stands for
the room in front of the microphone: what is played there is what the microphone hears.

PortAudio reads its surroundings once in a process, so programs that are to use this server are started
with `SoundServer.env`.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from simulator.ports import Samples

RATE_HZ = 48_000
TOOLS = ("pulseaudio", "pactl", "paplay", "parec")
PLUGIN_FOLDERS = ("/usr/lib", "/usr/lib64")
ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
APART = tuple(f"module-null-sink sink_name={name} rate={RATE_HZ} channels=2" for name in ("speaker", "mic"))
"""The two sinks, each by itself."""
WIRE_CHANNELS = "front-left,front-right,rear-left,rear-right"
ON_ONE_WIRE = (
    f"module-null-sink sink_name=wire rate={RATE_HZ} channels=4 channel_map={WIRE_CHANNELS}",
    *(
        f"module-remap-sink sink_name={name} master=wire channels=2 remix=no"
        f" channel_map=front-left,front-right master_channel_map={side}-left,{side}-right"
        for name, side in (("speaker", "front"), ("mic", "rear"))
    ),
)
"""The two as the front and the rear of a third, `wire`, whose monitor thus has both on one clock."""


def lacking() -> str:
    """Why this machine cannot run such a server; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "the test's sound server is PulseAudio, on Linux"
    for tool in TOOLS:
        if not shutil.which(tool):
            return f"'{tool}' is not installed (Debian: pulseaudio, pulseaudio-utils)"
    if not ctypes.util.find_library("portaudio"):
        return "PortAudio is not installed (Debian: libportaudio2)"
    plugin = "alsa-lib/libasound_module_pcm_pulse.so"
    if not any(found for root in PLUGIN_FOLDERS for found in Path(root).glob(f"**/{plugin}")):
        return "ALSA's way to PulseAudio is not installed (Debian: libasound2-plugins)"
    return ""


class SoundServer:
    """A running server; `env` is the environment of programs that use it."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env

    def run(self, *command: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Runs a program on this server to its end, whatever its exit status."""
        return subprocess.run(
            command, env=self.env, capture_output=True, text=True, timeout=timeout_s, check=False
        )

    def start(
        self,
        *command: str,
        stdin: int | None = None,
        stdout: int | IO[Any] | None = None,
        stderr: int | IO[Any] | None = None,
        own_terminal: bool = False,
    ) -> subprocess.Popen[str]:
        """Starts a program on this server; the caller ends it.

        Args:
            own_terminal: standard input is a terminal that is the program's alone: it may read keys from it,
                and Ctrl-C typed there reaches it.
        """
        return subprocess.Popen(
            command,
            env=self.env,
            text=True,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=own_terminal,
            preexec_fn=_take_terminal if own_terminal else None,  # noqa: PLW1509  # it makes one system call
        )

    def python(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-c", script, *arguments)

    def play_into_microphone(self, recording: Path) -> None:
        """Plays a WAV or FLAC file before the microphone, to its end."""
        played = self.run("paplay", "--device=mic", str(recording), timeout_s=180)
        assert played.returncode == 0, played.stderr

    @contextlib.contextmanager
    def record_loudspeaker(self, rate_hz: int = 16_000) -> Iterator[list[Samples]]:
        """Records what comes out of the loudspeaker while the block runs.

        The list has one array of mono float32 samples once the block is left.
        """
        recorder = self.start(
            "parec",
            "--device=speaker.monitor",
            "--format=s16le",
            "--channels=1",
            f"--rate={rate_hz}",
            "--latency-msec=20",
            stdout=(out := (Path(self.env["HOME"]) / "loudspeaker.raw").open("w+b")),
        )
        heard: list[Samples] = []
        try:
            _wait_until(lambda: out.seek(0, os.SEEK_END) > 0, "recording the loudspeaker")
            yield heard
        finally:
            time.sleep(0.3)  # what is on its way to the monitor arrives
            recorder.terminate()
            recorder.wait(10)
            out.seek(0)
            raw = out.read()
            out.close()
            heard.append(
                np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
            )

    def wait_until_ready(self) -> None:
        _wait_until(lambda: "Server Name" in self.run("pactl", "info").stdout, "starting")


def _take_terminal() -> None:
    """In the new process: standard input is its terminal, as it is for a program in a window."""
    import fcntl  # noqa: PLC0415  # not on every system; there is no sound server there either
    import termios  # noqa: PLC0415

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _wait_until(done: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if done():
            return
        time.sleep(0.05)
    raise RuntimeError(f"the sound server never got beyond {what}")


@contextlib.contextmanager
def sound_server(folder: Path, sinks: tuple[str, ...] = APART) -> Iterator[SoundServer]:
    """A server that lives as long as the block, with everything of its own under `folder`.

    Args:
        sinks: the modules that make `speaker` and `mic`: `APART` or `ON_ONE_WIRE`.
    """
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    (folder / ".asoundrc").write_text(ALSA)
    socket = folder / "socket"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PULSE_"))}
    env |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "PULSE_SERVER": f"unix:{socket}"}
    env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    server = SoundServer(env)
    loads = [f"module-native-protocol-unix socket={socket} auth-anonymous=1", *sinks]
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += [part for load in loads for part in ("-L", load)]
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("w"))
        stack.enter_context(_running(server, *command, output=log))
        server.wait_until_ready()
        server.run("pactl", "set-default-sink", "speaker")
        server.run("pactl", "set-default-source", "mic.monitor")
        for monitor in ("speaker.monitor", "mic.monitor"):
            # A null sink that nobody is in a hurry to hear hands sound over in lumps of two seconds.
            awake = ("parec", f"--device={monitor}", "--latency-msec=20")
            stack.enter_context(_running(server, *awake, output=subprocess.DEVNULL))
        yield server


@contextlib.contextmanager
def _running(server: SoundServer, *command: str, output: int | IO[Any]) -> Iterator[None]:
    program = server.start(*command, stdout=output, stderr=output)
    try:
        yield
    finally:
        program.terminate()
        program.wait(10)
