"""Where files of several nouns lie."""

from moment_ui.core.files import Shelf

RECEIPTS = Shelf("receipts", r"[A-Za-z0-9_-]{43}")
"""Receipts of project expenses, and of claims whose lines become such."""
