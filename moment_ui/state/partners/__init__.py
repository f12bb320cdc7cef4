"""State of the partner companies' pages."""
