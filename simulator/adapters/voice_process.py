"""The short life of the speech engine: one job from stdin, done by pyttsx3, in a process of its own.

pyttsx3 drops, repeats or hangs on a second utterance on every system, so there never is a second one.
The job and the answer are JSON; what the engine prints is kept out of the answer. The text to be spoken
comes by stdin only: a command line can be read by every user of the machine.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
from typing import Any

DONE, NO_ENGINE, NO_SUCH_VOICE, FAILED = 0, 3, 4, 5
"""Exit statuses: why no sound came of it."""

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


def settle() -> None:
    """Waits for espeak's own thread, for which pyttsx3 does not wait: else the file may be missing."""
    if sys.platform == "linux":
        from pyttsx3.drivers import _espeak

        _espeak.Synchronize()


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


def do(job: dict[str, Any]) -> tuple[int, object]:
    """Speaks `job["text"]` into the file `job["path"]`, or, without a text, lists the voices."""
    try:
        speaker = engine()
    except Exception:  # the engines of three systems fail each in its own way, and all mean the same
        return NO_ENGINE, None
    if "text" not in job:
        return DONE, [str(voice.id) for voice in speaker.getProperty("voices")]
    voice = choose_voice(speaker, job["voice"])
    if job["voice"] and voice is None:
        return NO_SUCH_VOICE, None
    if voice is not None:
        speaker.setProperty("voice", voice)
    speaker.setProperty("rate", job["rate_wpm"])
    settle()
    speaker.save_to_file(job["text"], job["path"])
    speaker.runAndWait()
    settle()
    return DONE, voice


def main() -> int:
    job = json.loads(sys.stdin.buffer.read())
    with contextlib.redirect_stdout(sys.stderr):
        try:
            status, answer = do(job)
        except Exception:  # its message could hold the text
            status, answer = FAILED, None
    print(json.dumps(answer), flush=True)  # noqa: T201  # the answer to the parent process
    return status


if __name__ == "__main__":
    status = main()
    # The engine's own tidying at exit can crash after the file has been written.
    os._exit(status)
