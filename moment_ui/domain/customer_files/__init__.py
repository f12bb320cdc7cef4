"""Files of customers, in versions: brought, shown, renamed, deleted with undo, swept in the end."""

from moment_ui.core.files import Shelf

files = Shelf("customers", r"[A-Za-z0-9_-]{43}")
