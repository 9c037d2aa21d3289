"""A part that fails while an interview goes on: the voice, the microphone, the machine's own wakefulness."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress

from support.cases import spoken
from support.rehearsal import Rehearsal

from faulty.outcome import Trial
from simulator.adapters.voice import SpokenVoice
from simulator.errors import EngineError
from simulator.events import AnswerEnded, Closed, Event, SpeechStarted

OPENING = """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it.
They looked into it and they fixed it after a few days. I did not track the exact impact.
It seemed better after that. I learned that communication is important."""
ROUTED = "I escalated it in a Slack message, and the other team handled it from there. That was all I did."
VOICE_WITHIN_S = 0.5
"""How long a sentence may take here; the program's own bound is longer, and only makes this slower."""


def hanging_voices(times: int, seed: int) -> Iterator[Trial]:
    """The speech engine's process stopped at some moment of an interview. Raises EngineError."""
    SpokenVoice().render("Hello.")  # or there is nothing to try
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    undisturbed = Rehearsal(OPENING, ROUTED).run()
    for _ in range(times):
        voice = SpokenVoice(timeout_s=VOICE_WITHIN_S)
        moments = iter(range(chance.randrange(1, len(undisturbed.events) // 2)))

        def stop(_: Event, voice: SpokenVoice = voice, moments: Iterator[int] = moments) -> None:
            if next(moments, None) is None:
                for process in voice._standby._spare:
                    os.kill(process.pid, signal.SIGSTOP)

        rehearsal = Rehearsal(OPENING, ROUTED, voice=voice, watch=stop)
        with suppress(EngineError):
            voice.prepare([])
        yield _same(rehearsal.run(), undisturbed)
        voice.close()


def unplugged(times: int, seed: int) -> Iterator[Trial]:
    """The microphone goes away for good at some moment of the opening answer."""
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    said = spoken(OPENING)
    asked = len(said.words) - len(Rehearsal(OPENING, live=True).run().of(AnswerEnded)[0].transcript.words)
    for _ in range(times):  # what is said while the question is asked is nobody's answer
        gone_s = chance.uniform(said.words[asked + 1].end_s, said.duration_s)
        rehearsal = Rehearsal(OPENING, live=True)
        rehearsal.interview.parts.candidate(0, "").gone_after_s = gone_s
        rehearsal.run()
        (ended,), closed = rehearsal.of(AnswerEnded), rehearsal.of(Closed)
        # What had come by then, but for a word that was being said.
        wanted = [word for word in said.words[asked:] if word.end_s <= gone_s - 0.1]
        heard = ended.transcript.words
        missing = wanted[len(heard) :]
        fault = "" if closed and not missing else f"{len(missing)} words are missing"
        yield Trial(sum(word.end_s - word.start_s for word in missing), fault)


def asleep(times: int, seed: int) -> Iterator[Trial]:
    """The machine sleeps for an hour, once speech has begun or at some moment after."""
    chance = random.Random(seed)  # noqa: S311  # it chooses moments
    undisturbed = Rehearsal(OPENING, live=True, probes=0).run()
    began = next(at for at, event in enumerate(undisturbed.events) if isinstance(event, SpeechStarted))
    ended = next(at for at, event in enumerate(undisturbed.events) if isinstance(event, AnswerEnded))
    for _ in range(times):
        moment = chance.randrange(began, ended)
        seen: list[Event] = []

        def sleep(event: Event, seen: list[Event] = seen, moment: int = moment) -> None:
            seen.append(event)
            if len(seen) == moment:
                rehearsal.clock.fall_asleep(3600)  # noqa: B023  # called before the next is made

        rehearsal = Rehearsal(OPENING, live=True, probes=0, watch=sleep)
        yield _same(rehearsal.run(), undisturbed)


def _same(rehearsal: Rehearsal, undisturbed: Rehearsal) -> Trial:
    """Whether it came to what it comes to when nothing fails."""
    pairs = [(rehearsal.of(kind), undisturbed.of(kind)) for kind in (AnswerEnded, Closed)]
    heard = [
        [getattr(event, "transcript", None) or (event.rating, event.fixes) for event in told]
        for both in pairs
        for told in both
    ]
    same = heard[0] == heard[1] and heard[2] == heard[3]
    return Trial(0.0, "" if same else "it came to something else")
