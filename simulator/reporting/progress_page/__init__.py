"""The page of progress: one HTML file that needs nothing else, in the dress of the report page."""

from simulator.reporting.progress_page.rendering import progress_page

__all__ = ["progress_page"]
