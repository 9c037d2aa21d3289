"""Whether the marks in a rubric's texts, such as `{quote}`, are ones that somebody fills in there.

A mark that nobody fills would be read out to the candidate, braces and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from simulator.domain.principle import Principle
from simulator.domain.rubric import Rubric
from simulator.packs.faults import FieldPath, listed, shown
from simulator.packs.shape import nearest
from simulator.packs.vocabulary import Break

MARKS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("probes", "*", "fix"): ("quote",),
    ("principles", "*", "probes", "*", "fix"): ("quote",),
    ("wording", "lead_quote"): ("quote",),
    ("wording", "lead_dig"): ("quote",),
    ("wording", "mend", "*"): ("quote",),
    ("wording", "story_because"): ("probes_for",),
    ("wording", "overlong"): ("spoken", "target"),
    ("wording", "raise_to"): ("rating", "items"),
    ("wording", "again_begins"): ("recogniser",),
    ("wording", "again_rating"): ("before", "after"),
    ("wording", "again_grade"): ("subject", "before", "after"),
    ("wording", "again_gone"): ("quote",),
    ("wording", "again_new"): ("quote",),
    ("tough", "situation_long", "texts"): ("quote",),
    ("tough", "we_action", "texts"): ("quote",),
    ("drill", "begin"): ("section", "seconds"),
    ("drill", "again"): ("section", "seconds"),
    ("drill", "missed"): ("wanted",),
    ("telling", "begin"): ("question",),
    ("telling", "done"): ("title",),
    ("bank", "state"): ("gaps", "thin", "all"),
    ("bank", "tell"): ("principle", "id"),
    ("bank", "practise"): ("principle", "id", "story"),
    ("bank", "overused"): ("story", "count"),
    ("loop", "another"): ("question",),
    ("loop", "on"): ("question",),
    ("loop", "votes", "*"): ("questions",),
    ("loop", "not_all"): ("rated", "asked"),
    ("loop", "follow_ups"): ("strong", "count"),
    ("loop", "twice"): ("story",),
    ("walkthrough", "coaching"): ("section", "seconds"),
    ("walkthrough", "example"): ("section",),
    ("walkthrough", "mistake"): ("section",),
    ("walkthrough", "mark"): ("number", "count"),
    ("walkthrough", "thinks"): ("rating",),
    ("walkthrough", "reflection"): ("levels",),
    ("walkthrough", "lens"): ("principle",),
    ("walkthrough", "level"): ("level",),
    ("walkthrough", "check"): ("number", "count"),
    ("walkthrough", "wrong"): ("right",),
    ("sway", "lift_text"): ("probes", "before", "after"),
    ("sway", "drop_text"): ("probes", "before", "after"),
    ("sway", "rescore_text"): ("probes", "before", "after", "why"),
    ("sway", "unmoved_text"): ("after",),
}
"""What may stand in a text, by the names on the way to it; `*` is any name. Places in lists are left out."""
TRUST_MESSAGES: Mapping[str, tuple[str, ...]] = {
    "nothing-heard": (),
    "silent": (),
    "no-speech": (),
    "too-few-words": ("value",),
    "too-short": ("value",),
    "unclear": (),
    "guesses": ("value",),
    "not-english": (),
    "mostly-silence": (),
    **dict.fromkeys(("offset", "clipped", "hum", "music", "whisper", "second-voice"), ()),
    "fine": (),
}
"""What the judge may find about a transcript, and the marks that it fills in. All must be there."""
DELIVERY_MESSAGES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("slow", "fast", "slow-stretch", "fast-stretch", "we", "pause", "flat", "fading"), ("value",)
    ),
    **dict.fromkeys(("slow-section", "fast-section"), ("value", "section")),
    **dict.fromkeys(
        ("fillers", "hedges", "hesitations", "pause-inside", "pauses-inside"), ("value", "count")
    ),
    **dict.fromkeys(("filler-burst", "hedge-burst", "repeats"), ("count",)),
    **dict.fromkeys(("quiet", "clipped", "offset", "hum", "music", "second-voice"), ()),
}
"""What the judge may remark on, and the marks that it fills in. What has no message is not remarked on."""
_MESSAGES = {"trust": TRUST_MESSAGES, "delivery": DELIVERY_MESSAGES}
NEEDED = (("wording", "lead_quote"),)
"""Texts that are pointless without their mark."""
_NO_TEXTS = frozenset({"patterns", "unless", "words", "vocabulary"})
_MARK = re.compile(r"\{([^{}]*)\}")
_NEAR = 70


def mark_breaks(rubric: Rubric | Principle) -> Iterator[Break]:
    """Every mark in a pack's texts that is left standing, and every one that is sorely missed."""
    for path, text in _texts(rubric, ()):
        names = tuple(step for step in path if isinstance(step, str))
        allowed = _allowed(names)
        for mark in _MARK.findall(text):
            if mark not in allowed:
                yield path, f"holds {{{shown(mark)}}}, which nobody fills in here", _mend(mark, allowed)
        if re.search(r"[{}]", _MARK.sub("", text)):
            yield path, "holds a single brace", "write a mark as {name}, or leave the brace out"
        if names in NEEDED and not _MARK.search(text):
            yield path, f"lacks {{{allowed[0]}}}", f"say where {{{allowed[0]}}} stands"


def _texts(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every text that somebody reads or hears, and the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for place, below in enumerate(value):
            yield from _texts(below, (*path, place))
    elif is_dataclass(value) or isinstance(value, dict):
        named = value if isinstance(value, dict) else {f.name: getattr(value, f.name) for f in fields(value)}
        for name, below in named.items():
            if name not in _NO_TEXTS or isinstance(value, dict):
                yield from _texts(below, (*path, name))


def _allowed(names: tuple[str, ...]) -> tuple[str, ...]:
    if names[1:2] == ("messages",):
        return _MESSAGES[names[0]].get(names[2], ())
    for way, marks in MARKS.items():
        if len(way) == len(names) and all(step in {"*", name} for step, name in zip(way, names, strict=True)):
            return marks
    return ()


def _mend(mark: str, allowed: tuple[str, ...]) -> str:
    meant = nearest(mark, allowed, _NEAR)
    if meant:
        return f"write {{{meant}}}"
    return f"use {listed(f'{{{name}}}' for name in allowed)}" if allowed else "leave it out"
