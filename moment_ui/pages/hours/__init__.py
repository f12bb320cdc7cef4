"""Hours: the report, timesheet status, hours control."""
