"""State of lists and exports."""
