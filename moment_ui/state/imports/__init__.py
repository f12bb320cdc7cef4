"""State of imports."""
