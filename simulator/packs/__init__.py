"""Reads and checks what is in `prompts/` and the user's own packs; gives Story, Principle and Rubric.

It says where a pack is wrong and how to mend it. It judges no answer and asks no question, and it never
takes from a YAML file more than text, numbers, lists and mappings.
"""

from __future__ import annotations

from simulator.packs.faults import Fault
from simulator.packs.library import (
    GENERAL,
    check,
    load_rubric,
    load_spacing,
    load_story,
    principle_names,
    readable_principles,
    rubric_names,
    shelved_names,
    story_file,
    story_ids,
)
from simulator.packs.resources import resource_folder

__all__ = [
    "GENERAL",
    "Fault",
    "check",
    "load_rubric",
    "load_spacing",
    "load_story",
    "principle_names",
    "readable_principles",
    "resource_folder",
    "rubric_names",
    "shelved_names",
    "story_file",
    "story_ids",
]
