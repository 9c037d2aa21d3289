"""What the keys of drill and walkthrough do and what the signs mean; any key goes back."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen

from simulator.ui.live.look import BAD, COST, CREDIT, GAP, GOOD, NEAR, QUIET, STRONG
from simulator.ui.live.widgets import Aligned, AlignedRow, Shown

KEYS = 12
"""The column of the keys."""
DRILL = (
    ("Enter", "you have finished; without it, a silence ends the attempt"),
    ("Esc", "take this attempt again from its beginning"),
    ("Space", "pause, and go on"),
    ("P", "the next section, or the next question"),
    ("Q", "leave; what was recorded is kept"),
)
WALK = (
    ("Enter →", "on; while it is read, on at once"),
    ("Esc ←", "back one step"),
    ("Space", "stop the voice, or have it read again"),
    ("P", "the next chapter"),
    ("1-4", "choose an option of a check; you can also say its number"),
    ("↑ ↓", "scroll a long text"),
    ("Q", "leave"),
)
DRILL_SIGNS = Content.assemble(
    ("The clock  ", STRONG),
    ("● in time  ", GOOD),
    ("▲ nearly up  ", NEAR),
    ("■ over  ", BAD),
    ("┃ the target\n", QUIET),
    ("Afterwards ", STRONG),
    (f"{CREDIT} said  ", GOOD),
    (f"{GAP} missed  ", NEAR),
    (f"{COST} costs the hire\n", BAD),
    ("●●○        ", STRONG),
    "good attempts in a row; when all are filled, the drill moves on",
)
WALK_SIGNS = Content.assemble(
    ("Underlined ", STRONG),
    ("a phrase that earns credit, lit as it is read", GOOD),
    "\n¹ ² ³      what a bar raiser thinks at that place",
)


class PracticeHelp(ModalScreen[None]):
    """Lies over the other screens; the session goes on beneath it."""

    DEFAULT_CSS = """
    PracticeHelp { align: center middle; }
    PracticeHelp VerticalScroll { width: 76; max-height: 22; height: auto; padding: 0 2; background: $panel;
        border: round $secondary; scrollbar-size-vertical: 1; }
    PracticeHelp #signs { margin-top: 1; }
    """

    def __init__(self, *, drill: bool) -> None:
        super().__init__()
        self._drill = drill

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Shown(Content.styled("Keys", STRONG))
            for key, does in DRILL if self._drill else WALK:
                yield AlignedRow(Aligned(Content.styled(f"  {key}", "bold"), Content(does), KEYS))
            yield Shown(DRILL_SIGNS if self._drill else WALK_SIGNS, id="signs")

    async def on_key(self, event: Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "ctrl+c"):
            event.stop()
            event.prevent_default()
            self.dismiss()
