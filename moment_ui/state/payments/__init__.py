"""State of payments and payment files."""
