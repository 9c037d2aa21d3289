"""Colours, signs and the one way in which text from outside comes onto the screen.

The palette keeps apart for the colour-blind (blue, amber, vermilion differ in lightness as well), and each
state has a sign and a word of its own, so that no colour is needed.
"""

from __future__ import annotations

from textual.content import Content
from textual.theme import Theme

from simulator.domain.wording import clock, safe
from simulator.ui.live.clockwork import Pace

THEME = Theme(
    name="hotseat",
    primary="#56b4e9",
    secondary="#8fa3b5",
    accent="#f0e442",
    success="#56b4e9",
    warning="#f2b632",
    error="#ec6d4c",
    foreground="#e6e9ec",
    background="#101418",
    surface="#161c22",
    panel="#1f2830",
    dark=True,
)
"""Source: the Okabe-Ito palette, its dark tones lightened for a dark background."""

GOOD, NEAR, BAD, QUIET, STRONG = "$success", "$warning", "$error", "$secondary", "bold"

TONES: dict[Pace, str] = {"waiting": QUIET, "on_time": GOOD, "near": NEAR, "over": BAD}
SIGNS: dict[Pace, str] = {"waiting": "○", "on_time": "●", "near": "▲", "over": "■"}

FULL, EMPTY, TARGET, PAST = "█", "░", "┃", "▓"
CREDIT, COST, GAP = "✓", "✗", "○"


def say(text: str, style: str = "") -> Content:
    """Text from a pack, a candidate or a device: harmless, and never markup."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


def quoted(words: str) -> str:
    return f"“{safe(words).strip('“”')}”"


def in_words(pace: Pace, spoken_s: float, target_s: float) -> str:
    """A section's state, as `12 s left` or `over by 0:07`."""
    if pace == "waiting":
        return "not begun"
    if pace == "over":
        return f"over by {clock(spoken_s - target_s)}"
    left = f"{max(0, round(target_s - spoken_s))} s left"
    return f"nearly up, {left}" if pace == "near" else left
