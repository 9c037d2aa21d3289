"""A story as a page for the terminal: what to tell, how long each section may take, which phrases count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from simulator.domain.review import SECTIONS, SectionName
from simulator.domain.story import Story
from simulator.domain.wording import LEVEL_NAMES, SECTION_NAMES, clock, readable
from simulator.reporting.ink import CAUTION, GOOD, QUIET, STRONG, Heading, Ink, Part, drawn


@dataclass(frozen=True, slots=True)
class StoryPage:
    story: Story
    names: Mapping[str, str] = field(default_factory=dict)
    """Id of a principle -> its name; without one the id is shown."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return drawn(self._parts(Ink.of(options)), console, options)

    def _parts(self, ink: Ink) -> Iterator[Part]:
        story = self.story
        yield ink.say(story.title, STRONG)
        principles = "; ".join(self.names.get(one) or readable(one) for one in story.principles)
        total = clock(sum(section.target_s for section in story.sections.values()))
        yield ink.say(ink.joined(story.id, principles, LEVEL_NAMES[story.level], total), QUIET)
        yield Heading("The question")
        yield ink.say(story.question)
        for name in SECTIONS:
            if name in story.sections:
                yield from self._section(name, ink)

    def _section(self, name: SectionName, ink: Ink) -> Iterator[Part]:
        section = self.story.sections[name]
        yield Heading(f"{SECTION_NAMES[name]}  {round(section.target_s)} s")
        rows = ink.rows(9, None)
        if section.phrases:
            rows.add_row(Text("phrases", QUIET), ink.say(ink.joined(*section.phrases), GOOD))
        rows.add_row(Text("coaching", QUIET), ink.say(section.coaching))
        rows.add_row(Text("mistake", QUIET), ink.say(section.common_mistake, CAUTION))
        if section.strong_example:
            rows.add_row(Text("example", QUIET), ink.say(section.strong_example))
        yield rows
