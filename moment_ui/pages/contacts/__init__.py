"""Pages of contacts and mailing lists."""
