"""State of travel and expense claims."""
