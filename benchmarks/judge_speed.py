"""How long a judgement takes, on one core: of a whole answer, and of an answer that grew by an utterance.

    python benchmarks/judge_speed.py               the whole review of answers of about three minutes
    python benchmarks/judge_speed.py --rounds 9    more rounds, for a calmer figure on a busy machine

Whole: the judge has met neither the answer nor any of its sentences. Update: it has judged all but the
last utterance just before. The time is that of one core, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.cases import all_cases, heard

from simulator.domain.speech import Transcript
from simulator.judging import forget, review
from simulator.packs.library import load_rubric, load_story

WORDS = 450
"""Words of three minutes at 150 a minute."""
ANSWERS = 24
TARGETS_MS = {"whole": 30.0, "update": 10.0}
Growing = tuple[Transcript, Transcript]
"""An answer without its last utterance, and whole."""


def answers(bare: bool) -> list[Growing]:
    """Labelled answers, told one after another until they are three minutes long."""
    told = list(all_cases())[:: max(1, len(all_cases()) // (2 * ANSWERS))]
    found = []
    for one, other in zip(told[::2], told[1::2], strict=False):
        sentences, words = [], 0
        for sentence in (*one["sentences"], *other["sentences"]):
            if words >= WORDS:
                break
            sentences.append(sentence)
            words += len(sentence["text"].split())
        found.append((heard(sentences[:-1], bare=bare).transcript, heard(sentences, bare=bare).transcript))
    return found


def measure(told: Sequence[Growing], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every judgement."""
    rubric, story = load_rubric(), load_story("webhook-drop-rate")
    took: dict[str, list[float]] = {"whole": [], "update": []}

    def judged_ms(transcript: Transcript) -> float:
        begin = time.thread_time()
        review(transcript, story=story, rubric=rubric, principle="ownership", level="sde2")
        return 1000 * (time.thread_time() - begin)

    judged_ms(told[0][1])
    for _ in range(rounds):
        for before, after in told:
            forget()
            took["whole"].append(judged_ms(after))
            forget()
            judged_ms(before)
            took["update"].append(judged_ms(after))
    return took


def show(name: str, took: dict[str, list[float]]) -> None:
    middle = {kind: sorted(times)[len(times) // 2] for kind, times in took.items()}
    for kind, times in took.items():
        late = sorted(times)[int(0.95 * len(times))]
        print(
            f"{name:12}{kind:8} median {middle[kind]:6.1f} ms   p95 {late:6.1f} ms   "
            f"{middle[kind] / middle['whole']:5.0%} of the whole   (target {TARGETS_MS[kind]:.0f} ms)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one thread")
    for name, bare in (("punctuated", False), ("bare", True)):
        told = answers(bare)
        words = sum(len(after.words) for _, after in told) / len(told)
        show(name, measure(told, options.rounds))
        print(f"{'':12}{len(told)} answers of {words:.0f} words on average")


if __name__ == "__main__":
    main()
