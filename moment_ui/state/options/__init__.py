"""State of invoicing options."""
