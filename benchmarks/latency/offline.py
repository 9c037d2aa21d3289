"""The rows that need no sound path: answers cut off, words lost, memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path

import numpy as np
from support.recordings import NAMES, RATE_HZ

from latency.accuracy import word_errors
from latency.answers import Clip, paused, whole
from latency.fed import RUBRIC, STORY, cut_off
from latency.figures import Figure
from latency.lost import compare, in_stretches
from simulator.adapters.scripted import ScriptedTranscriber
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.whisper import WhisperTranscriber
from simulator.domain.review import Probe
from simulator.domain.speech import Word
from simulator.hearing import EndpointSettings, FixedSilence, TurnTaking

WHISPER = Path(__file__).resolve().parents[2] / "tests" / "whisper" / "model"
PAUSES_S = (2.0, 3.0, 3.5)
APART_WORDS = 12
"""Words between two pauses that are put in. Source: judgement; a sentence."""
WANTS_MORE = frozenset(
    "and but so because that which who when where if as to the a an of with for from into by i we my our "
    "their was is were had have about than".split()
)
"""Words after which a clause is open. Source: English; not the program's own list."""
FIXED_S = 1.6
"""What silence alone needs for one false end in twenty between people."""
REOPENED_S = 1.2
HISS = 5e-4
"""Makes every moment of a recording differ from every other: a synthetic voice repeats itself to the bit."""
FLAT = 0.05
WARM_MIN = 5


def pause_rows(names: Iterable[str] = NAMES) -> list[Figure]:
    """Answers cut off, over fixtures with pauses put in behind words that want more."""
    cut = back = fixed = put = 0
    for clip, places in (with_pauses(name) for name in names):
        probe = probe_of(clip.name)
        ends = cut_off(clip, TurnTaking(EndpointSettings()), probe)
        starts = [start_s for _, start_s, _ in clip.words]
        soon = [end for end in ends if min(s for s in [*starts, 1e9] if s > end) - end <= REOPENED_S]
        naively = cut_off(clip, FixedSilence(FIXED_S), probe)
        put, cut, back, fixed = put + places, cut + len(ends), back + len(soon), fixed + len(naively)
        where = ", ".join(f"{end:.1f} s after “{word_before(clip, end)}”" for end in ends)
        print(f"  {clip.name}: {places} pauses put in, cut off {len(ends)} ({where})", flush=True)
    got = f"{cut} of {put} pauses" + (
        f", {back} of them taken back as the candidate speaks on" if cut else ""
    )
    naive = f"{fixed} with a fixed silence of {FIXED_S:g} s"
    return [Figure("answers cut off in thinking pauses of 2 to 3.5 s", got, "none", cut == 0, naive)]


def with_pauses(name: str) -> tuple[Clip, int]:
    """The fixture with pauses of 2, 3 and 3.5 s in turn behind words that want more, and their number."""
    clip, lengths, last, put = whole(name), cycle(PAUSES_S), -APART_WORDS, 0
    for at, (text, _, _) in enumerate(clip.words[:-1]):
        if at - last >= APART_WORDS and text.lower().strip(",") in WANTS_MORE and not text.endswith("."):
            clip, last, put = paused(clip, at, next(lengths)), at, put + 1
    return Clip(name, clip.samples, clip.words), put


def probe_of(name: str) -> Probe | None:
    kind, _, rest = name.partition("-")
    return Probe(rest.rpartition("-")[0], "", "", "", 0.0) if kind == "probe" else None


def word_before(clip: Clip, at_s: float) -> str:
    return [text for text, _, end_s in clip.words if end_s <= at_s][-1]


def word_rows() -> list[Figure]:
    """Words lost or doubled against one piece, with three recognisers."""
    sphinx = SphinxTranscriber(RUBRIC.vocabulary | STORY.vocabulary)
    figures = [_scripted_row(whole("webhook-strong"))]
    for name, transcriber, clips in (
        ("pocketsphinx", sphinx, ("webhook-strong", "webhook-thinking-pauses")),
        ("faster-whisper, the tests' own tiny model", WhisperTranscriber(WHISPER), ("demo-opening",)),
    ):
        losses = [compare(whole(clip), transcriber) for clip in clips]
        said = sum(loss.said for loss in losses)
        bad = sum(len(loss.lost) + len(loss.doubled) for loss in losses)
        for loss in losses:
            print(
                f"  {name}: lost {loss.lost}, doubled {loss.doubled}, {loss.stretches} stretches", flush=True
            )
        got = f"{bad / said:.2%} ({bad} of {said} words, {sum(loss.stretches for loss in losses)} stretches)"
        figures.append(Figure(f"words lost or doubled, {name}", got, "under 1 %", bad < 0.01 * said))
    heard, _ = in_stretches(whole("webhook-strong"), sphinx)
    wrong, said = word_errors([(whole("webhook-strong").text, " ".join(word.text for word in heard))])
    figures.append(
        Figure("word errors in the longest fixture, pocketsphinx", f"{wrong / said:.0%} of {said} words")
    )
    return figures


def _scripted_row(clip: Clip) -> Figure:
    draw = np.random.default_rng(7)
    hissing = clip.samples + draw.uniform(-HISS, HISS, len(clip.samples)).astype(np.float32)
    words = tuple(Word(*word) for word in clip.words)
    heard, stretches = in_stretches(
        Clip(clip.name, hissing, clip.words), ScriptedTranscriber([(hissing, words)])
    )
    same = [word.text for word in heard] == [word.text for word in words]
    got = f"{'none' if same else 'some'} of {len(words)} words, {stretches} stretches"
    return Figure("words lost or doubled, a recogniser that errs in nothing", got, "none", same)


def memory_rows(minutes: float) -> list[Figure]:
    """What a long session holds, after five minutes and at its end."""
    done = subprocess.run(
        [sys.executable, "-m", "latency.fed", str(minutes)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    looks = json.loads(done.stdout.splitlines()[-1])
    for look in looks[:: max(1, len(looks) // 6)]:
        print("  " + ", ".join(f"{name} {value:.1f}" for name, value in look.items()), flush=True)
    first = looks[min(WARM_MIN, len(looks) // 3) - 1]
    most = max(look["resident_mb"] for look in looks[looks.index(first) :])
    grown = most / first["resident_mb"] - 1
    resident = (
        f"{first['resident_mb']:.0f} MB after {first['heard_s'] / 60:.0f} min, at most {most:.0f} MB later"
    )
    last = looks[-1]
    got = f"{grown:+.1%}: {resident}; Python's own {first['python_mb']:.1f} to {last['python_mb']:.1f} MB"
    got += f"; threads {first['threads']} to {last['threads']}, files {first['files']} to {last['files']}"
    naive = f"{minutes * 60 * RATE_HZ * 4 / 1e6:.0f} MB for the sound alone"
    name = f"memory over a {last['heard_s'] / 60:.0f}-minute session"
    return [Figure(name, got, "flat within 5 %", grown <= FLAT, naive)]
