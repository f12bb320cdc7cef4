"""Tags in groups: made in the set-up, put on customers and projects."""
