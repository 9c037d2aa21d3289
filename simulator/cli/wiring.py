"""Which parts take part: from settings and flags to the values and adapters that a command joins."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import settings as configuration
from simulator.cli.manners import endpoint, hearing, speaking, whole_file
from simulator.cli.recognisers import Recognisers
from simulator.domain.review import Level
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.errors import InputError, PackError, UsageError
from simulator.packs import GENERAL, load_rubric, load_story

if TYPE_CHECKING:
    from simulator.ports import (
        Archive,
        Controls,
        Keyboard,
        SpeechDetector,
        Transcriber,
    )
    from simulator.session.parts import Brief, Candidate, Observer, Parts

OWN = "own"


RANDOM = "random"


def stories_folder() -> Path:
    """Where the user's own stories are."""
    return configuration.CONFIG_FOLDER / "stories"


def principles_folder() -> Path:
    """Where the user's own principles are."""
    return configuration.CONFIG_FOLDER / "principles"


def rubric_of_settings() -> Rubric | None:
    """The rubric that the settings name; None: they name none, and the general one is not read for this."""
    name = configuration.load().rubric
    return load_rubric(name, principles_folder()) if name else None


class Desk:
    """What every command that judges needs: packs, principle, level, and a recogniser when there is sound."""

    def __init__(
        self,
        story: str,
        *,
        principle: str | None = None,
        level: Level | None = None,
        model: str | None = None,
        question: str | None = None,
        **changes: object,
    ) -> None:
        mine = {name: value for name, value in changes.items() if value is not None}
        self.settings = configuration.load().model_copy(update=mine)
        self.notices: list[tuple[str, str]] = []
        rubric = load_rubric(self.settings.rubric, principles_folder())
        self.story: Story | None = None if story == OWN else load_story(story, stories_folder(), rubric)
        self._rubric = rubric
        self.principle = self._principle(principle)
        self.rubric: Rubric = self.asking(self.principle)
        self.question = self._question(question)
        self.level: Level = level or (self.story.level if self.story else self.settings.level)
        self._model = model or self.settings.model

    @property
    def story_id(self) -> str:
        return self.story.id if self.story else OWN

    def _question(self, wanted: str | None) -> str:
        """The story's own question, or the one wanted of the principle's: its number from 1, or `random`."""
        if self.story and wanted is not None:
            raise UsageError("A story has one question; leave --question out.", code="question-of-story")
        if self.story:
            return self.story.question
        questions = self.rubric.principles[self.principle].questions
        if wanted == RANDOM:
            return secrets.choice(questions)
        number = wanted or "1"
        if not number.isdecimal() or not 1 <= int(number) <= len(questions):
            raise UsageError(
                f"There is no question '{wanted}'; choose from 1 to {len(questions)}, or {RANDOM}.",
                code="question-unknown",
            )
        return questions[int(number) - 1]

    @property
    def _rubric_name(self) -> str:
        """By which it is found again, wherever one stands then."""
        name = self.settings.rubric or GENERAL
        return str(Path(name).resolve()) if Path(name).is_file() else name

    @property
    def kept(self) -> bool:
        """Whether anything of a session is written down."""
        return not self.settings.ephemeral

    @property
    def probes(self) -> set[str]:
        """The ids of the follow-ups that may be asked."""
        return {*self.rubric.probes, *(self.story.probes if self.story else ())}

    def check_probe(self, probe: str) -> None:
        """That somebody asks such a probe; one of another principle makes that the one asked about."""
        home = self.home_of(probe)
        if home is None:
            known = ", ".join(sorted(self.probes))
            raise UsageError(f"There is no probe '{probe}'; choose from {known}.", code="probe-unknown")
        if home != self.principle:
            self.rubric = self.asking(home)

    def home_of(self, probe: str) -> str | None:
        """The principle under which such a probe is asked, the usual one if it can be; None: nobody asks it.

        Raises:
            PackError: nobody who can be read asks it, and one of the principles cannot be.
        """
        if probe in self.probes:
            return self.principle
        unread: PackError | None = None
        for name in self.rubric.principles:
            try:
                if probe in self.rubric.principles[name].probes:
                    return name
            except PackError as error:
                unread = unread or error
        if unread:
            raise unread
        return None

    @cached_property
    def transcriber(self) -> Transcriber:
        """The recogniser in force; a fallback is noted in `notices`, once."""
        return self._recognisers.here

    @cached_property
    def _recognisers(self) -> Recognisers:
        return Recognisers(self._model, self._vocabulary, self.notices.append)

    def _vocabulary(self) -> dict[str, str]:
        """The words that rubric and story have and a dictionary has not, with their pronunciation."""
        return self.rubric.vocabulary | (self.story.vocabulary if self.story else {})

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
            from simulator.judging.trust import trusted

            why = trusted(transcript, self.rubric.trust).why
            raise InputError(f"{path}: no speech was heard. {why}", code="no-speech")
        return transcript

    def heard(self, path: Path) -> Transcript:
        """What is said in a recording, if anything. Raises AudioFileError when it cannot be used."""
        return self._heard(path, self.transcriber)

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
            probes=self._most_probes(),
            notices=tuple(self.notices),
            tough=tough,
            rubric_name=self._rubric_name,
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
        typed: bool = False,
    ) -> Parts:
        """`keyboard`: the answers are typed, so that nothing need be loaded to hear them.

        `typed`: they were, and nobody types any more.
        """
        from simulator.adapters.clock import MonotonicClock
        from simulator.adapters.scripted import NobodyListens, ScriptedDetector
        from simulator.hearing import FixedSilence, Scribe
        from simulator.session.parts import Parts

        settings = self.settings
        voice, sink = (
            (None, None) if silent else speaking(settings, self.question, self.notices.append, kept=self.kept)
        )
        typed = typed or keyboard is not None
        live = not (recorded or typed)
        detector: SpeechDetector
        if typed:
            detector, scribe = ScriptedDetector(), Scribe(NobodyListens())
        else:
            detector = self._detector
            if recorded:
                scribe = Scribe(self.transcriber)
            else:
                scribe = Scribe(self._recognisers.live, ThreadPoolExecutor(1, "recogniser"))
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
            hearing=hearing(settings) if live else whole_file(),
            endpoint=endpoint(settings) if live else FixedSilence(inf),
            lighter=self._recognisers.lighter() if live else (),
            second=self._recognisers.second(self._heard) if live else None,
            keyboard=keyboard,
        )

    def _most_probes(self) -> int:
        asked = self.settings.probes
        return self.rubric.levels[self.level].probes if asked is None else asked

    def _principle(self, asked: str | None) -> str:
        """Where nobody has named one, a rubric that lacks the usual one asks about its first."""
        home = self.story.principles[0] if self.story else self.settings.principle
        chosen = asked or (not self.story and "principle" in self.settings.model_fields_set)
        there = self._rubric.principles
        if home not in there and not chosen and self.settings.rubric and there:
            return next(iter(there))
        return self.known_principle(asked or home)

    def known_principle(self, principle: str) -> str:
        """Any principle of the rubric may be asked about, whichever lenses the story has."""
        if principle not in self._rubric.principles:
            raise UsageError(
                f"There is no principle '{principle}'; choose from {', '.join(self._rubric.principles)}.",
                code="principle-unknown",
            )
        return principle

    def asking(self, principle: str) -> Rubric:
        """The rubric while this principle is asked about."""
        return self._rubric.asking(principle)
