"""Payment files: read once, matched with invoices, looked at, posted whole and undone whole."""

from moment_ui.core.files import Shelf

files = Shelf("payment-files", r"[A-Za-z0-9_-]{43}")
"""Files as the banks sent them: kept as long as what was read from them."""
