"""Reviews, grades and session traces -> text for a terminal and JSON for programs.

It shows what was judged; it judges nothing, reads no clock and talks to no device.
"""

from simulator.reporting.contract import (
    error_json,
    grade_json,
    json_line,
    review_json,
    stripped,
    trace_object,
    transcript_object,
)
from simulator.reporting.printing import print_grade, print_levels, print_principle, print_review, print_story

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
