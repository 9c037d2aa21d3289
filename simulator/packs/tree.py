"""YAML text into plain values, with the line of every field.

It reads YAML's parse events itself, so that nothing in a pack can name a Python object, repeat an
anchor until memory is full, or turn into something that its writer did not mean: `no` is a word, `1:30`
is a text, and only numbers, `true`, `false` and `null` are anything else. Every fault that does not stop
the reading is collected; what the values mean is not decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from simulator.packs.faults import Fault, FieldPath, field_name, shown

MOST_BYTES = 1_000_000
"""Source: judgement: the longest shipped pack is a tenth of it, and a stray recording is larger."""

DEEPEST = 24
"""Levels of nesting. Source: judgement: three times the deepest field of a pack."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TEXT_TAG = "tag:yaml.org,2002:str"
_PLAIN_TAGS = frozenset({None, "!", _TEXT_TAG, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


@dataclass(slots=True)
class Tree:
    """A pack's values and where each stands. `lines` are counted from 1."""

    data: Any = None
    lines: dict[FieldPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: FieldPath) -> int:
        """The line of `path`, or of the nearest field that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _StopReadingError(Exception):
    """A fault after which the rest of the file has no meaning."""


def read_tree(text: str, file: str) -> Tree:
    """Reads one YAML document. Where `faults` is not empty, `data` may be None or in part wrong."""
    reader = _Reader(text, file)
    try:
        reader.read()
    except _StopReadingError:
        pass
    except yaml.YAMLError as error:
        reader.tree.faults.append(_syntax_fault(error, text, file))
    return reader.tree


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.tree = Tree()
        self._events: Iterator[Any] = _events(text)

    def read(self) -> None:
        """Walks the stream: one document, and its values."""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document begins here", "keep one pack a file, and no '---'")
                self.tree.data = self._value(next(self._events), ())

    def _value(self, event: Any, path: FieldPath) -> Any:
        self.tree.lines.setdefault(path, event.start_mark.line + 1)
        if len(path) > DEEPEST:
            self._stop(event, f"it is nested more than {DEEPEST} deep", "check brackets and indentation")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._fault(event, path, f"uses '{sign}{shown(event.anchor)}'", "write the value out in full")
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag not in _PLAIN_TAGS:
            self._fault(event, path, f"has the tag '{shown(event.tag)}'", "remove the tag")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return _scalar(event)

    def _mapping(self, path: FieldPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            below = (*path, key)
            if key in found:
                first = self.tree.lines[below]
                self._fault(event, below, f"stands here again after line {first}", "keep one of the two")
                known = len(self.tree.faults)
                self._value(next(self._events), (*below, "again"))
                del self.tree.faults[known:]  # what goes out with the field needs no mending
                continue
            self.tree.lines[below] = event.start_mark.line + 1
            found[key] = self._value(next(self._events), below)
        return found

    def _key(self, event: Any, path: FieldPath) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(event, "a field's name is not plain text", "write a word and a colon")
        if event.anchor or event.tag not in _PLAIN_TAGS:
            self._fault(event, (*path, event.value), "has an anchor or tag in its name", "write it plain")
        return str(event.value)

    def _sequence(self, path: FieldPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _fault(self, event: Any, path: FieldPath, problem: str, mend: str) -> None:
        line = event.start_mark.line + 1
        self.tree.faults.append(Fault(self.file, line, field_name(path), problem, mend))

    def _stop(self, event: Any, problem: str, mend: str) -> None:
        self._fault(event, (), problem, mend)
        raise _StopReadingError


def _events(text: str) -> Iterator[Any]:
    # libyaml's parser is some thirty times faster; where PyYAML was built without it the other will do.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    return events


def _scalar(event: Any) -> str | int | float | bool | None:
    text: str = event.value
    if event.style or event.tag in {"!", _TEXT_TAG}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


# What YAML's own complaint means for somebody who writes a pack, most telling part first.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (r"'\\t'|\btabs?\b", "a tab stands where spaces belong", "indent with spaces only"),
    (
        r"mapping values are not allowed",
        "a colon stands where none can be",
        "put the text in quotes",
    ),
    (r"could not find expected ':'", "a line is neither a field nor part of a text", "write 'name: value'"),
    (r"quoted scalar", "a quotation mark is never closed", "close it at the end of the text"),
    (
        r"expected <block end>",
        "a line is indented unlike its neighbours",
        "align it with them",
    ),
    (r"undefined alias", "a value begins with '*'", "put the text in quotes"),
    (
        r"not allowed|unacceptable|control char",
        "it holds a sign that no text has",
        "save it as plain text",
    ),
    (
        r"cannot start any token",
        "a text begins with a sign that YAML uses itself",
        "put it in quotes",
    ),
    (r"expected ',' or|flow", "a bracket is never closed", "close it, or write a list with dashes"),
)


def _syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line + 1, text.count("\n") + 1) if mark else 1
    lines = text.splitlines()
    if 0 < line <= len(lines) and re.match(r" *\t", lines[line - 1]):
        return Fault(file, line, "", *_SYNTAX[0][1:])
    for sign, problem, mend in _SYNTAX:
        if re.search(sign, str(error)):
            return Fault(file, line, "", problem, mend)
    return Fault(file, line, "", "this is not YAML", "check colons, quotation marks and indentation")
