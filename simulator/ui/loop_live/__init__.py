"""A whole loop on the screen, drawn by Textual with the parts of the live screen.

Shows what the events say and hands keys to the session; it judges nothing and opens no device.
"""

from simulator.ui.loop_live.app import LoopApp
from simulator.ui.loop_live.values import LoopBriefing

__all__ = ["LoopApp", "LoopBriefing"]
