"""What a project costs beside hours, and what is sold in it: registered, accepted, with receipts."""

from moment_ui.core.files import Shelf

files = Shelf("receipts", r"[A-Za-z0-9_-]{43}")
