"""Counts in how many labelled stories each word stands: `simulator/judging/common_words.txt`.

    python benchmarks/count_common_words.py

A word that many different stories share says little about which story is told. All tellings of one
prepared story count as one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from simulator.judging.likeness import COMMON_WORDS, content_words
from simulator.judging.matching import stem
from simulator.packs import load_rubric

ROOT = Path(__file__).resolve().parent.parent
LEAST = 2
"""A word of one story alone needs no line: it weighs as much as one that was never seen."""


def main() -> None:
    rubric = load_rubric()
    stories: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        name = case["id"] if case["story"] == "own" else case["story"]
        for sentence in case["sentences"]:
            stories[name] |= {stem(word) for word in content_words(sentence["text"].split(), rubric)}
    counts = Counter(word for words in stories.values() for word in words)
    lines = [f"{word} {count}" for word, count in sorted(counts.items()) if count >= LEAST]
    head = f"# Stems that several labelled stories share, with how many of {len(stories)}.\n"
    made = "# Made by benchmarks/count_common_words.py.\n"
    text = f"{head}{made}stories {len(stories)}\n" + "\n".join(lines) + "\n"
    (ROOT / "simulator" / "judging" / COMMON_WORDS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
