"""Speech from Debian's flite voices, with the exact time of every word.

Binds `libflite.so.1` through ctypes, because the command-line program gives sound and no times. Needs
the Debian package `libflite1`; anything else that speaks is out of its reach.
"""

from __future__ import annotations

import ctypes as c
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000
"""The native rate of the three voices."""

VOICES = ("slt", "rms", "awb")

_WORD_START = b"R:SylStructure.daughter1.daughter1.R:Segment.p.end"
_WORD_END = b"R:SylStructure.daughtern.daughtern.R:Segment.end"
_SIGNATURES = {
    "flite_synth_text": (c.c_void_p, [c.c_char_p, c.c_void_p]),
    "utt_relation": (c.c_void_p, [c.c_void_p, c.c_char_p]),
    "relation_head": (c.c_void_p, [c.c_void_p]),
    "item_next": (c.c_void_p, [c.c_void_p]),
    "item_feat_string": (c.c_char_p, [c.c_void_p, c.c_char_p]),
    "flite_ffeature_float": (c.c_float, [c.c_void_p, c.c_char_p]),
    "utt_wave": (c.c_void_p, [c.c_void_p]),
    "delete_utterance": (None, [c.c_void_p]),
    "flite_feat_set_float": (None, [c.c_void_p, c.c_char_p, c.c_float]),
}


class _Wave(c.Structure):
    _fields_ = (
        ("type", c.c_char_p),
        ("sample_rate", c.c_int),
        ("num_samples", c.c_int),
        ("num_channels", c.c_int),
        ("samples", c.POINTER(c.c_short)),
    )


class _Voice(c.Structure):
    _fields_ = (("name", c.c_char_p), ("features", c.c_void_p))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance: int16 `samples` at `RATE_HZ`; words and phones as (name, start_s, end_s)."""

    samples: NDArray[np.int16]
    words: tuple[tuple[str, float, float], ...]
    phones: tuple[tuple[str, float, float], ...]


def available() -> bool:
    """Whether flite and its voices are installed here."""
    try:
        _library()
        for name in VOICES:
            _voice(name)
    except OSError:
        return False
    return True


def say(text: str, voice: str, stretch: float = 1.0, spoken: Mapping[str, str] | None = None) -> Spoken:
    """Speaks `text`; `stretch` above 1 is slower, `spoken` says how to read what is written otherwise.

    The words are those of `text` as it is written, split at blanks.

    Raises:
        OSError: flite or the voice is not installed.
        ValueError: flite reads `text` as other words, as it does with digits.
    """
    flite = _library()
    speaker = _voice(voice)
    features = c.cast(speaker, c.POINTER(_Voice)).contents.features
    flite.flite_feat_set_float(features, b"duration_stretch", stretch)
    _restart_dice()
    readings = [(token, _reading(token, spoken or {})) for token in text.split()]
    utterance = flite.flite_synth_text(" ".join(reading for _, reading in readings).encode(), speaker)
    try:
        wave = c.cast(flite.utt_wave(utterance), c.POINTER(_Wave)).contents
        if wave.sample_rate != RATE_HZ:
            raise ValueError(f"voice {voice} speaks at {wave.sample_rate} Hz, not {RATE_HZ}")
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).copy()
        heard = [_timed(flite, item) for item in _items(flite, utterance, b"Word")]
        phones = _phones(flite, utterance)
    finally:
        flite.delete_utterance(utterance)
    return Spoken(samples, _as_written(readings, heard), phones)


def _restart_dice() -> None:
    """flite draws the breath in its voices from the C library's dice: the same throw every time."""
    c.CDLL(None).srand(1)


def letters(text: str) -> str:
    """`text` without case, blanks and punctuation."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _reading(token: str, spoken: Mapping[str, str]) -> str:
    bare = token.rstrip(".,")
    return spoken.get(bare, bare) + token[len(bare) :]


def _as_written(
    readings: Iterable[tuple[str, str]], heard: Iterable[tuple[str, float, float]]
) -> tuple[tuple[str, float, float], ...]:
    """Joins flite's words ("team" + "'s", "s" + "l" + "o") back into the written ones."""
    words = []
    rest = iter(heard)
    for token, reading in readings:
        part, start, end = next(rest, ("", 0.0, 0.0))
        said = letters(part)
        while said != letters(reading):
            part, _, end = next(rest, ("", 0.0, 0.0))
            if not part:
                raise ValueError(f"flite does not read {token!r} as written: spell it as it is spoken")
            said += letters(part)
        words.append((token, start, end))
    return tuple(words)


def _timed(flite: c.CDLL, item: int) -> tuple[str, float, float]:
    start = flite.flite_ffeature_float(item, _WORD_START)
    end = flite.flite_ffeature_float(item, _WORD_END)
    return flite.item_feat_string(item, b"name").decode(), float(start), float(end)


def _phones(flite: c.CDLL, utterance: int) -> tuple[tuple[str, float, float], ...]:
    phones = []
    start = 0.0
    for item in _items(flite, utterance, b"Segment"):
        end = float(flite.flite_ffeature_float(item, b"end"))
        phones.append((flite.item_feat_string(item, b"name").decode(), start, end))
        start = end
    return tuple(phones)


def _items(flite: c.CDLL, utterance: int, relation: bytes) -> list[int]:
    items = []
    item = flite.relation_head(flite.utt_relation(utterance, relation))
    while item:
        items.append(item)
        item = flite.item_next(item)
    return items


@cache
def _library() -> c.CDLL:
    flite = c.CDLL("libflite.so.1", mode=c.RTLD_GLOBAL)
    for part in ("usenglish", "cmulex"):
        c.CDLL(f"libflite_{part}.so.1", mode=c.RTLD_GLOBAL)
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(flite, name)
        function.restype, function.argtypes = result, arguments
    flite.flite_init()
    return flite


@cache
def _voice(name: str) -> int:
    register = getattr(c.CDLL(f"libflite_cmu_us_{name}.so.1", mode=c.RTLD_GLOBAL), f"register_cmu_us_{name}")
    register.restype, register.argtypes = c.c_void_p, [c.c_char_p]
    return int(register(None))
