"""Merging two customers into one, taking it back, and finding those that are one."""
