"""A fault of a pack, as one sentence: file, line, field, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from simulator.errors import PackError

MOST_SHOWN = 100
"""Faults told at once. Source: judgement: nobody mends more in one go; a stray file may have thousands."""

FieldPath = tuple[str | int, ...]
"""The way from the top of a pack to a value: keys, and places in lists counted from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a pack.

    `line` is counted from 1; 0 where the file as a whole is meant. `field` is the dotted way to the
    value, list items counted from 1; empty where no field is meant. `mend` says what to do.
    """

    file: str
    line: int
    field: str
    problem: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"{self.field} {self.problem}" if self.field else self.problem
        return f"{place}: {subject}; {self.mend}."


def field_name(path: FieldPath) -> str:
    """`('options', 0, 'text')` as people read it: `options[1].text`."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{shown(step)}" if name else shown(step)
    return name


def shown(text: str, most: int = 40) -> str:
    """Text from a file, on one line, printable and short enough for a sentence."""
    flat = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def described(value: Any) -> str:
    """What stands where something else was wanted, in words."""
    match value:
        case None | "":
            return "is empty"
        case bool():
            return f"is {str(value).lower()}"
        case str():
            return f"is '{shown(value)}'"
        case list():
            return "is a list" if value else "is an empty list"
        case dict():
            return "is a mapping" if value else "is an empty mapping"
        case _:
            return f"is {value}"


def listed(choices: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    *head, tail = choices
    return f"{', '.join(head)} {last} {tail}" if head else tail


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """By line, one a field and place: where two rules meet on one field, the first said is kept."""
    first: dict[tuple[int, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.line, fault.field), fault)
    return tuple(sorted(first.values(), key=lambda fault: fault.line))


def pack_error(faults: tuple[Fault, ...], code: str = "pack-invalid") -> PackError:
    """All faults as one error, a line each."""
    lines = [str(fault) for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        lines.append(f"{faults[0].file}: {len(faults) - MOST_SHOWN} more faults; mend these first.")
    return PackError("\n".join(lines), code=code)
