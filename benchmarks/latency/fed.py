"""A whole session without a sound card: the real loop, fed as fast as its own recogniser keeps up.

    python -m latency.fed MINUTES      what the process holds, minute by minute, as JSON

Detector, recogniser with its thread, judge, voice, cache, archive and trace are the program's own; only
microphone and loudspeaker are left out, since those cannot be hurried.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from support.recordings import NAMES

from latency.answers import Clip, as_long_as, sentences
from latency.sound import RATE_HZ
from simulator.adapters.archive import FolderArchive, NullArchive
from simulator.adapters.clock import MonotonicClock
from simulator.adapters.scripted import ScriptedControls, SilentSink
from simulator.adapters.silero import SileroDetector
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.voice import SpokenVoice
from simulator.adapters.voice_cache import CachedVoice
from simulator.domain.review import Probe
from simulator.events import Event, Passing
from simulator.hearing import EndpointSettings, HearingSettings, Scribe, TurnTaking
from simulator.packs import load_rubric, load_story
from simulator.ports import EndpointPolicy, Samples
from simulator.reporting import json_line, trace_object
from simulator.session.listening import Answer
from simulator.session.loop import Interview
from simulator.session.parts import Brief, Parts
from simulator.session.stage import Stage
from simulator.session.thinking import Mind, Past

STORY, RUBRIC = load_story("webhook-drop-rate"), load_rubric()
CHUNK = RATE_HZ // 20
SAME_PAUSE_S = 0.3
"""Ends no further apart than this lie in one pause."""
BARRIER = 20
"""Every so many chunks the recogniser is waited for."""


MINUTE_S = 60.0
PROBES = 6
"""The most that an interview may have."""


class Feed:
    """A microphone that hears what it is given to hear, and then silence."""

    live = True
    holdoff_s = 0.0
    notice: tuple[str, str] | None = None
    name = "feed"

    def __init__(self, recogniser: ThreadPoolExecutor, look: Looks | None = None) -> None:
        self._recogniser = recogniser
        self._waiting: list[Samples] = []
        self._look = look

    def say(self, samples: Samples) -> None:
        self._waiting = [samples]

    def chunks(self) -> Generator[Samples, None, None]:
        heard = 0
        while True:
            for chunk in self._next():
                heard += 1
                if heard % BARRIER == 0:
                    self._recogniser.submit(int).result()
                    if self._look:
                        self._look.at(heard * CHUNK / RATE_HZ)
                yield chunk

    def _next(self) -> Iterator[Samples]:
        samples = self._waiting.pop() if self._waiting else np.zeros(CHUNK, np.float32)
        for begin in range(0, len(samples), CHUNK):
            yield samples[begin : begin + CHUNK]


@dataclass(frozen=True)
class Look:
    """What the process holds after `heard_s` of sound."""

    heard_s: float
    resident_mb: float
    python_mb: float
    threads: int
    files: int


class Looks:
    """Looks at this process every so often."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self.taken: list[Look] = []

    def at(self, heard_s: float) -> None:
        if heard_s < self._every_s * (len(self.taken) + 1):
            return
        gc.collect()
        python_mb = tracemalloc.get_traced_memory()[0] / 1e6
        files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # a directory of the system's, not a path
        look = Look(heard_s, _resident_mb(), python_mb, threading.active_count(), files)
        self.taken.append(look)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 1e6


def parts(recogniser: ThreadPoolExecutor, feed: Feed, folder: Path | None, endpoint: EndpointPolicy) -> Parts:
    archive = FolderArchive(folder / "session") if folder else NullArchive()

    def keep(event: Event) -> None:
        if not isinstance(event, Passing):
            archive.append(json_line(trace_object(event)))

    return Parts(
        candidate=lambda _turn, _probe: feed,
        detector=SileroDetector(),
        scribe=Scribe(SphinxTranscriber(RUBRIC.vocabulary | STORY.vocabulary), recogniser),
        voice=CachedVoice(SpokenVoice(), folder / "voice") if folder else None,
        sink=SilentSink(),
        controls=ScriptedControls(),
        clock=MonotonicClock(),
        archive=archive,
        observers=(keep,),
        hearing=HearingSettings(),
        endpoint=endpoint,
    )


def brief(probes: int) -> Brief:
    return Brief(
        session="fed",
        mode="interview",
        question=STORY.question,
        story=STORY,
        rubric=RUBRIC,
        principle=STORY.principles[0],
        level=STORY.level,
        probes=probes,
    )


def long_session(answers: list[Clip], folder: Path, every_s: float) -> list[Look]:
    """An interview with these answers, one a turn; what was held every so often."""
    looks = Looks(every_s)
    tracemalloc.start()
    with ThreadPoolExecutor(1) as recogniser:
        feed = Feed(recogniser, looks)
        made = parts(recogniser, feed, folder, TurnTaking(EndpointSettings()))

        def candidate(turn: int, _: str) -> Feed:
            feed.say(answers[turn % len(answers)].samples)
            return feed

        Interview(brief(PROBES), replace(made, candidate=candidate)).run()
    tracemalloc.stop()
    return looks.taken


def cut_off(clip: Clip, endpoint: EndpointPolicy, probe: Probe | None) -> list[float]:
    """At what seconds of the clip it was taken to have ended while more was to come."""
    with ThreadPoolExecutor(1) as recogniser:
        feed = Feed(recogniser)
        feed.say(clip.samples)
        stage = Stage(brief(1), parts(recogniser, feed, None, endpoint))
        stage.line.connect(feed)
        mind = Mind(stage.brief, Past(), probe, stage.emit)
        answer = Answer(stage, mind, NullArchive().recording("answer"))
        ends: list[float] = []
        while not ends or ends[-1] * RATE_HZ < clip.last:
            answer.listen()
            ends.append(answer.transcript(final=False).duration_s)
            answer.reopen()
        stage.close()
    apart = zip([0.0, *ends], ends[:-1])
    return [end_s for before_s, end_s in apart if end_s - before_s > SAME_PAUSE_S]


def main(minutes: float) -> None:
    """An interview of seven answers, each of other sentences, that lasts so long."""
    fluent = (name for name in NAMES if name.startswith("webhook") and "pauses" not in name)
    told = [clip for name in fluent for clip in sentences(name)]
    each_s = minutes * MINUTE_S / (PROBES + 1)
    answers = [as_long_as(each_s, told[-2:], told[turn * 13 :] + told) for turn in range(PROBES + 1)]
    with tempfile.TemporaryDirectory(prefix="hotseat-fed-") as folder:
        looks = long_session(answers, Path(folder), MINUTE_S)
    print(json.dumps([asdict(look) for look in looks]))


if __name__ == "__main__":
    main(float(sys.argv[1]))
