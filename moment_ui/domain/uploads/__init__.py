"""Files that readers bring: kept under random names outside public folders, for a day, for them only."""

from moment_ui.core.files import Shelf

files = Shelf("uploads", r"[A-Za-z0-9_-]{43}")
