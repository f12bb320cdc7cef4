"""Files a reader took out of a report: kept for an hour, for that reader only."""

from moment_ui.core.files import Shelf

files = Shelf("exports", r"[a-z_-]{1,40}\.[A-Za-z0-9_-]{43}")
