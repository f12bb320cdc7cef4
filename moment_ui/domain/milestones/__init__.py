"""Milestones of projects: set, moved, reached and removed, with undo."""
