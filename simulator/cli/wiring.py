"""Which parts take part: from settings and flags to the values and adapters that a command joins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, cached_property, partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import settings as configuration
from simulator.domain.review import Level
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.errors import InputError, MissingError, UsageError
from simulator.packs import load_rubric, load_story

if TYPE_CHECKING:
    from simulator.adapters import choice
    from simulator.hearing import HearingSettings
    from simulator.ports import (
        Archive,
        AudioSink,
        Controls,
        EndpointPolicy,
        Keyboard,
        SpeechDetector,
        Transcriber,
        Voice,
    )
    from simulator.session.parts import Brief, Candidate, Lighter, Observer, Parts, SecondEar

OWN = "own"


def stories_folder() -> Path:
    """Where the user's own stories are."""
    return configuration.CONFIG_FOLDER / "stories"


class Desk:
    """What every command that judges needs: packs, principle, level, and a recogniser when there is sound."""

    def __init__(
        self,
        story: str,
        *,
        principle: str | None = None,
        level: Level | None = None,
        model: str | None = None,
        **changes: object,
    ) -> None:
        mine = {name: value for name, value in changes.items() if value is not None}
        self.settings = configuration.load().model_copy(update=mine)
        self.notices: list[tuple[str, str]] = []
        self.rubric: Rubric = load_rubric(self.settings.rubric)
        self.story: Story | None = None if story == OWN else load_story(story, stories_folder())
        home = self.story.principles[0] if self.story else self.settings.principle
        self.principle = self.known_principle(principle or home)
        self.level: Level = level or (self.story.level if self.story else self.settings.level)
        self._model = model or self.settings.model

    @property
    def story_id(self) -> str:
        return self.story.id if self.story else OWN

    @property
    def question(self) -> str:
        """The story's own question, or the rubric's for the principle."""
        return self.story.question if self.story else self.rubric.principles[self.principle].question

    def check_probe(self, probe: str) -> None:
        known = {*self.rubric.probes, *(self.story.probes if self.story else ())}
        if probe not in known:
            raise UsageError(
                f"There is no probe '{probe}'; choose from {', '.join(sorted(known))}.", code="probe-unknown"
            )

    @cached_property
    def transcriber(self) -> Transcriber:
        """The recogniser in force; a fallback is noted in `notices`, once."""
        if self._chosen.notice:
            self.notices.append(("recogniser-fallback", self._chosen.notice))
        return self._built(self._chosen)

    @cached_property
    def _chosen(self) -> choice.Choice:
        from simulator.adapters import choice, models

        return choice.choose(self._model, models.installed())

    def _built(self, chosen: choice.Choice) -> Transcriber:
        if chosen.folder:
            from simulator.adapters.whisper import WhisperTranscriber

            return WhisperTranscriber(chosen.folder)
        from simulator.adapters.sphinx import SphinxTranscriber

        return SphinxTranscriber(self.rubric.vocabulary | (self.story.vocabulary if self.story else {}))

    def _lighter(self) -> tuple[Lighter, ...]:
        """What may take over from the recogniser in force where it proves too slow."""
        from simulator.adapters import choice, models
        from simulator.session.parts import Lighter

        lighter = choice.lighter_than(self._chosen, models.installed())
        return tuple(Lighter(one.model, partial(self._built, one)) for one in lighter)

    def _second(self) -> SecondEar | None:
        """Who hears the recordings again, if a better recogniser is on this machine than the live one."""
        from simulator.adapters import choice, models
        from simulator.session.parts import SecondEar

        better = choice.better_than(self._chosen, models.installed())
        if better is None:
            return None
        built = cache(partial(self._built, better))
        return SecondEar(better.model, lambda path: self._heard(path, built()))

    @cached_property
    def _detector(self) -> SpeechDetector:
        """One for all answers: a listener resets it."""
        from simulator.adapters.silero import SileroDetector

        return SileroDetector()

    def transcript(self, path: Path) -> Transcript:
        """What a file says: a transcript is read, a recording is heard to its end.

        Raises:
            InputError: the file cannot be used.
        """
        from simulator.adapters.files import FileSource
        from simulator.reporting.transcripts import read_transcript

        if path.suffix.lower() == ".json":
            return read_transcript(path)
        FileSource(path).check()  # before a recogniser is loaded, which may have a notice of its own
        transcript = self._heard(path, self.transcriber)
        if not transcript.words:
            raise InputError(
                f"{path}: no speech was heard; check that it is the right recording and not silence.",
                code="no-speech",
            )
        return transcript

    def _heard(self, path: Path, transcriber: Transcriber) -> Transcript:
        from simulator.adapters.files import FileSource
        from simulator.hearing import Listener, Scribe

        source = FileSource(path)
        listener = Listener(self._detector, Scribe(transcriber), whole_file())
        for chunk in source.chunks():
            listener.feed(chunk)
        if source.notice:
            self.notices.append(source.notice)
        return listener.finish()

    def live_candidate(self) -> Candidate:
        """The candidate at the microphone.

        Raises:
            DeviceError: there is no microphone, or not the one that was asked for.
        """
        from simulator.adapters.soundcard import Microphone

        microphone = Microphone(self.settings.microphone)
        return lambda _turn, _probe: microphone

    def brief(self, session: str, mode: str, *, tough: bool = False) -> Brief:
        from simulator.session.parts import Brief

        return Brief(
            session=session,
            mode=mode,
            question=self.question,
            story=self.story,
            rubric=self.rubric,
            principle=self.principle,
            level=self.level,
            probes=self._probes(),
            notices=tuple(self.notices),
            tough=tough,
        )

    def parts(
        self,
        candidate: Candidate,
        controls: Controls,
        archive: Archive,
        observers: tuple[Observer, ...],
        *,
        recorded: bool,
        silent: bool,
        keyboard: Keyboard | None = None,
    ) -> Parts:
        """`keyboard`: the answers are typed, so that nothing need be loaded to hear them."""
        from simulator.adapters.clock import MonotonicClock
        from simulator.adapters.scripted import NobodyListens, ScriptedDetector
        from simulator.hearing import FixedSilence, Scribe
        from simulator.session.parts import Parts

        voice, sink = (None, None) if silent else self._speaking()
        live = not (recorded or keyboard)
        detector: SpeechDetector
        if keyboard:
            detector, scribe = ScriptedDetector(), Scribe(NobodyListens())
        else:
            executor = None if recorded else ThreadPoolExecutor(1, "recogniser")
            detector, scribe = self._detector, Scribe(self.transcriber, executor)
        return Parts(
            candidate=candidate,
            detector=detector,
            scribe=scribe,
            voice=voice,
            sink=sink,
            controls=controls,
            clock=MonotonicClock(),
            archive=archive,
            observers=observers,
            hearing=self._hearing() if live else whole_file(),
            endpoint=self._endpoint() if live else FixedSilence(inf),
            lighter=self._lighter() if live else (),
            second=self._second() if live else None,
            keyboard=keyboard,
        )

    def _probes(self) -> int:
        asked = self.settings.probes
        return self.rubric.levels[self.level].probes if asked is None else asked

    def _speaking(self) -> tuple[Voice | None, AudioSink | None]:
        """Voice and loudspeaker, or neither, with a notice why. What was asked for by name must be there."""
        from simulator.adapters.soundcard import Loudspeaker
        from simulator.adapters.voice import SpokenVoice
        from simulator.adapters.voice_cache import CachedVoice

        settings = self.settings
        try:
            sink = Loudspeaker(settings.loudspeaker)
            voice = SpokenVoice(rate_wpm=settings.voice_rate_wpm, voice=settings.voice)
        except MissingError as error:
            if settings.loudspeaker or settings.voice:
                raise
            self.notices.append((error.code, f"{error} The questions are shown instead."))
            return None, None
        cached = CachedVoice(voice, configuration.CACHE_FOLDER / "voice")
        cached.prepare([self.question], keep=True)
        return cached, sink

    def _hearing(self) -> HearingSettings:
        """How a live answer is heard: the program's own numbers, the user's laid over them."""
        from simulator.hearing import HearingSettings

        own = HearingSettings()
        return replace(own, answer_limit_s=self.settings.answer_limit_s or own.answer_limit_s)

    def _endpoint(self) -> EndpointPolicy:
        """When a live answer has ended: after a silence that the user has set, else by how it sounds."""
        from simulator.hearing import EndpointSettings, FixedSilence, TurnTaking

        if self.settings.silence_s:
            return FixedSilence(self.settings.silence_s)
        return TurnTaking(EndpointSettings(patience=self.settings.patience))

    def known_principle(self, principle: str) -> str:
        """Any principle of the rubric may be asked about, whichever lenses the story has."""
        if principle not in self.rubric.principles:
            raise UsageError(
                f"There is no principle '{principle}'; choose from {', '.join(self.rubric.principles)}.",
                code="principle-unknown",
            )
        return principle


def whole_file() -> HearingSettings:
    """How a recording is heard: to its end, whatever its length, and nobody waits for its words."""
    from simulator.hearing import HearingSettings

    return replace(HearingSettings(), answer_limit_s=inf, speculate=False)
