"""Which recogniser takes part: the one in force, what takes over from it, and who hears it all again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.adapters import choice
    from simulator.domain.speech import Transcript
    from simulator.ports import Transcriber
    from simulator.session.parts import Lighter, SecondEar

Hear = Callable[[Path, "Transcriber"], "Transcript"]
"""Hears a recording to its end."""


class Recognisers:
    """Those of one command; each model is loaded once, when it is first needed.

    Args:
        model: a Whisper model by name or folder, or `pocketsphinx`; None: the best there is.
        vocabulary: words with their pronunciation that the embedded one must know.
        notice: told once what has been fallen back on.
    """

    def __init__(
        self,
        model: str | None,
        vocabulary: Callable[[], Mapping[str, str]],
        notice: Callable[[tuple[str, str]], None],
    ) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._notice = notice

    @cached_property
    def here(self) -> Transcriber:
        """In this process: for recordings, which can be heard again."""
        self._note_fallback()
        return self._maker(self._chosen)()

    @cached_property
    def live(self) -> Transcriber:
        """In a process of its own that can be started anew: for live answers, which are not given twice."""
        self._note_fallback()
        return self._restartable(self._chosen)

    def lighter(self) -> tuple[Lighter, ...]:
        """What may take over from the recogniser in force where it proves too slow."""
        from simulator.adapters import choice, models
        from simulator.session.parts import Lighter

        lighter = choice.lighter_than(self._chosen, models.installed())
        return tuple(Lighter(one.model, partial(self._restartable, one)) for one in lighter)

    def second(self, hear: Hear) -> SecondEar | None:
        """Who hears the recordings again, if a better recogniser is on this machine than the live one."""
        from simulator.adapters import choice, models
        from simulator.session.parts import SecondEar

        better = choice.better_than(self._chosen, models.installed())
        if better is None:
            return None
        built = cache(self._maker(better))
        return SecondEar(better.model, lambda path: hear(path, built()))

    @cached_property
    def _chosen(self) -> choice.Choice:
        from simulator.adapters import choice, models

        return choice.choose(self._model, models.installed())

    def _note_fallback(self) -> None:
        if self._chosen.notice:
            self._notice(("recogniser-fallback", self._chosen.notice))

    def _maker(self, chosen: choice.Choice) -> Callable[[], Transcriber]:
        if chosen.folder:
            from simulator.adapters.whisper import WhisperTranscriber

            return partial(WhisperTranscriber, chosen.folder)
        from simulator.adapters.sphinx import SphinxTranscriber

        return partial(SphinxTranscriber, self._vocabulary())

    def _restartable(self, chosen: choice.Choice) -> Transcriber:
        from simulator.adapters.worker import WorkerTranscriber

        return WorkerTranscriber(self._maker(chosen))
