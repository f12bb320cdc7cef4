"""State of the setup."""
