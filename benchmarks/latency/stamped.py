"""The program with a stamp on each step of a turn: where the time goes. Run as a program in its place.

    STAMPS=FILE python -m latency.stamped interview …

Appends to the file one JSON line a step: its name and the moment (`time.monotonic`) at which it was done.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from simulator.adapters.soundcard import Loudspeaker
from simulator.adapters.voice_cache import CachedVoice
from simulator.cli import main
from simulator.hearing import Listener
from simulator.session.listening import Answer
from simulator.session.thinking import Mind

OUT = os.open(os.environ.get("STAMPS", os.devnull), os.O_WRONLY | os.O_APPEND)


def stamp(name: str) -> None:
    os.write(OUT, f"{json.dumps([name, time.monotonic()])}\n".encode())


def stamped(owner: type, method: str, name_of: Callable[[Any], list[str]]) -> None:
    """Stamps what a method gives, with the names that are made of it."""
    plain = getattr(owner, method)

    @wraps(plain)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        given = plain(*arguments, **named)
        for name in name_of(given):
            stamp(name)
        return given

    setattr(owner, method, wrapped)


def snake(value: object) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in type(value).__name__)[
        1:
    ]


if __name__ == "__main__":
    stamped(Listener, "feed", lambda heard: [snake(one) for one in heard])
    stamped(Answer, "_ended_by", lambda reason: ["ended"] * bool(reason))
    stamped(Answer, "transcript", lambda _: ["transcribed"])
    stamped(Mind, "think", lambda _: ["judged"])
    stamped(CachedVoice, "render", lambda _: ["rendered"])
    stamped(Loudspeaker, "start", lambda _: ["sound_started"])
    sys.exit(main())
