"""Timesheets: a co-worker's own week of hours."""
