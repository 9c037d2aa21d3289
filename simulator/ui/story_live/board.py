"""What is there of a story and what it still lacks -> lines to glance at while it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from simulator.domain.telling import Need, ToldSection
from simulator.domain.wording import SECTION_NAMES, readable
from simulator.events import StoryGrew
from simulator.ui.live.look import CREDIT, GAP, GOOD, NEAR, QUIET, quoted, say

NUMBERS = {"no-number": "A number", "no-worth": "What it was worth"}
"""What a committee counts with, shown when it is there as well: the gap that is open where it is not."""
OTHERS = {"no-i": "Your own part", "no-boundary": "Whose it was", "no-delivery": "Who took it up"}
"""What else is asked for, where its id is not how anybody would say it; shown while it is open."""
GAPS = "   "
ROOM = 44
"""The columns of the board beside the words. A longer phrase is cut: it is there to be known again."""


def in_short(story: StoryGrew) -> Content:
    """The sections in a row, and below them the numbers and whatever else is missing."""
    sections = [_sign(bool(section.text), SECTION_NAMES[section.name]) for section in story.draft.sections]
    return Content("\n").join([Content(GAPS).join(sections), Content(GAPS).join(_others(story))])


def in_full(story: StoryGrew) -> Content:
    """A section a line, with its phrases and what it lacks; the numbers last."""
    lines: list[Content] = []
    for section in story.draft.sections:
        lines += _section(section, story.lacks)
    return Content("\n").join([*lines, Content(), *_numbers(story.lacks)])


def _section(section: ToldSection, lacks: Sequence[Need]) -> Iterator[Content]:
    yield _sign(bool(section.text), SECTION_NAMES[section.name])
    for phrase in section.phrases:
        yield say(f"  {quoted(phrase.text)}", QUIET).truncate(ROOM, ellipsis=True)
    for need in lacks:
        if need.section == section.name and need.id not in (*NUMBERS, section.name):
            yield say(f"  {GAP} {_name(need)}", NEAR)


def _others(story: StoryGrew) -> Iterator[Content]:
    yield from _numbers(story.lacks)
    for need in story.lacks:
        if need.id not in NUMBERS and need.id != need.section:
            yield say(f"{GAP} {_name(need)}", NEAR)


def _numbers(lacks: Sequence[Need]) -> Iterator[Content]:
    open_ = {need.id for need in lacks}
    without_result = "result" in open_  # then nothing is asked about its numbers yet
    for gap, name in NUMBERS.items():
        yield _sign(gap not in open_ and not without_result, name)


def _name(need: Need) -> str:
    return OTHERS.get(need.id, readable(need.id))


def _sign(there: bool, name: str) -> Content:
    return say(f"{CREDIT} {name}", GOOD) if there else say(f"{GAP} {name}", NEAR)
