"""Pages of payments and payment files."""
