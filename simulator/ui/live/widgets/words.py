"""Words as they settle: the latest lines, the newest words standing out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize

from simulator.ui.live.look import QUIET, say
from simulator.ui.live.widgets.shown import Shown

FRESH = 12
"""How many of the last words stand out: about five seconds of speech."""
KEPT = 600
"""Words that are laid out again at each change; more than any screen can show."""


class WordStream(Shown):
    """As many lines as there is room for, the last ones."""

    DEFAULT_CSS = "WordStream { height: 1fr; }"

    _words: tuple[str, ...] = ()
    _empty = ""

    def words(self, words: Sequence[str], empty: str = "") -> None:
        """Shows these words; `empty` is said where there are none."""
        if (shown := tuple(words[-KEPT:])) != self._words or empty != self._empty:
            self._words, self._empty = shown, empty
            self._draw()

    def on_resize(self, _: Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if not self.size.width or not self.size.height:
            return
        if not self._words:
            self.show(say(self._empty, QUIET))
            return
        lines = wrapped(self._words, self.size.width)[-self.size.height :]
        left = sum(map(len, lines))
        drawn = []
        for line in lines:
            fresh = max(0, min(len(line), FRESH - (left - len(line))))
            left -= len(line)
            old, new = line[: len(line) - fresh], line[len(line) - fresh :]
            space = " " if old and new else ""
            drawn.append(Content.assemble((" ".join(old) + space, QUIET), " ".join(new)))
        self.show(Content("\n").join(drawn))


def wrapped(words: Sequence[str], width: int) -> list[list[str]]:
    """The words in lines of at most `width` columns; a longer word has a line of its own."""
    lines: list[list[str]] = []
    room = 0
    for word in words:
        cells = Content(word).cell_length
        if not lines or cells + 1 > room:
            lines.append([])
            room = width + 1
        lines[-1].append(word)
        room -= cells + 1
    return lines
