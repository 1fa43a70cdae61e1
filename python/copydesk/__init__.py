"""Restores what the author wrote in scraped, extracted and pasted articles."""

from ._native import Repair, Result, __version__, clean

__all__ = ["Repair", "Result", "__version__", "clean"]
