"""One session after another on the wire, each turn's gap read from the recording of both ends."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from latency.answers import Clip
from latency.program import Program, Told
from latency.sound import RATE_HZ, find, first_sound, threshold
from latency.wire import Wire, until
from simulator.domain.speech import Transcript, Word
from simulator.hearing import EndpointSettings, TurnTaking
from simulator.judging import floor, review
from simulator.packs import load_rubric, load_story

Ending = Literal["silence", "enter", "enter at once"]
ENTER_AFTER_S = 0.5
AHEAD_S = 0.5
"""How far before the program tells of the answer's end the follow-up is looked for. Source: it tells of that
once the follow-up's sound has been handed over, which is then heard some 0.06 s later."""
STORY, RUBRIC = load_story("webhook-drop-rate"), load_rubric()
ALIKE = 0.5
"""From this correlation on a recording has the answer in it; another sound has less than 0.1."""
STAMPED = (sys.executable, "-m", "latency.stamped")


@dataclass(frozen=True)
class Gap:
    """One turn. Seconds; `key_s`: from the last word to the key, None where silence ended the answer."""

    spoken: int
    """The place of the last sample of speech on the wire."""
    answer: str
    ending: Ending
    gap_s: float
    """From the last sample of speech in to the first sample of the follow-up out."""
    wait_s: float
    """The silence that the policy waits for with these words; 0 where a key was pressed."""
    key_s: float | None
    probe: str
    processor: float
    """Share of one core used while the answer was given."""
    said: str
    heard: str
    steps: dict[str, float]
    """Where that was asked for: when each step was done, in seconds from the last sample of speech in."""

    @property
    def beyond_s(self) -> float:
        """The gap without what was waited for on purpose: the policy's silence, or the candidate's key."""
        return self.gap_s - (self.wait_s if self.key_s is None else self.key_s)


Candidate = Callable[[int, str], tuple[Clip, Ending]]
"""What is answered in turn n to the probe of that id."""


def session(
    wire: Wire,
    candidate: Candidate,
    probes: int,
    *arguments: str,
    speaks_on: Sequence[Clip] = (),
    where: bool = False,
    **settings: str,
) -> list[Gap]:
    """Holds an interview; the gap after every answer but the last, which no follow-up ends, and is not given.

    Args:
        speaks_on: what is said, one after another, as soon as the first follow-up begins, which the program
            then takes back and asks again after the longer answer.
        where: note where the time goes, at the price of a few stamps.
        settings: the program's environment.
    """
    with tempfile.TemporaryDirectory(prefix="hotseat-gap-") as home:
        options = ("--probes", str(probes), *arguments)
        stamps = Path(home) / "stamps"
        stamps.touch()
        command = STAMPED if where else ()
        with Program(wire, Path(home), *options, command=command, STAMPS=str(stamps), **settings) as program:
            gaps = _Held(wire, program).run(probes, candidate, speaks_on)
        return [replace(gap, steps=_steps(stamps, gap, wire)) for gap in gaps]


class _Held:
    """An interview under way."""

    def __init__(self, wire: Wire, program: Program) -> None:
        self._wire = wire
        self._program = program

    def run(self, probes: int, candidate: Candidate, speaks_on: Sequence[Clip]) -> list[Gap]:
        gaps: list[Gap] = []
        probe = ""
        for turn in range(probes):
            self._program.until("listening_started")
            clip, ending = candidate(turn, probe)
            parts = [self._answered(clip, ending)]
            for more in speaks_on if turn == 0 else ():
                if parts[-1].asked is None:
                    break
                parts.append(self._answered(more, "silence"))
            gaps += [part.gap(self._wire) for part in parts if part.asked]
            last = parts[-1].asked
            if last is None:
                break
            probe = last.line["probe"]["id"]
        return gaps

    def _answered(self, clip: Clip, ending: Ending) -> _Part:
        """Says a clip and waits for what follows it."""
        wire, program = self._wire, self._program
        begin, used_s, began_s = wire.now, program.processor_s(), time.monotonic()
        key_at_s = _said(wire, program, clip, ending, begin)
        busy = (program.processor_s() - used_s) / (time.monotonic() - began_s)
        told = program.until("answer_ended")
        until(lambda: _next(program, told) is not None, 60)
        after = _next(program, told)
        asked = after if after and after.line["event"] == "asked" else None
        return _Part(clip, ending, begin, key_at_s, busy, told, asked)


def _next(program: Program, ended: Told) -> Told | None:
    """What follows an answer's end: the next question, or the close."""
    program.waiting()
    after = program.trace[program.trace.index(ended) :]
    return next((told for told in after if told.line["event"] in {"asked", "closed", "session_ended"}), None)


def _said(wire: Wire, program: Program, clip: Clip, ending: Ending, begin: int) -> float | None:
    """Says the clip and presses the key, if one is to be pressed; the moment of the key."""
    least = threshold(clip.samples)
    with wire.playing(clip.samples):
        if ending == "silence":
            return None
        until(lambda: first_sound(wire.microphone(begin), least) is not None, 20)
        heard = first_sound(wire.microphone(begin), least) or 0
        end = begin + heard + clip.last - clip.first
        pressed = end + (int(ENTER_AFTER_S * RATE_HZ) if ending == "enter" else 0)
        until(lambda: wire.now >= pressed, clip.length_s + 30)
        return program.press()


@dataclass(frozen=True)
class _Part:
    """An answer that has ended, `told` when; `begin`: the place on the wire where it was begun."""

    clip: Clip
    ending: Ending
    begin: int
    key_at_s: float | None
    busy: float
    told: Told
    asked: Told | None

    def gap(self, wire: Wire) -> Gap:
        assert self.asked
        wait_s = 0.0 if self.key_at_s else policy_wait_s(self.told.line["transcript"], self.told.line["turn"])
        ended = wire.place_of(self.told.at_s)
        until(lambda: wire.now >= ended + RATE_HZ, 20)
        # Not much further than the answer: the same sentence may have been said again later.
        until_there = max(ended, self.begin + len(self.clip.samples)) + RATE_HZ
        place, alike = find(self.clip.samples, wire.microphone(self.begin, until_there))
        if alike < ALIKE:
            raise RuntimeError(f"the answer is not in the recording of the microphone (alike {alike:.2f})")
        spoken = self.begin + place + self.clip.last
        key = wire.place_of(self.key_at_s) if self.key_at_s else None
        if ended < spoken and key is None:
            raise RuntimeError(f"{self.clip.name}: cut off {(spoken - ended) / RATE_HZ:.1f} s before its end")
        earliest = max(spoken, ended - int(AHEAD_S * RATE_HZ)) if key is None else key
        out = wire.loudspeaker(earliest, ended + RATE_HZ)
        sounded = first_sound(out, threshold(out))
        if sounded is None:
            raise RuntimeError("no follow-up came out of the loudspeaker")
        return Gap(
            spoken,
            self.clip.name,
            self.ending,
            (earliest + sounded - spoken) / RATE_HZ,
            wait_s,
            None if key is None else (key - spoken) / RATE_HZ,
            self.asked.line["probe"]["id"],
            self.busy,
            self.clip.text,
            " ".join(word["text"] for word in self.told.line["transcript"]["words"]),
            {},
        )


def _steps(stamps: Path, gap: Gap, wire: Wire) -> dict[str, float]:
    """The last time that each step was done before the follow-up was heard."""
    lines = [json.loads(line) for line in stamps.read_text(encoding="utf-8").splitlines()]
    after = [(name, (wire.place_of(moment_s) - gap.spoken) / RATE_HZ) for name, moment_s in lines]
    return {name: at_s for name, at_s in after if 0 < at_s < gap.gap_s}


def policy_wait_s(transcript: dict[str, Any], turn: int) -> float:
    """How long the program's policy bears a silence after these words."""
    heard = Transcript(
        tuple(
            Word(word["text"], word["start"], word["end"], word.get("confidence"))
            for word in transcript["words"]
        ),
        transcript["duration"],
    )
    sections, budget_s = None, None
    if turn == 0:
        judged = review(heard, story=STORY, rubric=RUBRIC, principle=STORY.principles[0], level=STORY.level)
        sections, budget_s = judged.sections, RUBRIC.levels[STORY.level].total_s
    return TurnTaking(EndpointSettings()).patience(floor(heard.words, sections, budget_s, RUBRIC)).end_s
