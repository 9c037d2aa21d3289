"""Text that is drawn again only when it has changed, and the line of keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from simulator.ui.live.look import say


class Shown(Static):
    """Like a Static, but never reads markup, and the same content twice costs nothing."""

    DEFAULT_CSS = "Shown { width: 1fr; height: auto; }"

    def __init__(
        self, content: str | Content = "", *, id: str | None = None, classes: str | None = None
    ) -> None:  # the library's name
        self._shown = _content(content)
        super().__init__(self._shown, id=id, classes=classes, markup=False)

    def show(self, content: str | Content) -> None:
        """Shows this from now on."""
        new = _content(content)
        if not new.is_same(self._shown):
            layout = new.plain != self._shown.plain
            self._shown = new
            self.update(new, layout=layout)

    @property
    def text(self) -> str:
        """What is shown, without its colours."""
        return self._shown.plain


class KeyLine(Shown):
    """The keys that can be pressed: `Enter done · Esc again`."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; padding: 0 1; color: $secondary; background: $panel; }"

    def keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Each with what it does; those that do not fit are left out from the end."""
        room = (self.size.width or self.app.size.width) - 2
        while (
            len(keys) > 1 and sum(len(key) + len(does) + 1 for key, does in keys) + 3 * len(keys) > room + 3
        ):
            keys = (*keys[:-2], keys[-1])
        parts = [Content.assemble((key, "bold $foreground"), " ", say(does)) for key, does in keys]
        self.show(Content("   ").join(parts))


def _content(content: str | Content) -> Content:
    return say(content) if isinstance(content, str) else content
