"""Files a reader took out of a report: kept for an hour, for that reader only."""
