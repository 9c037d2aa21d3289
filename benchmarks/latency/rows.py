"""The rows that are measured on the wire: gaps, with long answers, the naive way's, the processor."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from support.sound import write_wav

from latency.accuracy import word_errors
from latency.answers import Clip, as_long_as, joined, probe_answer, sentences
from latency.figures import Figure, median, percentile, spread
from latency.shapes import make
from latency.sound import RATE_HZ, first_sound, threshold
from latency.turns import Ending, Gap, session
from latency.wire import Wire

ANSWER = "webhook-strong"
OPENING = (3, 5, 7, 12, 18, 22)
"""Sentences of the answer that make a short one with all its sections."""
ENDING = (18, 22)
PACE = {"HOTSEAT_VOICE_RATE_WPM": "300"}
"""Questions are asked fast, since the time that they take is not measured."""
STRETCH_S = 9.0
WINDOW_S = 30.0
CORES = 2


def opening() -> Clip:
    return joined("short", sentences(ANSWER, OPENING))


def answer_of(seconds: float) -> Clip:
    """A fixture's sentences over and over, ending as the short one does."""
    bodies = [clip for at, clip in enumerate(sentences(ANSWER)) if at < ENDING[0]]
    return as_long_as(seconds, sentences(ANSWER, ENDING), bodies)


def turns(wire: Wire, sessions: int, *arguments: str, where: bool = False) -> list[Gap]:
    """Interviews of six answers that a follow-up ends: four of them by silence, two by Enter."""
    endings: Iterator[Ending] = cycle(("silence", "enter", "silence", "enter at once", "silence", "silence"))
    found: list[Gap] = []
    for number in range(sessions):

        def candidate(turn: int, probe: str) -> tuple[Clip, Ending]:
            return (probe_answer(probe) if turn else opening()), next(endings)

        found += session(wire, candidate, 6, *arguments, where=where, **PACE)
        print(f"  session {number + 1}: {len(found)} gaps", flush=True)
    return found


def show(gaps: Sequence[Gap]) -> None:
    """Every gap, and where its time went."""
    for gap in gaps:
        steps = ", ".join(f"{name} {at_s:.3f}" for name, at_s in gap.steps.items())
        waited = f"wait {gap.wait_s:.1f}" if gap.key_s is None else f"key at {gap.key_s:.3f}"
        read = f"gap {gap.gap_s:.3f}, {waited}, beyond {gap.beyond_s:.3f}"
        print(f"  {gap.answer} ({gap.ending}): {read}  {steps}")


def gap_rows(gaps: Sequence[Gap], naive_s: float | None, model: str) -> list[Figure]:
    """Gap after Enter, and gap beyond the endpoint's own wait."""
    late, once, silent = (
        [gap.beyond_s for gap in gaps if gap.ending == ending]
        for ending in ("enter", "enter at once", "silence")
    )
    figures = []
    against = f"{naive_s:.2f} s" if naive_s else ""
    for name, values in (("0.5 s after the last word", late), ("at once after it", once)):
        if values:
            met = median(values) <= 0.15
            figures.append(
                Figure(f"gap after Enter, {name} ({model})", spread(values), "0.15 s median", met, against)
            )
    if silent:
        met = median(silent) <= 0.2 and percentile(silent, 0.95) <= 0.4
        reach = "0.2 s median, 0.4 s p95"
        figures.append(
            Figure(f"gap beyond the endpoint's own wait ({model})", spread(silent), reach, met, against)
        )
    wrong, said = word_errors((gap.said, gap.heard) for gap in gaps)
    if said and model == "pocketsphinx":
        figures.append(Figure("word errors in these answers", f"{wrong / said:.0%} of {said} words"))
    return figures


def answer(wire: Wire, clip: Clip, times: int) -> list[Gap]:
    """The gaps after a single answer, which the candidate speaks on, a sentence at a time, as it is ended."""
    more = [joined("more", sentences(ANSWER, [at]), 0.1) for at in islice(cycle(ENDING), times - 1)]
    return session(wire, lambda _turn, _probe: (clip, "silence"), 1, speaks_on=more, **PACE)[:times]


def naive(wire: Wire, clip: Clip, model: str = "") -> tuple[float, dict[str, float]]:
    """The naive way's gap after an answer that is recorded already, and its steps, in seconds."""
    with tempfile.TemporaryDirectory(prefix="hotseat-gap-") as folder:
        answer = write_wav(Path(folder) / "answer.wav", clip.samples)
        begin = wire.now
        done = wire.server.run(sys.executable, "-m", "latency.naive", str(answer), model, timeout_s=600)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    began = wire.place_of(told["began"])
    out = wire.loudspeaker(max(begin, began))
    sounded = first_sound(out, threshold(out))
    assert sounded is not None, "the naive way said nothing"
    return (max(begin, began) + sounded - began) / RATE_HZ, told["steps"]


def processor_row(gaps: Sequence[Gap]) -> Figure:
    """The share of both cores used while a long answer was listened to."""
    shares = [gap.processor / CORES for gap in gaps]
    got = f"{median(shares):.1%} of both cores (largest {max(shares):.1%}, n {len(shares)})"
    return Figure(
        "processor while listening, pocketsphinx", got, "under 35 %", max(shares) < 0.35, "records only"
    )


def whisper_rows(wire: Wire, shape: str, folder: Path, sessions: int) -> list[Figure]:
    """The gaps with a model of random weights in the exact shape of a published one."""
    stretches = make(folder / f"{shape}-stretch", shape, STRETCH_S)
    windows = make(folder / f"{shape}-window", shape, WINDOW_S)
    naive_s, _ = naive(wire, probe_answer("influence"), str(stretches))
    found = turns(wire, sessions, "--model", str(stretches))
    figures = gap_rows(found, naive_s, f"{shape} shapes")
    clip = answer_of(180)
    whole_s, steps = naive(wire, clip, str(windows))
    print(f"  naive, 3 minutes, {shape}: {whole_s:.2f} s {steps}", flush=True)
    live = median([gap.beyond_s for gap in found if gap.ending == "silence"])
    name = f"naive gap of a 3-minute answer over ours ({shape} shapes)"
    figures.append(
        Figure(name, f"{whole_s / live:.0f} times", "at least 20", whole_s >= 20 * live, f"{whole_s:.1f} s")
    )
    busy = [gap.processor / CORES for gap in found if gap.answer == "short"]
    figures.append(Figure(f"processor while listening ({shape} shapes)", f"{median(busy):.0%} of both cores"))
    return figures
