"""Notes on customers and projects: written, pinned, changed and removed, with undo."""
