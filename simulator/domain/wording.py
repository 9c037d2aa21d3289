"""How a value is put into words wherever a person reads it: ratings, levels, sections, times, foreign text.

Every place that shows something (terminal, page) says it alike because it says it from here. It
decides nothing about layout or colour.
"""

from __future__ import annotations

import re

from simulator.domain.review import GradeName, Level, Rating, SectionName, SectionStatus

WITHHELD = "Verdict withheld"
UNANSWERED = "No answer"

RATING_NAMES: dict[Rating, str] = {
    "strong_no_hire": "Strong No Hire",
    "no_hire": "No Hire",
    "leaning_no_hire": "Leaning No Hire",
    "leaning_hire": "Leaning Hire",
    "hire": "Hire",
    "strong_hire": "Strong Hire",
}
LEVEL_NAMES: dict[Level, str] = {"sde1": "SDE1", "sde2": "SDE2", "senior": "Senior"}
SECTION_NAMES: dict[SectionName, str] = {
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "reflection": "Reflection",
}
STATUS_NAMES: dict[SectionStatus, str] = {
    "on_target": "on target",
    "short": "short",
    "over": "over",
    "missing": "missing",
}
GRADE_NAMES: dict[GradeName, str] = {"weak": "weak", "strong": "strong"}

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0 and C1 controls, half surrogates, and the marks that turn the direction of text around.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TO_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "·": "-",
        "×": "x",
        "\u00a0": " ",
    }
)


NOTHING_HEARD = "Nothing was heard, so there is nothing to judge. Check the microphone and try again."
NOTHING_TYPED = "Nothing was typed, so there is nothing to judge."


def rating_name(rating: Rating | None) -> str:
    """The rating as people say it; None is a verdict withheld."""
    return WITHHELD if rating is None else RATING_NAMES[rating]


def counted(count: int, thing: str) -> str:
    """`1 question`, `3 questions`."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def readable(identifier: str) -> str:
    """An id as a label: `handed-off` -> `Handed off`."""
    return safe(identifier).replace("-", " ").replace("_", " ").capitalize()


def day(text: str) -> str:
    """ISO text as people read it in a column: `2026-01-05 10:00`."""
    return text[:16].replace("T", " ")


def clock(seconds: float) -> str:
    """Minutes and seconds as a player shows them, rounded down: 65.4 -> `1:05`."""
    whole = int(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def safe(text: str) -> str:
    """Text from a pack, a transcript or a file name, made harmless for a terminal and kept on one line.

    Line breaks and tabs become one space, every other control character the replacement mark.
    """
    return _CONTROLS.sub("\ufffd", _BREAKS.sub(" ", text))


def in_ascii(text: str) -> str:
    """For an output that takes nothing else: typographic signs by their likeness, the rest as `?`."""
    return text.translate(_TO_ASCII).encode("ascii", "replace").decode("ascii")
