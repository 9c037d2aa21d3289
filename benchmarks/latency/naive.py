"""The other way, from the same parts: record all, then transcribe, judge, render, play. Run as a program.

    python -m latency.naive ANSWER.wav [MODEL_FOLDER]

It begins when the recording is there, with recogniser, judge and packs loaded, and prints one JSON object:
when it began (`time.monotonic`, the same in all processes of a machine) and the seconds of each step. What
it lacks is only what the program does beforehand: nothing is written down, judged, rendered or opened
before the answer has ended.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from simulator.adapters import sphinx
from simulator.adapters.files import FileSource
from simulator.adapters.soundcard import Loudspeaker
from simulator.adapters.voice import SpokenVoice
from simulator.adapters.whisper import WhisperTranscriber
from simulator.asking import next_ask
from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript
from simulator.judging import forget, review
from simulator.packs import load_rubric, load_story
from simulator.ports import Samples, Transcriber

STORY, RUBRIC = load_story("webhook-drop-rate"), load_rubric()


def judged(transcript: Transcript) -> str:
    """The follow-up to this answer."""
    opening = review(transcript, story=STORY, rubric=RUBRIC, principle=STORY.principles[0], level=STORY.level)
    ask = next_ask(opening, (), rubric=RUBRIC, limit=1)
    return ask.text if ask else STORY.question


def transcriber(folder: str) -> Transcriber:
    if folder:
        return WhisperTranscriber(Path(folder))
    sphinx.PIECE_SAMPLES = SAMPLE_RATE_HZ * 3600  # nobody else wants the processor meanwhile
    return sphinx.SphinxTranscriber(RUBRIC.vocabulary | STORY.vocabulary)


def main(answer: str, folder: str = "") -> None:
    sound: Samples = np.concatenate(list(FileSource(Path(answer)).chunks()))
    recogniser = transcriber(folder)
    voice, loudspeaker = SpokenVoice(), Loudspeaker()
    judged(Transcript((), 0.0))
    forget()
    moments = [time.monotonic()]
    session = recogniser.session()
    session.feed(sound)
    words = session.finish()
    moments.append(time.monotonic())
    text = judged(Transcript(words, len(sound) / SAMPLE_RATE_HZ))
    moments.append(time.monotonic())
    rendered = voice.render(text)
    moments.append(time.monotonic())
    playback = loudspeaker.start(rendered)
    moments.append(time.monotonic())
    playback.wait()
    steps = ("transcribe", "judge", "render", "open")
    took = {step: round(end - begin, 3) for step, begin, end in zip(steps, moments, moments[1:])}
    print(json.dumps({"began": moments[0], "steps": took, "words": len(words), "name": recogniser.name}))


if __name__ == "__main__":
    main(*sys.argv[1:])
