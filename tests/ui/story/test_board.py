"""What is there of a story and what is missing, in a few words."""

from __future__ import annotations

from dataclasses import replace

from support.telling import OPEN, WHOLE, story_events

from simulator.domain.telling import Need
from simulator.events import StoryGrew
from simulator.ui.story_live.board import in_full, in_short


def grown(*answers, lacks: tuple[str, ...] | None = None) -> StoryGrew:
    """What stands after the telling; `lacks`: other gaps than it has."""
    grew = next(event for event in story_events(*answers) if isinstance(event, StoryGrew))
    if lacks is None:
        return grew
    return replace(grew, lacks=tuple(Need(name, "result", "How so?", "Say how.") for name in lacks))


def test_a_whole_story_has_everything() -> None:
    shown = in_short(grown(WHOLE, lacks=())).plain
    assert "○" not in shown
    assert shown.count("✓") == 7


def test_what_is_missing_is_named_as_people_say_it() -> None:
    shown = in_short(grown(WHOLE, lacks=("no-number", "no-i", "no-boundary"))).plain
    for said in ("○ A number", "✓ What it was worth", "○ Your own part", "○ Whose it was"):
        assert said in shown


def test_without_a_result_there_is_no_number_yet() -> None:
    shown = in_short(grown(WHOLE, lacks=("result",))).plain
    assert "○ A number   ○ What it was worth" in shown


def test_each_section_has_its_phrases_below_it_and_none_is_wider_than_the_board() -> None:
    full = in_full(grown(OPEN))
    lines = full.plain.split("\n")
    assert "✓ Situation" in lines
    assert "○ Reflection" in lines
    assert any(line.startswith("  “") for line in lines)
    assert max(map(len, lines)) <= 44
