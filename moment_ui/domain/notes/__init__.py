"""Notes on customers: written, pinned, changed and removed, with undo."""
