"""The report page: attempts at a story, with their sound, as one HTML file that needs nothing else."""

from simulator.reporting.page.attempt import Attempt, Clip, reviewed_file
from simulator.reporting.page.rendering import page, policy

__all__ = ["Attempt", "Clip", "page", "policy", "reviewed_file"]
