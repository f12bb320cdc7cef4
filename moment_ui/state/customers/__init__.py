"""State of customers."""
