"""An interview on virtual time, with scripted parts: one script of speech drives them all."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from simulator.adapters.archive import NullArchive
from simulator.adapters.scripted import (
    RecordingSink,
    ScriptedClock,
    ScriptedControls,
    ScriptedDetector,
    ScriptedSource,
    ScriptedTranscriber,
    ScriptedVoice,
    sound_of,
)
from simulator.domain.review import SectionName
from simulator.domain.speech import Transcript
from simulator.events import Event, Passing
from simulator.hearing import FixedSilence, HearingSettings, Scribe
from simulator.packs import load_rubric, load_story
from simulator.ports import Archive, AudioSink, AudioSource, EndpointPolicy, Voice
from simulator.session.drilling import Drill
from simulator.session.loop import Interview
from simulator.session.parts import Brief, Lighter, Observer, Parts, SecondEar
from simulator.session.walking import Walkthrough
from support.cases import spoken

RUBRIC = load_rubric()
STORY = load_story("webhook-drop-rate")


class Rehearsal:
    """An interview with scripted answers, and everything that happened in it.

    Args:
        answers: texts, said at an even pace, or transcripts, one a turn.
        walk: a walkthrough in place of an interview, with a `keyboard` or without.
        one_after_another: an answer each time one is wanted, whatever the turn.
        drill: the sections to practise, in place of an interview; none: follow-ups.
        live: the first answer is all that a microphone hears, from the first question to the last answer.
    """

    def __init__(
        self,
        *answers: str | Transcript,
        probes: int = 2,
        keys: Sequence = (),
        voice: Voice | None = None,
        sink: AudioSink | None = None,
        live: bool = False,
        endpoint: EndpointPolicy | None = None,
        hearing: HearingSettings | None = None,
        scribe: Scribe | None = None,
        lighter: tuple[Lighter, ...] = (),
        second: SecondEar | None = None,
        tough: bool = False,
        archive: Archive | None = None,
        watch: Observer = lambda _: None,
        drill: Sequence[SectionName] | None = None,
        walk: bool = False,
        keyboard: bool = True,
        one_after_another: bool = False,
    ) -> None:
        said = [spoken(a) if isinstance(a, str) else a for a in answers]
        sounds = [sound_of(t.words, t.duration_s) for t in said]
        self.clock = ScriptedClock()
        self.events: list[Event] = []
        self.sink = sink or RecordingSink(self.clock if live or walk else None)
        self.asked_of: list[tuple[int, str]] = []
        sources = [ScriptedSource(sound, live=live, clock=self.clock if live else None) for sound in sounds]

        def candidate(turn: int, probe: str) -> AudioSource | None:
            self.asked_of.append((turn, probe))
            if walk and not answers:
                return None
            if one_after_another:
                return sources[len(self.asked_of) - 1]
            return sources[0] if live else sources[turn] if turn < len(sources) else None

        known = ScriptedTranscriber([(sound, t.words) for sound, t in zip(sounds, said, strict=True)])
        brief, parts = (
            Brief(
                session="s",
                mode="walkthrough" if walk else "interview" if drill is None else "drill",
                question=STORY.question,
                story=STORY,
                rubric=RUBRIC,
                principle="ownership",
                level="sde2",
                probes=probes,
                notices=(("test-notice", "This is a rehearsal."),),
                tough=tough,
            ),
            Parts(
                candidate=candidate,
                detector=ScriptedDetector(),
                scribe=scribe or Scribe(known),
                voice=voice or ScriptedVoice(),
                sink=self.sink,
                controls=ScriptedControls(keys),
                clock=self.clock,
                archive=archive or NullArchive(),
                observers=(self._observe, watch),
                hearing=hearing or HearingSettings(),
                endpoint=endpoint or FixedSilence(3.0),
                lighter=lighter,
                second=second,
            ),
        )
        self._live = live
        self.interview = Interview(brief, parts)
        if walk:
            self.interview = Walkthrough(brief, parts, keys=keyboard)
        if drill is not None:
            self.interview = Drill(brief, parts, drill, Random(1))  # noqa: S311  # it shuffles questions

    def run(self) -> Rehearsal:
        self.interview.run()
        return self

    def of(self, kind):
        """All events of a kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def trace(self) -> list[Event]:
        """What would be kept."""
        return [event for event in self.events if not isinstance(event, Passing)]

    def _observe(self, event: Event) -> None:
        self.events.append(event)
        if not self._live:
            self.clock.advance(1.0)
