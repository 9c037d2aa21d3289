"""The short life of the speech engine: one job from stdin, done by pyttsx3, in a process of its own.

pyttsx3 drops, repeats or hangs on a second utterance on every system, so there never is a second one.
The settings come first, so that the engine stands ready before the job comes; where stdin closes without
one, that is the end. Settings, job and answer are JSON; what the engine prints is kept out of the answer.
The text to be spoken comes by stdin only: a command line can be read by every user of the machine.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
import time
from typing import Any

DONE, NO_ENGINE, NO_SUCH_VOICE, FAILED = 0, 3, 4, 5
"""Exit statuses: why no sound came of it."""

LOOK_S = 0.001
"""How often one who waits for espeak looks. Source: judgement; less than anybody notices."""

CALM_VOICES = ("gmw/en", "daniel", "hazel", "samantha", "zira")
"""Where no voice is asked for: the first of these found in the engine's own list (Linux; macOS; Windows).

Source: judgement: British or neutral English, which the question texts are written in. On Linux espeak's
plain English at its own pitch and 155 words a minute; its livelier variants sound hurried.
"""


def bring_espeak() -> None:
    """Makes the espeak-ng that came as a wheel the one that pyttsx3 finds. Linux only."""
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def engine() -> Any:
    if sys.platform == "linux":
        bring_espeak()
    import pyttsx3

    return pyttsx3.init()


def settle(speaker: Any) -> None:
    """Has espeak's own thread carry out what was set, before the job comes.

    pyttsx3 keeps settings back until its loop runs, and then, where espeak is still busy with them, takes
    that for an utterance to be broken off: the file may be missing, or spoken at another pace.
    """
    if sys.platform == "linux":
        from pyttsx3.drivers import _espeak

        speaker.proxy.setBusy(False)
        speaker.proxy.setBusy(True)
        _espeak.Synchronize()


def at_work(speaker: Any) -> bool:
    """Whether espeak's own thread has yet to write the file; pyttsx3 does not wait for it."""
    return sys.platform == "linux" and bool(speaker.proxy._driver._speaking)


def choose_voice(speaker: Any, wanted: str | None) -> str | None:
    """The id of the voice asked for, by id, name or a part of the name; of a calm one; or None."""
    voices = [(str(voice.id), str(voice.name)) for voice in speaker.getProperty("voices")]
    for name in (wanted,) if wanted else CALM_VOICES:
        sought = name.lower()
        for test in (str.__eq__, str.__contains__):
            for identity, title in voices:
                if test(identity.lower(), sought) or test(title.lower(), sought):
                    return identity
    return None


def prepare(settings: dict[str, Any]) -> tuple[int, Any]:
    """The engine, at the pace `settings["rate_wpm"]` and with a voice for `settings["voice"]`."""
    try:
        speaker = engine()
    except Exception:  # the engines of three systems fail each in its own way, and all mean the same
        return NO_ENGINE, None
    voice = choose_voice(speaker, settings["voice"])
    if settings["voice"] and voice is None:
        return NO_SUCH_VOICE, speaker
    if voice is not None:
        speaker.setProperty("voice", voice)
    speaker.setProperty("rate", settings["rate_wpm"])
    settle(speaker)
    return DONE, speaker


def do(status: int, speaker: Any, job: dict[str, Any]) -> tuple[int, object]:
    """Speaks `job["text"]` into the file `job["path"]`, or, without a text, lists the voices."""
    if status != NO_ENGINE and "text" not in job:
        return DONE, [str(voice.id) for voice in speaker.getProperty("voices")]
    if status == DONE:
        speaker.save_to_file(job["text"], job["path"])
        speaker.runAndWait()
        while at_work(speaker):
            time.sleep(LOOK_S)
    return status, None


def main() -> int:
    settings = json.loads(sys.stdin.buffer.readline())
    with contextlib.redirect_stdout(sys.stderr):
        try:
            ready = prepare(settings)
            line = sys.stdin.buffer.read()
            status, answer = do(*ready, json.loads(line)) if line else (DONE, None)
        except Exception:  # its message could hold the text
            status, answer = FAILED, None
    print(json.dumps(answer), flush=True)  # noqa: T201  # the answer to the parent process
    return status


if __name__ == "__main__":
    status = main()
    # The engine's own tidying at exit can crash after the file has been written.
    os._exit(status)
