"""The story being told: what is asked for now, the words as they settle, and what is found or missing."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.domain.wording import SECTION_NAMES
from simulator.events import Event, StoryGrew
from simulator.ui.live.before import NAMES, BeforeScreen
from simulator.ui.live.during import LEAVE_OUT, WIDE, DuringScreen
from simulator.ui.live.look import QUIET, STRONG, say
from simulator.ui.live.telling import heading
from simulator.ui.live.values import Briefing
from simulator.ui.live.widgets import Aligned, HitBoard, Piece
from simulator.ui.story_live.board import in_full, in_short

HOW = (
    ("Tell it", "once, as it comes: what was wrong, what you did, and how it ended."),
    ("Then", "one question at a time for what is missing; P leaves one out."),
    ("At the end", "it is a file of your own words that you can change and practise."),
)


class StoryBeforeScreen(BeforeScreen):
    """What will be asked for, and how it goes."""

    def _parts(self) -> Iterator[Piece]:
        yield from super()._parts()
        yield heading("How it goes")
        for name, text in HOW:
            yield Aligned(say(name, QUIET), say(text), NAMES)


class StoryScreen(DuringScreen):
    """While the story is told as a whole it is an answer like any; then it is asked for piece by piece."""

    DEFAULT_CSS = "StoryScreen #hits { max-height: 4; }"

    def __init__(self, briefing: Briefing) -> None:
        super().__init__(briefing)
        self._story: StoryGrew | None = None

    def show(self, event: Event) -> None:
        if isinstance(event, StoryGrew):
            self._story = event
        super().show(event)

    def _where(self) -> Content:
        progress, story = self.progress, self._story
        about = f": {SECTION_NAMES[story.asks.section]}" if story and story.asks else ""
        name = f"Question {progress.turn}{about}" if progress.turn else "Your story, told once"
        take = f", take {progress.take}" if progress.take > 1 else ""
        return Content.assemble(say(f"{name}{take}", STRONG), say(f"  {self._briefing.title}", QUIET))

    def _keys(self) -> list[tuple[str, str]]:
        return [(key, "leave it out" if key in LEAVE_OUT else does) for key, does in super()._keys()]

    def _draw_boards(self) -> None:
        story = self._story
        if self.progress.turn == 0 or story is None:
            super()._draw_boards()
            return
        for board in self.query(HitBoard):
            wide = board.id == "earned"
            board.display = wide == (self.size.width >= WIDE)
            board.show(in_full(story) if wide else in_short(story))
