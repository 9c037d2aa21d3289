"""Whether the microphone hears anything that can be recognised, before the first question.

Listens as an interview does, keeps nothing, judges nothing, and ends with the first words.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.events import Event, Noticed, SoundHeard, WordsHeard
from simulator.hearing import Echo, Listener, WordsGuessed, WordsSettled
from simulator.ports import AudioSource, Samples
from simulator.session.line import Line
from simulator.session.listening import FLOOR_DB, METER_S
from simulator.session.parts import Parts


def check_microphone(
    source: AudioSource, parts: Parts, tell: Callable[[Event], None], stop: Callable[[], bool]
) -> bool:
    """Tells the level and what the source notices about itself until words are recognised.

    Args:
        tell: is told SoundHeard, Noticed and at last WordsHeard, all as of turn 0.
        stop: says whether nobody waits for it any more.

    Returns:
        Whether words were recognised.

    Raises:
        DeviceError: the microphone is missing or went away.
        EngineError: the recogniser broke down.
    """
    line = Line(Echo())
    line.connect(source)
    listener = Listener(parts.detector, parts.scribe, parts.hearing)
    told: str | None = None
    metered_s = 0.0
    try:
        for chunk, audible in line.sound():
            if stop():
                return False
            now_s = listener.now_s
            if now_s - metered_s >= METER_S and len(chunk):
                metered_s = now_s
                level = {"heard_s": now_s, "level_db": _level_db(chunk), "silent_s": listener.silent_s}
                tell(SoundHeard(at_s=now_s, turn=0, **level))
            if source.notice and source.notice[0] != told:
                told, text = source.notice
                tell(Noticed(at_s=now_s, code=told, text=text))
            for heard in listener.feed(audible):
                if isinstance(heard, (WordsSettled, WordsGuessed)) and heard.words:
                    tell(WordsHeard(at_s=now_s, turn=0, words=heard.words))
                    return True
        return False
    finally:
        line.close()


def _level_db(chunk: Samples) -> float:
    return max(FLOOR_DB, 10 * float(np.log10(np.mean(np.square(chunk)) + 1e-10)))
