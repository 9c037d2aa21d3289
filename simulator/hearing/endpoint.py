"""Decides that an answer has ended. Knows only what was heard and how long ago; reads no clock."""

from __future__ import annotations

from typing import Literal

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.hearing.settings import HearingSettings
from simulator.hearing.speech import SpeechGate

Ended = Literal["silence", "limit"]


def ended(gate: SpeechGate, settings: HearingSettings) -> Ended | None:
    """Why the answer has ended by now; None while it goes on.

    Nobody is cut off while speaking, nor in the first instant of speaking again, but for the limit.
    """
    now_s = gate.now / SAMPLE_RATE_HZ
    if now_s >= settings.answer_limit_s:
        return "limit"
    if gate.begin is not None:
        return None
    wait_s = settings.endpoint_silence_s if gate.heard_any else settings.first_word_wait_s
    silent_s = now_s - (gate.quiet_since or 0) / SAMPLE_RATE_HZ
    return "silence" if silent_s >= wait_s else None
