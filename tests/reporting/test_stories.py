"""A story shown to be learnt: everything one needs on the page, and its text harmless."""

from __future__ import annotations

import re

import pytest

from simulator.domain.review import SECTIONS
from simulator.domain.story import Mark, Overview, Story, StoryLevel, StorySection, WeakAnswer
from simulator.reporting import print_story


def _story(title: str) -> Story:
    return Story(
        id="late-boats",
        title=title,
        question="Tell me about a time you fixed what was not yours.",
        principles=("ownership", "dive-deep"),
        level="sde2",
        overview=Overview(summary="Boats came late.", showed="A missing clock.", takeaways=("Ask.",)),
        sections={
            name: StorySection(
                target_s=30,
                phrases=(f"I saw the {name}", "nobody had asked"),
                coaching=f"Coach the {name}.",
                common_mistake=f"Lose the {name}.",
                strong_example=f"This is how the {name} sounds.",
            )
            for name in SECTIONS
        },
        weak_answer=WeakAnswer(
            text="It got better.",
            marks=(Mark(quote="got better", remark="By how much?"),),
            bar_raiser_thinks="Nothing to write down.",
            rating="no_hire",
        ),
        levels={"sde2": StoryLevel(focus="All of it.", bar="The targets.", time_s=(150, 150))},
    )


def test_a_story_shows_its_question_and_each_section(capsys: pytest.CaptureFixture[str]) -> None:
    print_story(_story("Late boats"), {"dive-deep": "Dive Deep"})
    printed = capsys.readouterr().out
    assert "late-boats · Ownership; Dive Deep · SDE2 · 2:30" in printed
    assert "Tell me about a time you fixed what was not yours." in printed
    for name in SECTIONS:
        assert f"\n{name.capitalize()}  30 s\n" in printed
        for line in (f"I saw the {name} · nobody had asked", f"Coach the {name}.", f"Lose the {name}."):
            assert line in printed
        assert f"This is how the {name} sounds." in printed


def test_a_story_title_is_text_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    print_story(_story("[red]Late[/red] \x1b[31mboats"))
    printed = capsys.readouterr().out
    assert "[red]Late[/red]" in printed
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", printed)
