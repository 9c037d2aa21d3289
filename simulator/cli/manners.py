"""How the interviewer speaks and listens: the program's own numbers, the user's settings laid over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from simulator import settings as configuration
from simulator.errors import MissingError

if TYPE_CHECKING:
    from simulator.hearing import HearingSettings
    from simulator.ports import AudioSink, EndpointPolicy, Voice
    from simulator.settings import Settings


def speaking(
    settings: Settings, question: str, notice: Callable[[tuple[str, str]], None], *, kept: bool
) -> tuple[Voice | None, AudioSink | None]:
    """Voice and loudspeaker, with this question being made ready; or neither, with a notice why.

    Args:
        kept: whether what is rendered may be kept for another time.

    Raises:
        MissingError: what was asked for by name is not there.
    """
    from simulator.adapters.soundcard import Loudspeaker
    from simulator.adapters.voice import SpokenVoice
    from simulator.adapters.voice_cache import CachedVoice

    try:
        sink = Loudspeaker(settings.loudspeaker)
        voice = SpokenVoice(rate_wpm=settings.voice_rate_wpm, voice=settings.voice)
    except MissingError as error:
        if settings.loudspeaker or settings.voice:
            raise
        notice((error.code, f"{error} The questions are shown instead."))
        return None, None
    cached = CachedVoice(voice, configuration.CACHE_FOLDER / "voice")
    cached.prepare([question], keep=kept)
    return cached, sink


def hearing(settings: Settings) -> HearingSettings:
    """How a live answer is heard."""
    from simulator.hearing import HearingSettings

    own = HearingSettings()
    return replace(own, answer_limit_s=settings.answer_limit_s or own.answer_limit_s)


def endpoint(settings: Settings) -> EndpointPolicy:
    """When a live answer has ended: after a silence that the user has set, else by how it sounds."""
    from simulator.hearing import EndpointSettings, FixedSilence, TurnTaking

    if settings.silence_s:
        return FixedSilence(settings.silence_s)
    return TurnTaking(EndpointSettings(patience=settings.patience))


def whole_file() -> HearingSettings:
    """How a recording is heard: to its end, whatever its length, and nobody waits for its words."""
    from simulator.hearing import HearingSettings

    return replace(HearingSettings(), answer_limit_s=inf, speculate=False)
