"""The story as it was written down -> a page: where it is, what is in it, what would make it stronger."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.domain.telling import Draft, ToldSection
from simulator.domain.wording import SECTION_NAMES, clock
from simulator.events import StoryKept
from simulator.ui.live.look import CREDIT, GAP, GOOD, NEAR, QUIET, STRONG, quoted, say
from simulator.ui.live.telling import heading
from simulator.ui.live.widgets import Aligned, Piece

SIGNS = 4
"""The column of the signs before a line."""
TOO_LITTLE = "Too little was heard to make a story of: tell it in five or six sentences."


def written(draft: Draft, kept: StoryKept) -> Iterator[Piece]:
    """Everything that is in the file but its boilerplate, and how to go on."""
    yield Content.assemble(say(draft.title, STRONG), say(f"  {kept.story}", QUIET))
    yield say(kept.path)
    if draft.unsure:
        yield say(draft.unsure, NEAR)
    for section in draft.sections:
        yield from _section(section)
    if draft.follow_ups:
        yield heading("Be ready for")
    for question in draft.follow_ups:
        yield _line("?", QUIET, say(question))
    yield heading("Next")
    for command in ("stories edit", "walkthrough", "drill", "interview"):
        yield _line("$", QUIET, say(f"hotseat {command} {kept.story}"))


def _section(section: ToldSection) -> Iterator[Piece]:
    told = f"{clock(section.spoken_s)} of {clock(section.target_s)}" if section.text else "not told"
    name = say(SECTION_NAMES[section.name], STRONG)
    yield Content.assemble("\n", name, say(f"  {told}", QUIET if section.text else NEAR))
    for phrase in section.phrases:
        yield _line(CREDIT, GOOD, say(quoted(phrase.text)))
    for advice in section.mend:
        yield _line(GAP, NEAR, say(advice))


def _line(sign: str, tone: str, line: Content) -> Aligned:
    return Aligned(Content.styled(f"  {sign}", tone), line, SIGNS)
