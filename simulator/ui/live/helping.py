"""What the keys do and what the signs mean; any key goes back."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget

from simulator.ui.live.look import BAD, GOOD, NEAR, QUIET, STRONG
from simulator.ui.live.values import Briefing
from simulator.ui.live.widgets import Aligned, AlignedRow, Shown

KEYS = 15
"""The column of the keys."""

Rows = tuple[tuple[str, str], ...]
"""Each key with what it does."""

SPOKEN = (
    ("Enter", "you have finished; without it, a silence ends the answer"),
    ("Esc", "take this answer again from its beginning"),
    ("Space", "pause, and go on (with --plain it ends the answer)"),
)
RECORDED = (("Enter", "end the answer here"),)
TYPED = (
    ("Enter twice", "you have finished; Ctrl-D does the same"),
    ("Esc", "take this answer again from its beginning"),
)
ALWAYS = (("Ctrl-C", "leave at once; what was recorded is kept"),)
AFTER = (
    ("1-5 ← →", "leaf through the pages"),
    ("↑ ↓", "choose a quote"),
    ("R", "hear the seconds behind the chosen quote"),
    ("A", "answer the opening question again, side by side with the first; C: back to that"),
    ("O", "open the report page"),
    ("Q", "leave"),
)


SKIPS = "leave this follow-up out"


class HelpScreen(ModalScreen[None]):
    """Lies over the other screens; the interview goes on beneath it.

    Args:
        after: the keys of the last screen.
        skips: what P does.
    """

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll { width: 76; max-height: 22; height: auto; padding: 0 2; background: $panel;
        border: round $secondary;
        scrollbar-size-vertical: 1; }
    """

    def __init__(self, briefing: Briefing, after: Rows = AFTER, skips: str = SKIPS) -> None:
        super().__init__()
        self._briefing = briefing
        self._after = after
        self._skips = skips

    def compose(self) -> ComposeResult:
        briefing = self._briefing
        own = TYPED if briefing.typed else RECORDED if briefing.recorded else SPOKEN
        skip = ("Ctrl-S" if briefing.typed else "P", self._skips)
        with VerticalScroll():
            yield from _table("While you answer", (*own, skip, *ALWAYS))
            yield from _table("Afterwards", self._after)
            yield Shown(_signs())

    async def on_key(self, event: Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "ctrl+c"):
            event.stop()
            event.prevent_default()
            self.dismiss()


def _table(title: str, rows: Rows) -> Iterator[Widget]:
    yield Shown(Content.styled(title, STRONG))
    for key, does in rows:
        yield AlignedRow(Aligned(Content.styled(f"  {key}", "bold"), Content(does), KEYS))


def _signs() -> Content:
    return Content.assemble(
        ("The clock  ", STRONG),
        ("● in time  ", GOOD),
        ("▲ nearly up  ", NEAR),
        ("■ over  ", BAD),
        ("┃ the target", QUIET),
    )
