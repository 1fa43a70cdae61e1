"""Restores what the author wrote in scraped, extracted and pasted articles."""

from ._native import LimitExceeded, Repair, Result, __version__, clean

__all__ = ["LimitExceeded", "Repair", "Result", "__version__", "clean"]
