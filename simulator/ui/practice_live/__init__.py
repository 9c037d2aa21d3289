"""Drill and walkthrough on the screen, drawn by Textual with the parts of the live screen.

Shows what the events say and hands keys to the session; it judges nothing and opens no device.
"""

from simulator.ui.practice_live.app import PracticeApp
from simulator.ui.practice_live.values import DrillBriefing, WalkBriefing

__all__ = ["DrillBriefing", "PracticeApp", "WalkBriefing"]
