"""A session's events -> the terminal, and the candidate's keys -> the session.

It shows and listens for keys; what a review looks like is drawn by the pages that it is given.
"""

from simulator.ui.controls import Keys, NoControls, keys
from simulator.ui.lines import LineKeyboard
from simulator.ui.terminal import Pages, TerminalScreen, terminal_console

__all__ = ["Keys", "LineKeyboard", "NoControls", "Pages", "TerminalScreen", "keys", "terminal_console"]
