"""The last page of a sitting: what came of it, to read and, where something was said, to hear again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from simulator.ui.live.look import QUIET, say
from simulator.ui.live.widgets import Excerpts, KeyLine, Piece, Shown


class EndScreen(Screen[None]):
    """Up and down move through the page, R plays the quote that is chosen, Q leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "replay", show=False),
        Binding("q,escape,enter", "app.leave", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    EndScreen #told { dock: bottom; height: auto; max-height: 3; padding: 0 1; margin-bottom: 1; }
    EndScreen Excerpts { padding: 1 2 0 2; }
    EndScreen Excerpts > * { max-width: 110; }
    """

    def __init__(self, pieces: Iterable[Piece], *, told: str = "", replayable: bool = False) -> None:
        super().__init__()
        self._pieces = list(pieces)
        self._told = told
        self._replayable = replayable

    def compose(self) -> ComposeResult:
        yield KeyLine()
        yield Shown(say(self._told, QUIET), id="told")
        yield Excerpts(self._pieces)

    def on_mount(self) -> None:
        hear = [("R", "hear it")] if self._replayable else []
        self.query_one(KeyLine).keys([("↑↓", "read on"), *hear, ("?", "help"), ("Q", "leave")])
        self.query_one(Excerpts).focus()

    def tell(self, sentence: str) -> None:
        """A line at the foot."""
        self._told = sentence
        if self.is_mounted:
            self.query_one("#told", Shown).show(say(sentence, QUIET))

    def action_replay(self) -> None:
        if self._replayable and (chosen := self.query_one(Excerpts).chosen):
            self.app.run_replay(chosen)  # type: ignore[attr-defined]
