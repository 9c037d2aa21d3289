"""Scores the judge on the labelled answers, in this process and by the sets in which they were written.

    python benchmarks/score.py                      the shipped judge on all sets (it has learned from them)
    python benchmarks/score.py --held-out DIR       each set by a model that has not seen it (made on demand)
    python benchmarks/score.py --bare --noise 0.1   as pocketsphinx writes; words bent as recognisers do
    python benchmarks/score.py --sets b c --misses  only these sets, every error in full
    python benchmarks/score.py --answers FILE...    other labelled answers, by the shipped model or --model M

A hit belongs to the sentence that it overlaps most; every sentence and id is one decision.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.cases import SETS, Heard, all_cases, heard, set_of  # noqa: E402

from simulator.domain.review import SECTIONS  # noqa: E402
from simulator.domain.rubric import Rubric  # noqa: E402
from simulator.domain.story import Story  # noqa: E402
from simulator.judging.decide import decide  # noqa: E402
from simulator.judging.detect import detect  # noqa: E402
from simulator.judging.findings import Findings  # noqa: E402
from simulator.judging.grading import grade_answer  # noqa: E402
from simulator.judging.learned import Learned  # noqa: E402
from simulator.packs.library import load_rubric, load_story  # noqa: E402

MODEL_SETS = {"webhook+own": "own"}
Span = tuple[float, float]
Tally = Counter[str]


def overlap(a: Span, b: Span) -> float:
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def sentence_of(span: Span, spans: Sequence[Span]) -> int | None:
    span = (span[0], max(span[1], span[0] + 0.01))
    best = max(range(len(spans)), key=lambda at: overlap(span, spans[at]))
    return best if overlap(span, spans[best]) > 0 else None


class Score:
    """Counts over answers; `figures()` are those of the contract."""

    def __init__(self) -> None:
        self.c: Tally = Counter()
        self.per_id: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.misses: list[tuple[Any, ...]] = []
        self.off_s: list[float] = []
        self.took_ms: list[float] = []

    def add(self, case: Mapping[str, Any], said: Heard, findings: Findings) -> None:
        self._add_sections(case, said.spans, findings)
        self._add_hits(case, said.spans, findings, "signals")
        self._add_hits(case, said.spans, findings, "disqualifiers")

    def _add_sections(self, case: Mapping[str, Any], spans: Sequence[Span], findings: Findings) -> None:
        found = {section.name: section for section in findings.sections}
        true_s: Counter[str] = Counter()
        for sentence, span, at in zip(case["sentences"], spans, range(len(spans))):
            name = sentence["section"]
            if name not in SECTIONS:
                continue
            length = span[1] - span[0]
            right = min(length, sum(overlap(span, piece) for piece in found[name].spans))
            true_s[name] += length
            self.c["time"] += length
            self.c["time_right"] += right
            if right < length / 2:
                other = [s.name for s in findings.sections if any(overlap(span, p) > 0.5 for p in s.spans)]
                self.misses.append((case["id"], at, "section", f"{name} taken for {other}", sentence["text"]))
        for name in SECTIONS:
            if true_s[name] > 0:
                self.off_s.append(abs(true_s[name] - found[name].spoken_s))
            self.c["presence"] += 1
            self.c["presence_right"] += (true_s[name] > 0) == (found[name].spoken_s > 1.0)

    def _add_hits(
        self, case: Mapping[str, Any], spans: Sequence[Span], findings: Findings, kind: str
    ) -> None:
        told = case["sentences"]
        by_place = {(sentence_of((h.start_s, h.end_s), spans), h.id): h for h in getattr(findings, kind)}
        hits = {place for place in by_place if place[0] is not None}
        truth: dict[tuple[int, str], str] = {}
        for at, sentence in enumerate(told):
            for label in sentence.get(kind, []):
                name, tier = (label["id"], label["tier"]) if isinstance(label, dict) else (label, "")
                truth[at, name] = tier
        decoys = {(at, name) for at, sentence in enumerate(told) for name in sentence.get("decoy", [])}
        for place, tier in truth.items():
            self._count(kind, place[1], tier, place in hits)
            if place not in hits:
                self.misses.append((case["id"], place[0], "missed", place[1], told[place[0]]["text"]))
        for place in sorted(hits - set(truth), key=str):
            self.c[f"{kind}_false"] += 1
            self.per_id[kind][place[1], "false"] += 1
            hit = by_place[place]
            shown = f"{place[1]} ({hit.score}: {hit.phrase})"
            self.misses.append((case["id"], place[0], "false", shown, told[int(place[0] or 0)]["text"]))
        if kind == "disqualifiers":
            self.c["decoys"] += len(decoys)
            self.c["decoys_fooled"] += len(decoys & hits)

    def _count(self, kind: str, name: str, tier: str, found: bool) -> None:
        for key in (kind, f"{kind}_{tier}") if tier else (kind,):
            self.c[f"{key}_true"] += 1
            self.c[f"{key}_found"] += found
        self.per_id[kind][name, "true"] += 1
        self.per_id[kind][name, "found"] += found

    def conclude(self, case: Mapping[str, Any], what: str, got: str, wanted: Sequence[str]) -> None:
        self.c[what] += 1
        self.c[f"{what}_right"] += got in wanted
        if got not in wanted:
            self.misses.append((case["id"], 0, what, f"{got} for {' or '.join(wanted)}", ""))

    def figures(self) -> dict[str, float]:
        off = sorted(self.off_s) or [0.0]
        out = {
            "section_time_right": _share(self.c["time_right"], self.c["time"]),
            "section_presence_right": _share(self.c["presence_right"], self.c["presence"]),
            "section_seconds_off_median": off[len(off) // 2],
            "section_seconds_off_p90": off[int(len(off) * 0.9)],
        }
        for kind in ("signals", "disqualifiers"):
            found, false, true = (self.c[f"{kind}_{part}"] for part in ("found", "false", "true"))
            p, r = _share(found, found + false), _share(found, true)
            out |= {f"{kind}_precision": p, f"{kind}_recall": r, f"{kind}_f1": _share(2 * p * r, p + r)}
        for tier in ("verbatim", "near", "paraphrase"):
            out[f"signals_recall_{tier}"] = _share(
                self.c[f"signals_{tier}_found"], self.c[f"signals_{tier}_true"]
            )
        out["decoy_false_alarms"] = _share(self.c["decoys_fooled"], self.c["decoys"])
        for what in ("first_probe", "verdict", "grade"):
            out[f"{what}_right"] = _share(self.c[f"{what}_right"], self.c[what])
        out["milliseconds_median"] = sorted(self.took_ms)[len(self.took_ms) // 2] if self.took_ms else 0.0
        return out


def concluded(
    score: Score,
    case: Mapping[str, Any],
    said: Heard,
    findings: Findings,
    story: Story | None,
    rubric: Rubric,
) -> None:
    """Adds the verdict and the first probe, as the product would conclude from these findings."""
    judged = decide(
        findings,
        said.transcript,
        story=story,
        rubric=rubric,
        principle=case["principle"],
        level=case["level"],
    )
    first = judged.probes[0].id if judged.probes else ""
    score.conclude(case, "verdict", str(judged.verdict.rating), case["expect"]["verdict"])
    score.conclude(case, "first_probe", first, case["expect"]["first_probe"])


def graded(
    score: Score,
    case: Mapping[str, Any],
    judge: Learned,
    story: Story | None,
    rubric: Rubric,
    how: Mapping[str, Any],
) -> None:
    """Adds the grade of each answer to a probe."""
    for answer in case.get("probe_answers", []):
        transcript = heard([answer], **how).transcript
        likely = judge.grade_probability(
            [word.text for word in transcript.words], answer["probe"], own=story is None
        )
        findings = detect(transcript, story, rubric, judge)
        got = grade_answer(transcript, findings, likely, probe=answer["probe"], story=story, rubric=rubric)
        score.conclude(case, "grade", got.grade, [answer["grade"]])


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def models(folder: Path | None) -> dict[str, Learned]:
    """For each set the model to judge it with; those that are not in `folder` are trained first."""
    if folder is None:
        return {name: Learned.load() for name in SETS}
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETS:
        path = _model_path(folder, name)
        if not path.exists():
            trainer = [sys.executable, str(ROOT / "benchmarks" / "train_judge.py")]
            subprocess.run(
                [*trainer, "--leave-out", MODEL_SETS.get(name, name), "--out", str(path)], check=True
            )
    return {name: Learned.load(_model_path(folder, name)) for name in SETS}


def _model_path(folder: Path, name: str) -> Path:
    return folder / f"{MODEL_SETS.get(name, name)}.npz"


def to_score(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any], Learned]]:
    """Each answer to be scored, with its set and the model to judge it."""
    if options.answers:
        judge = Learned.load(options.model)
        yield from (("answers", json.loads(path.read_text("utf-8")), judge) for path in options.answers)
        return
    judges = models(options.held_out)
    for case in all_cases():
        name = set_of(case)
        if name in options.sets:
            yield name, case, judges[name]


def run(options: argparse.Namespace) -> dict[str, Score]:
    rubric = load_rubric()
    stories = {"own": None, "webhook-drop-rate": load_story("webhook-drop-rate")}
    scores: dict[str, Score] = defaultdict(Score)
    how = {"noise": options.noise, "bare": options.bare, "seed": options.seed}
    for name, case, judge in to_score(options):
        said = heard(case["sentences"], **how)
        story = stories[case["story"]]
        begin = time.perf_counter()
        findings = detect(said.transcript, story, rubric, judge)
        took_ms = 1000 * (time.perf_counter() - begin)
        for key in (name, "all"):
            scores[key].add(case, said, findings)
            scores[key].took_ms.append(took_ms)
            concluded(scores[key], case, said, findings, story, rubric)
            graded(scores[key], case, judge, story, rubric, how)
    return scores


def show(scores: Mapping[str, Score], order: Iterable[str]) -> None:
    names = [name for name in (*order, "all") if name in scores]
    table = {name: scores[name].figures() for name in names}
    print(f"{'':28}" + "".join(f"{name:>12}" for name in names))
    for key in table[names[0]]:
        print(f"{key:28}" + "".join(f"{table[name][key]:12.3f}" for name in names))
    for kind, counts in scores["all"].per_id.items():
        print(f"\n{kind:24}{'labelled':>9}{'found':>7}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
        for key in sorted({name for name, _ in counts}):
            true, found, false = (counts[key, part] for part in ("true", "found", "false"))
            p, r = _share(found, found + false), _share(found, true)
            print(f"  {key:22}{true:9}{found:7}{false:7}{p:11.2f}{r:8.2f}{_share(2 * p * r, p + r):7.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument(
        "--held-out", type=Path, metavar="DIR", help="folder of models, one for each left-out set"
    )
    parser.add_argument("--answers", nargs="+", type=Path, default=[], metavar="FILE")
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--noise", type=float, default=0.0)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.held_out and not importlib.util.find_spec("sklearn"):
        raise SystemExit("training needs scikit-learn: pip install 'hotseat[train]'")
    scores = run(options)
    if options.misses:
        for row in sorted(scores["all"].misses, key=lambda row: (row[2], row[3], row[0])):
            print(" | ".join(map(str, row)))
    show(scores, () if options.answers else options.sets)


if __name__ == "__main__":
    main()
