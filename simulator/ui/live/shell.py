"""What every program on the screen shares: the palette, NO_COLOR, and leaving in order by key or signal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from simulator.ui.live.look import THEME


class HotseatApp(App[None]):
    """What every screen of ours shares: the palette, NO_COLOR, Ctrl-C and signals, no palette of commands."""

    TITLE = "hotseat"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "leave", show=False, priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(THEME)
        self.theme = THEME.name
        self.terminated = False
        """Whether the program was asked to terminate, and should do so when the terminal is given back."""
        self.fault: BaseException | None = None
        """What broke it off; to be raised when the terminal is given back."""
        if self.no_color:  # the library would leave greys
            self._filters = [_plain(one) for one in self._filters]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        return ()

    def on_mount(self) -> None:
        if threading.current_thread() is threading.main_thread() and self._loop:
            with suppress(NotImplementedError, RuntimeError):  # a system without them
                self._loop.add_signal_handler(signal.SIGINT, self.leave)
                self._loop.add_signal_handler(signal.SIGTERM, self._terminate)

    def leave(self) -> None:
        """The candidate wants to go."""
        self.exit()

    def action_leave(self) -> None:
        self.leave()

    def _handle_exception(self, error: Exception) -> None:
        """The library would print a traceback with all values in it, the candidate's words among them."""
        super()._handle_exception(error)
        self._exit_renderables.clear()
        self.fault = self.fault or error

    def _terminate(self) -> None:
        self.terminated = True
        self.leave()


def _plain(one: LineFilter) -> LineFilter:
    return NoColor() if isinstance(one, Monochrome) else one
