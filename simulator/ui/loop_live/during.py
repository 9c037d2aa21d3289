"""A loop being held: the question's number and principle, its time box, the answer as in any interview."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from simulator.domain.wording import clock
from simulator.events import Asked, Event
from simulator.ui.live.before import NAMES, BeforeScreen
from simulator.ui.live.clockwork import pace_of
from simulator.ui.live.during import DuringScreen
from simulator.ui.live.look import QUIET, SIGNS, STRONG, TONES, say
from simulator.ui.live.session import REDRAW_S
from simulator.ui.live.telling import heading
from simulator.ui.live.widgets import Aligned, Piece, Shown
from simulator.ui.loop_live.place import Place
from simulator.ui.loop_live.values import LoopBriefing

AGAIN = "You have told this story today; think of another example."
NUMBERS = 6
"""The column of the questions' numbers."""


class LoopBeforeScreen(BeforeScreen):
    """Who asks about what, and for how long; the questions themselves come when they are asked."""

    def __init__(self, briefing: LoopBriefing, *, checking: bool) -> None:
        super().__init__(briefing, checking=checking)
        self._agenda = briefing

    def _parts(self) -> Iterator[Piece]:
        loop = self._agenda
        yield Content.assemble(say(loop.title, STRONG), say(f"  {loop.level}", QUIET))
        yield heading("What each interviewer asks about")
        for number, (_, name) in enumerate(loop.principles, start=1):
            yield Aligned(Content.styled(f"{number}.".rjust(4), QUIET), say(name), NUMBERS)
        yield heading("Your clock")
        yield self._targets()
        yield heading("How it goes")
        minutes = clock(loop.limit_s)
        yield Aligned(
            say("Each question", QUIET), say(f"{minutes}; then no further follow-up is asked."), NAMES
        )
        yield Aligned(say("Your stories", QUIET), say("you choose them, and tell none of them twice."), NAMES)
        yield Aligned(say("At the end", QUIET), say("the debrief that the committee would write."), NAMES)


class LoopScreen(DuringScreen):
    """The screen of an interview, with where the loop stands above the question."""

    DEFAULT_CSS = """
    LoopScreen #top { margin-bottom: 0; }
    LoopScreen #box { height: 1; text-wrap: nowrap; }
    """

    def __init__(self, briefing: LoopBriefing) -> None:
        super().__init__(briefing)
        self._agenda = briefing
        self.place = Place(tuple(name for name, _ in briefing.principles))

    def _under_top(self) -> ComposeResult:
        yield Shown(id="box")

    def show(self, event: Event) -> None:
        self.place(event)
        super().show(event)
        if isinstance(event, Asked) and not event.turn and self.place.another:
            self.progress.notice = AGAIN

    def tick(self) -> None:
        self.place.drawn(REDRAW_S)

    def draw(self) -> None:
        super().draw()
        if boxes := self.query("#box"):
            boxes.first(Shown).show(time_box(self.place.used_s, self._agenda.limit_s, self.size.width - 2))

    def _where(self) -> Content:
        progress, place, principles = self.progress, self.place, self._agenda.principles
        if not place.number:
            return say(self._agenda.title, STRONG)
        another = ", another example" if place.another else ""
        turn = f", follow-up {progress.turn}" if progress.turn else ""
        take = f", take {progress.take}" if progress.take > 1 else ""
        return Content.assemble(
            say(f"Question {place.number} of {len(principles)}", QUIET),
            say(f"  {principles[place.number - 1][1]}{another}{turn}{take}", STRONG),
        )


def time_box(used_s: float, limit_s: float, width: int) -> Content:
    """How much of a question's time is gone, as a line and in words; past it nothing more is asked."""
    pace = pace_of(used_s, limit_s)
    words = f" {SIGNS[pace]} {clock(used_s)} of {clock(limit_s)}"
    words += ", no more follow-ups" if pace == "over" else ""
    room = max(0, width - len(words))
    done = min(room, round(room * used_s / limit_s))
    return Content.assemble(("━" * done, TONES[pace]), ("─" * (room - done), QUIET), (words, TONES[pace]))
