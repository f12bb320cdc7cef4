"""Sending invoices: by e-mail, as letters, by hand; each sending is written down before it goes."""

from moment_ui.core.files import Shelf

files = Shelf("sent", r"[A-Za-z0-9_-]{43}")
"""Everything that left us, as it left. Kept as long as the books are."""
