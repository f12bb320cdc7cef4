"""Pages of the setup."""
