"""Makes every recorded answer and its label file again from `scripts.yaml`.

    python audio_fixtures/make.py [FOLDER [NAME …]]

Needs flite (`apt-get install flite`); the recordings themselves need nothing, so nobody has to run this
to use or test the program. It invents nothing: words, labels and long pauses are those of the script;
only the short pauses between sentences and the slight changes of pace are drawn, from a seed that is
the recording's name.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import yaml
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import flite  # noqa: E402
import noise  # noqa: E402

RATE_HZ = flite.RATE_HZ
PEAK = 0.16
"""-16 dBFS: how loud a careful speaker is at a laptop."""
LEAD_S, TAIL_S = 0.5, 0.8
GAP_S = (0.3, 0.7)
"""Shortest and longest pause between sentences where the script names none."""
BEFORE_S, AFTER_S = 0.03, 0.08
"""What is kept of flite's own silence around an utterance."""
PACE = 0.03
"""How far a sentence's pace strays from the speaker's, as a share."""
DITHER = 1.5 / 32768
"""The floor of a quiet recording: no microphone gives exact zeros."""

SMALL = {"compression_level": "12", "lpc_type": "cholesky", "lpc_passes": "2", "max_prediction_order": "32"}
"""FLAC settings: slow to write, a few per cent smaller."""

PROBE_DEFAULTS = {"voice": "rms", "stretch": 0.97, "story": "webhook-drop-rate", "principle": "ownership"}

COPIED = "kind about story principle level probe grade voice stretch noise expect".split()
"""What a label takes over from its script as it stands."""

Label = dict[str, Any]


@dataclass
class Tape:
    """A recording in the making: sound up to `position` samples, and what was put on it."""

    pieces: list[tuple[int, NDArray[np.float64]]] = field(default_factory=list)
    words: list[Label] = field(default_factory=list)
    clauses: list[tuple[float, float]] = field(default_factory=list)
    end_s: float = LEAD_S

    def add(self, spoken: flite.Spoken, pause_s: float) -> None:
        """Appends an utterance whose first word starts `pause_s` after the last one's end."""
        first, last = spoken.words[0][1], spoken.words[-1][2]
        start = self.end_s + (pause_s if self.words else 0.0)
        cut = slice(round(max(0.0, first - BEFORE_S) * RATE_HZ), round((last + AFTER_S) * RATE_HZ))
        sound = _faded(spoken.samples[cut] / 32768)
        shift = start - first
        self.pieces.append((round(shift * RATE_HZ) + cut.start, sound))
        for text, begin, end in spoken.words:
            self.words.append({"text": text, "start": round(begin + shift, 3), "end": round(end + shift, 3)})
        self.clauses.append((start, last + shift))
        self.end_s = last + shift

    def sound(self) -> NDArray[np.float64]:
        mix = np.zeros(round((self.end_s + TAIL_S) * RATE_HZ))
        for at, piece in self.pieces:
            mix[at : at + len(piece)] += piece
        return mix * (PEAK / np.abs(mix).max())


def scripts() -> dict[str, Label]:
    """All scripts by name; probe answers come out with one entry in `sentences` per sentence."""
    source = yaml.safe_load((HERE / "scripts.yaml").read_text(encoding="utf-8"))
    made = {name: {"kind": "answer", **script} for name, script in source["answers"].items()}
    for name, script in source["probes"].items():
        parts = re.split(r"(?<=\.) ", script["text"])
        made[name] = {"kind": "probe", **PROBE_DEFAULTS, **script, "sentences": [{"text": p} for p in parts]}
    return {name: {**script, "spoken": source["spoken"]} for name, script in made.items()}


def render(name: str, script: Mapping[str, Any]) -> tuple[NDArray[np.int16], Label]:
    """Speaks one script. Returns int16 sound at `RATE_HZ` and its label."""
    draw = np.random.RandomState(zlib.crc32(name.encode()))
    tape = Tape()
    sentences = []
    pause_s = 0.0
    for sentence in script["sentences"]:
        first = len(tape.words)
        stretch = script["stretch"] * (1 + draw.uniform(-PACE, PACE))
        for text, before_s in _clauses(sentence["text"], pause_s):
            tape.add(flite.say(text, script["voice"], stretch, script["spoken"]), before_s)
        sentences.append(_sentence(sentence, tape.words[first:]))
        pause_s = sentence.get("pause", round(draw.uniform(*GAP_S), 2))
    sound = _in_room(tape, script.get("noise"), seed=zlib.crc32(name.encode()) % 2**31)
    samples = np.round(np.clip(sound, -1, 32767 / 32768) * 32768).clip(-32768, 32767).astype(np.int16)
    return samples, _label(name, script, sentences, tape, len(samples))


def encode(samples: NDArray[np.int16], path: Path) -> None:
    """Writes mono 16-bit FLAC."""
    with av.open(str(path), "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE_HZ, layout="mono", options=SMALL)
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def make(folder: Path, names: Sequence[str] = ()) -> Iterator[tuple[str, float]]:
    """Writes recordings and labels, all or those named, into `folder`; yields name and seconds."""
    known = scripts()
    for name in names or known:
        script = known[name]
        samples, label = render(name, script)
        encode(samples, folder / f"{name}.flac")
        (folder / f"{name}.json").write_text(_json(label), encoding="utf-8")
        yield name, label["duration"]


def _clauses(text: str, pause_s: float) -> Iterator[tuple[str, float]]:
    """Splits at thinking pauses: each part with the silence before it, in seconds."""
    parts = re.split(r"\s*\[([\d.]+)\]\s*", text)
    yield from zip(parts[::2], [pause_s, *map(float, parts[1::2])], strict=True)


def _sentence(script: Mapping[str, Any], words: list[Label]) -> Label:
    made: Label = {"text": " ".join(word["text"] for word in words)}
    if "section" in script:
        made["section"] = script["section"]
        made["signals"] = [{"id": key, "tier": tier} for key, tier in script.get("signals", {}).items()]
        made["disqualifiers"] = script.get("disqualifiers", [])
        made["decoy"] = script.get("decoy", [])
    return {**made, "start": words[0]["start"], "end": words[-1]["end"]}


def _label(name: str, script: Mapping[str, Any], sentences: list[Label], tape: Tape, length: int) -> Label:
    return {
        "schema": "hotseat.fixture/1",
        "id": name,
        "audio": f"{name}.flac",
        **{key: script[key] for key in COPIED if key in script},
        "language": "en",
        "duration": round(length / RATE_HZ, 3),
        "text": " ".join(sentence["text"] for sentence in sentences),
        "sentences": sentences,
        "pauses": [
            {"start": round(before[1], 3), "end": round(after[0], 3)}
            for before, after in zip(tape.clauses, tape.clauses[1:])
        ],
        "words": tape.words,
    }


def _in_room(tape: Tape, room: Mapping[str, Any] | None, seed: int) -> NDArray[np.float64]:
    speech = tape.sound()
    draw = np.random.RandomState(seed)
    if room is None:
        return speech + DITHER * draw.uniform(-1, 1, len(speech))
    spoken = np.zeros(len(speech), dtype=bool)
    for start, end in tape.clauses:
        spoken[round(start * RATE_HZ) : round(end * RATE_HZ)] = True
    around = (
        noise.fan(len(speech), seed) if room["kind"] == "fan" else noise.babble(len(speech), _talkers(), seed)
    )
    return np.asarray(noise.under(speech, around, spoken, room["snr_db"]))


def _talkers() -> list[NDArray[np.float64]]:
    """Six people at other tables, each with something to say."""
    lines = [script["text"] for script in scripts().values() if script["kind"] == "probe"][:6]
    voices = [flite.VOICES[i % len(flite.VOICES)] for i in range(len(lines))]
    stretches = (1.1, 0.9, 1.0, 0.95, 1.15, 1.05)
    return [
        flite.say(line.replace("SLO", "goal"), voice, stretch).samples / 32768
        for line, voice, stretch in zip(lines, voices, stretches, strict=True)
    ]


def _faded(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    ramp = np.linspace(0, 1, round(0.005 * RATE_HZ))
    sound = sound.copy()
    sound[: len(ramp)] *= ramp
    sound[-len(ramp) :] *= ramp[::-1]
    return sound


def _json(label: Label) -> str:
    """Two-space JSON with one word, one pause a line: short, and it reads well in a diff."""
    text = json.dumps(label, indent=1, ensure_ascii=False)
    flat = re.sub(r"\{\s+(\"(?:text|start|id)\"[^{}\[\]]*?)\s+\}", lambda m: "{" + _line(m[1]) + "}", text)
    return flat + "\n"


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for made_name, seconds in make(target, sys.argv[2:]):
        sys.stdout.write(f"{made_name} {seconds:.1f} s\n")
