"""A story told for the first time, on the screen, drawn by Textual with the parts of the live screen.

Shows what the events say and hands keys to the session; it judges nothing and opens no device.
"""

from simulator.ui.story_live.app import StoryApp

__all__ = ["StoryApp"]
