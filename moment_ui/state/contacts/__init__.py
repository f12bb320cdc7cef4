"""State of contacts and mailing lists."""
