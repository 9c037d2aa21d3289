"""How the answer was said: pace, pauses, doers, fillers, hedges, repeats, and the voice where it was heard.

Silent where there is nothing to mend. From the words alone fillers are those that the recogniser wrote
down: a lower bound. What the sound shows stands apart, in figures of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.domain.delivery import DeliveryRules
from simulator.domain.review import Delivery, DeliveryNote
from simulator.domain.speech import Transcript
from simulator.judging.delivery import doers, pace, pauses, voice, wording
from simulator.judging.evidence import words_by_section
from simulator.judging.findings import Findings

__all__ = ["describe"]


def describe(transcript: Transcript, findings: Findings, rules: DeliveryRules) -> Delivery:
    """The figures, and a note for each that lies outside its bounds, the farthest-reaching first.

    Of a typed answer only who does things is noted: the rest is about speaking.
    """
    words = transcript.words
    said_in = words_by_section(transcript, findings)
    paced = pace.measure(words, said_in, rules.pace)
    paused = pauses.measure(words, rules)
    said = wording.measure(words, rules)
    sounded = voice.measure(transcript, findings, rules) if transcript.prosody else None
    done = doers.measure(said_in, rules.doers)
    minutes = paced.speech_s / 60
    plain = Delivery(
        words_per_minute=paced.words_per_minute,
        i_to_we=done.i_share,
        fillers=len(said.fillers),
        fillers_per_minute=len(said.fillers) / minutes if minutes else 0.0,
        longest_pause_s=paused.longest_s,
        pauses_inside=len(paused.inside),
        hedges=len(said.hedges),
        repeats=len(said.repeats),
        pace=paced.windows,
        section_pace=paced.sections,
        sound=sounded.figures if sounded else None,
    )

    def notes() -> Iterator[DeliveryNote]:
        yield from doers.notes(done, words, rules)
        if transcript.typed:
            return
        yield from pace.notes(paced, words, said_in, rules)
        yield from pauses.notes(paused, words, rules)
        yield from wording.notes(said, words, paced.speech_s, rules)
        if sounded:
            yield from voice.notes(sounded, words, paced.speech_s, rules)

    return replace(plain, notes=tuple(notes()))
