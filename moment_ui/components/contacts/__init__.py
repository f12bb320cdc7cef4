"""View functions of contacts and mailing lists."""
