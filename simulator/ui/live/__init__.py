"""The live screen, drawn by Textual: before, during and after an interview.

It shows what the events say and hands keys to the session; it judges nothing and opens no device. The
widgets take plain values and know no interview, so that other screens can be made of them. Nothing from
outside is ever read as markup.
"""

from simulator.ui.live.app import LiveApp
from simulator.ui.live.keys import LiveKeys, LiveText
from simulator.ui.live.session import SessionApp
from simulator.ui.live.shell import HotseatApp
from simulator.ui.live.values import Backstage, Briefing

__all__ = ["Backstage", "Briefing", "HotseatApp", "LiveApp", "LiveKeys", "LiveText", "SessionApp"]
