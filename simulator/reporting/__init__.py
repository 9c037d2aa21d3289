"""Reviews, grades and session traces -> text for a terminal and JSON for programs.

It shows what was judged; it judges nothing, reads no clock and talks to no device. What stands here is read
from its module when it is first asked for: most commands need one page of all there are.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.reporting.contract import (
        error_json,
        grade_json,
        json_line,
        review_json,
        stripped,
        trace_object,
        transcript_object,
    )
    from simulator.reporting.printing import (
        print_grade,
        print_levels,
        print_principle,
        print_review,
        print_story,
    )

__all__ = [
    "error_json",
    "grade_json",
    "json_line",
    "print_grade",
    "print_levels",
    "print_principle",
    "print_review",
    "print_story",
    "review_json",
    "stripped",
    "trace_object",
    "transcript_object",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    home = "printing" if name.startswith("print_") else "contract"
    return getattr(import_module(f"{__name__}.{home}"), name)
