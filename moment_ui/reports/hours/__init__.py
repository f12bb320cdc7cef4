"""Hours: the live boards, the report, timesheet status, hours control."""
