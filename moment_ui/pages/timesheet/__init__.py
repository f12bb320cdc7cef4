"""The timesheet."""
