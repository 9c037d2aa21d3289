"""An answer being heard: its words as they settle and, on a terminal, a line with the running clock.

Full lines are printed once and never change. On a terminal the line in the making and the clock
stand below them and go when the answer ends; elsewhere the last line follows at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from simulator.domain.wording import clock

INDENT = "  "
MAX_WIDTH = 96
REFRESHES_PER_S = 4


class RunningAnswer:
    """Shows one answer from `start` to `stop`; `word` and `tell` may be called between.

    Args:
        say: makes text harmless and fit for the console.
        elapsed_s: any steadily growing clock, in seconds.
        hint: which keys there are; empty for none.
    """

    def __init__(
        self, console: Console, say: Callable[[str], str], elapsed_s: Callable[[], float], hint: str
    ) -> None:
        self._console = console
        self._say = say
        self._elapsed_s = elapsed_s
        self._hint = hint
        self._line = ""
        self._count = 0
        self._heard_s = 0.0
        self._state = "Listening"
        self._began_s = 0.0
        self._live: Live | None = None

    @property
    def count(self) -> int:
        """How many words were heard so far."""
        return self._count

    def start(self) -> None:
        self._began_s = self._elapsed_s()
        self.resume()

    def resume(self) -> None:
        """Shows the running clock again after `pause`; does nothing where there is no terminal."""
        if self._live is None and self._console.is_terminal and not self._console.is_dumb_terminal:
            self._live = Live(
                console=self._console,
                get_renderable=self._view,
                refresh_per_second=REFRESHES_PER_S,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()

    def pause(self) -> None:
        """Takes the running clock off the terminal, so that something else can be written."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def stop(self) -> None:
        self.pause()
        self._flush()

    def tell(self, state: str) -> None:
        self._state = state

    def words(self, texts: Iterable[str], end_s: float) -> None:
        """Adds words that will not change; `end_s` is where the last of them ends in the recording."""
        self._heard_s = max(self._heard_s, end_s)
        for text in texts:
            self._add(self._say(text))
            self._count += 1

    def _add(self, word: str) -> None:
        longer = f"{self._line} {word}" if self._line else word
        if self._line and cell_len(INDENT + longer) > min(self._console.width, MAX_WIDTH):
            self._flush()
            longer = word
        self._line = longer

    def _flush(self) -> None:
        if self._line:
            self._console.print(Text(INDENT + self._line, style="dim"), highlight=False)
        self._line = ""

    def _view(self) -> RenderableType:
        elapsed = clock(max(self._heard_s, self._elapsed_s() - self._began_s))
        figures = self._say(f"{self._state} · {elapsed} · {self._count} words{self._hint}")
        status = Text(INDENT + figures, style="cyan", overflow="ellipsis", no_wrap=True)
        return Group(Text(INDENT + self._line, style="dim"), status) if self._line else status
