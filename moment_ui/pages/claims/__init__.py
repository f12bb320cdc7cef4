"""Pages of travel and expense claims."""
